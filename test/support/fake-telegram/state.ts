import type { BotCommand, ChatMember, InlineKeyboardMarkup, InlineQueryResult, Message, Poll, Update, User } from 'grammy/types';

/** What a refusal of the Bot API looks like. */
export class ApiRefusal extends Error {
  readonly code: number;
  readonly parameters: { retry_after?: number; migrate_to_chat_id?: number };
  constructor(code: number, description: string, parameters: { retry_after?: number; migrate_to_chat_id?: number } = {}) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

export const badRequest = (what: string) => new ApiRefusal(400, `Bad Request: ${what}`);
export const forbidden = (what: string) => new ApiRefusal(403, `Forbidden: ${what}`);

export type ChatType = 'private' | 'group' | 'supergroup' | 'channel';

export interface FakeChat {
  id: number;
  type: ChatType;
  title: string;
  forum: boolean;
  /** Nobody but administrators may write. */
  silent: boolean;
  /** The general topic of a forum takes no messages. */
  generalClosed: boolean;
  /** By `message_thread_id`. */
  topics: Map<number, { name: string; closed: boolean }>;
  members: Map<number, ChatMember>;
  messages: Message[];
  /** Where the group went. */
  migratedTo: number | null;
  /** Only for private chats: whether the person has started the bot, and not blocked it. */
  started: boolean;
  blocked: boolean;
  /** What was taken away again. */
  deleted: Message[];
}

export interface FakePoll {
  readonly chat: FakeChat;
  readonly message: Message;
  poll: Poll;
  readonly votes: Map<number, readonly number[]>;
  closesAt: number | null;
}

export interface FakePhoto {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export interface FakeCallback {
  readonly id: string;
  readonly user: User;
  readonly at: number;
  answer: { text: string; alert: boolean; url: string | null } | null;
  answeredAt: number | null;
}

/** All that the server remembers. Chats and messages are real Bot API objects, so that what is sent can be handed out again. */
export class FakeState {
  readonly bot: User & { can_join_groups: true; can_read_all_group_messages: boolean; supports_inline_queries: boolean };
  readonly users = new Map<number, User>();
  readonly chats = new Map<number, FakeChat>();
  readonly polls = new Map<string, FakePoll>();
  /** By `file_id`. */
  readonly photos = new Map<string, FakePhoto>();
  readonly callbacks = new Map<string, FakeCallback>();
  /** Inline queries, and who waits for what they find. */
  readonly inline = new Map<string, (found: readonly InlineQueryResult[]) => void>();
  /** By `scope language`. */
  readonly commands = new Map<string, readonly BotCommand[]>();
  webhook: { url: string; secret: string | null; allowed: readonly string[] } | null = null;
  allowed: readonly string[] = [];
  updates: Update[] = [];
  /** Whom a message of the bot has notified by name. */
  readonly pings: { readonly user: string; readonly text: string }[] = [];
  #update = 700_000_000;
  #message = 0;
  #id = 0;

  constructor(name = 'transmission_bot') {
    this.bot = {
      id: 4242,
      is_bot: true,
      first_name: 'Incoming Transmission',
      username: name,
      can_join_groups: true,
      can_read_all_group_messages: false,
      supports_inline_queries: true,
    };
    this.users.set(this.bot.id, this.bot);
  }

  nextUpdate(): number {
    this.#update += 1;
    return this.#update;
  }

  nextMessage(): number {
    this.#message += 1;
    return this.#message;
  }

  nextId(): string {
    this.#id += 1;
    return String(8_800_000_000_000 + this.#id);
  }

  chat(id: number): FakeChat {
    const chat = this.chats.get(id);
    if (!chat) throw badRequest('chat not found');
    return chat;
  }

  message(chat: FakeChat, id: number): Message | undefined {
    return chat.messages.find((message) => message.message_id === id);
  }
}

export const member = (user: User): ChatMember => ({ status: 'member', user });
export const left = (user: User): ChatMember => ({ status: 'left', user });
export const kicked = (user: User): ChatMember => ({ status: 'kicked', user, until_date: 0 });

export function administrator(
  user: User,
  rights: { can_delete_messages?: boolean; can_post_messages?: boolean; is_anonymous?: boolean } = {},
): ChatMember {
  return {
    status: 'administrator',
    user,
    can_be_edited: false,
    is_anonymous: false,
    can_manage_chat: true,
    can_delete_messages: false,
    can_manage_video_chats: false,
    can_restrict_members: false,
    can_promote_members: false,
    can_change_info: false,
    can_invite_users: false,
    can_post_stories: false,
    can_edit_stories: false,
    can_delete_stories: false,
    ...rights,
  } as ChatMember;
}

/** Silenced or only allowed in part. */
export function restricted(user: User, can: { messages: boolean; polls: boolean; photos?: boolean }): ChatMember {
  return {
    status: 'restricted',
    user,
    is_member: true,
    can_send_messages: can.messages,
    can_send_audios: false,
    can_send_documents: false,
    can_send_photos: can.photos ?? false,
    can_send_videos: false,
    can_send_video_notes: false,
    can_send_voice_notes: false,
    can_send_polls: can.polls,
    can_send_other_messages: false,
    can_add_web_page_previews: false,
    can_react_to_messages: false,
    can_edit_tag: false,
    can_change_info: false,
    can_invite_users: false,
    can_pin_messages: false,
    can_manage_topics: false,
    until_date: 0,
  } as ChatMember;
}

export const keyboardOf = (message: Message): InlineKeyboardMarkup['inline_keyboard'] => message.reply_markup?.inline_keyboard ?? [];
