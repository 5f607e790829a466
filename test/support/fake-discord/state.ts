export interface User {
  readonly id: string;
  readonly username: string;
  readonly global_name: string | null;
  readonly bot?: boolean;
}

export interface Role {
  readonly id: string;
  name: string;
  permissions: bigint;
}

export interface Overwrite {
  readonly id: string;
  readonly type: 0 | 1;
  allow: bigint;
  deny: bigint;
}

export interface Channel {
  readonly id: string;
  readonly type: number;
  name: string;
  readonly guild: string | null;
  readonly parent: string | null;
  overwrites: Overwrite[];
  /** Threads only. */
  archived: boolean;
  locked: boolean;
  /** Private chats only. */
  readonly recipient: string | null;
}

export interface Guild {
  readonly id: string;
  name: string;
  readonly owner: string;
  readonly locale: string;
  readonly features: readonly string[];
  readonly roles: Role[];
  readonly channels: string[];
  /** Roles of members, by user. */
  readonly members: Map<string, { roles: string[]; nick: string | null }>;
  /** Whether the bot is a member. */
  hasBot: boolean;
  systemChannel: string | null;
}

export interface Message {
  readonly id: string;
  readonly channel: string;
  readonly author: string;
  content: string;
  components: readonly Component[];
  flags: number;
  readonly nonce: string | null;
  /** Null: everybody sees it. */
  readonly to: string | null;
  edits: number;
  deleted: boolean;
  /** Files by name. */
  attachments: readonly string[];
  /** The interaction that it answers. */
  readonly interaction: string | null;
}

/** A component as it came, in any of its kinds. */
export interface Component {
  readonly accent_color?: number;
  readonly type: number;
  readonly content?: string;
  readonly components?: readonly Component[];
  readonly component?: Component;
  readonly label?: string;
  readonly style?: number;
  readonly custom_id?: string;
  readonly url?: string;
  readonly disabled?: boolean;
  readonly spoiler?: boolean;
  readonly placeholder?: string;
  readonly options?: readonly { readonly label: string; readonly value: string }[];
  readonly items?: readonly { readonly media: { readonly url: string }; readonly description?: string }[];
  readonly max_length?: number;
  readonly min_length?: number;
  readonly required?: boolean;
}

export interface Modal {
  readonly custom_id: string;
  readonly title: string;
  readonly components: readonly Component[];
}

/** What became of one interaction. */
export interface InteractionRecord {
  readonly id: string;
  readonly token: string;
  /** 2 command, 3 component, 4 autocomplete, 5 modal. */
  readonly type: number;
  readonly user: string;
  readonly channel: string;
  readonly personal: boolean;
  /** Real time (ms) when it was sent to the bot. */
  readonly sent: number;
  /** The bot's time when it was made, for the 15 minutes of its token. */
  readonly made: number;
  /** How long the acknowledgement took (ms of real time); null while there is none. */
  acknowledged: number | null;
  /** How long it took until something was said to who acted. */
  answered: number | null;
  response: number | null;
  /** The message that a component is on. */
  readonly on: string | null;
  original: string | null;
  followUps: number;
  modal: Modal | null;
  choices: readonly { readonly name: string; readonly value: string }[];
}

export const FLAGS = { ephemeral: 1 << 6, loading: 1 << 7, v2: 1 << 15 } as const;
export const PERMISSIONS = {
  Administrator: 1n << 3n,
  ManageGuild: 1n << 5n,
  ViewChannel: 1n << 10n,
  SendMessages: 1n << 11n,
  EmbedLinks: 1n << 14n,
  AttachFiles: 1n << 15n,
  SendMessagesInThreads: 1n << 38n,
} as const;
export type Permission = keyof typeof PERMISSIONS;

export const THREADS: ReadonlySet<number> = new Set([10, 11, 12]);
