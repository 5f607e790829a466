import { ChannelType, PermissionFlagsBits } from 'discord.js';

/** What the bot needs to post in a room; `discord-permission-…` of content/messages says their names as Discord shows them. */
export type Need = 'ViewChannel' | 'SendMessages' | 'SendMessagesInThreads' | 'EmbedLinks' | 'AttachFiles';

const THREADS: ReadonlySet<number> = new Set([ChannelType.PublicThread, ChannelType.PrivateThread, ChannelType.AnnouncementThread]);
export const isThread = (type: number | undefined): boolean => type !== undefined && THREADS.has(type);

/** Without these nothing can be posted. */
const hard = (thread: boolean): readonly Need[] => ['ViewChannel', thread ? 'SendMessagesInThreads' : 'SendMessages'];
/** Without these a post lacks something. */
const SOFT: readonly Need[] = ['EmbedLinks', 'AttachFiles'];

const has = (bits: bigint, need: Need): boolean =>
  (bits & PermissionFlagsBits.Administrator) !== 0n || (bits & PermissionFlagsBits[need]) !== 0n;

export const canPost = (bits: bigint, thread: boolean): boolean => hard(thread).every((need) => has(bits, need));

/** What is lacking, the worst first. */
export const missingNeeds = (bits: bigint, thread: boolean): readonly Need[] =>
  [...hard(thread), ...SOFT].filter((need) => !has(bits, need));

/** Who may change what the server has chosen. */
export const isManager = (bits: bigint): boolean => (bits & (PermissionFlagsBits.Administrator | PermissionFlagsBits.ManageGuild)) !== 0n;

/** All that the invite link asks for. */
export const INVITE_PERMISSIONS: bigint =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.SendMessagesInThreads |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.AttachFiles;
