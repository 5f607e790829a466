import type { BotCommand, BotCommandScope, ChatMember, InlineQueryResult, MessageEntity } from 'grammy/types';
import type { Instant } from '../../../src/kernel/time.ts';
import { chatJson, deleteMessage, editMessageText, sendMessage } from './messages.ts';
import { editMessageMedia, sendPhoto } from './photos.ts';
import { sendPoll, stopPoll } from './polls.ts';
import { editRich, sendRichMessage } from './rich.ts';
import { checkKeyboard, checkText } from './rules.ts';
import { badRequest, type FakeState, left } from './state.ts';

type Payload = Readonly<Record<string, unknown>>;
type Method = (state: FakeState, payload: Payload, now: Instant) => unknown;

/** The parts of the Bot API that the bot may use. What is not here is refused as unknown. */
export const METHODS: Readonly<Record<string, Method>> = {
  getMe: (state) => state.bot,
  sendMessage: (state, payload, now) => sendMessage(state, payload, seconds(now)),
  editMessageText: (state, payload) => (payload.rich_message === undefined ? editMessageText(state, payload) : editRich(state, payload)),
  sendRichMessage: (state, payload, now) => sendRichMessage(state, payload, seconds(now)),
  sendPhoto: (state, payload, now) => sendPhoto(state, payload, seconds(now)),
  editMessageMedia: (state, payload) => editMessageMedia(state, payload),
  deleteMessage: (state, payload) => deleteMessage(state, payload),
  sendPoll: (state, payload, now) => sendPoll(state, payload, seconds(now)),
  stopPoll: (state, payload, now) => stopPoll(state, payload, now),
  answerCallbackQuery,
  answerInlineQuery,
  setMyCommands(state, payload) {
    const commands = payload.commands as readonly BotCommand[];
    if (commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
    for (const { command, description } of commands) {
      if (!/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
      if (description.length < 1 || description.length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
    }
    state.commands.set(menuKey(payload), commands);
    return true;
  },
  getMyCommands: (state, payload) => state.commands.get(menuKey(payload)) ?? [],
  deleteMyCommands: (state, payload) => {
    state.commands.delete(menuKey(payload));
    return true;
  },
  getChat(state, payload) {
    const chat = state.chat(Number(payload.chat_id));
    return { ...chatJson(chat), ...(chat.type === 'private' ? {} : { permissions: { can_send_messages: !chat.silent } }) };
  },
  getChatAdministrators(state, payload) {
    const chat = state.chat(Number(payload.chat_id));
    if (chat.type === 'private') throw badRequest('there are no administrators in the private chat');
    return [...chat.members.values()].filter((one) => one.status === 'administrator' || one.status === 'creator');
  },
  getChatMember(state, payload): ChatMember {
    const user = state.users.get(Number(payload.user_id));
    if (!user) throw badRequest('user not found');
    return state.chat(Number(payload.chat_id)).members.get(user.id) ?? left(user);
  },
  deleteWebhook: (state) => {
    state.webhook = null;
    return true;
  },
  setWebhook(state, payload) {
    const url = String(payload.url ?? '');
    const secret = payload.secret_token === undefined ? null : String(payload.secret_token);
    if (!url.startsWith('https://')) throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
    if (secret !== null && !/^[\w-]{1,256}$/.test(secret)) throw badRequest('secret token contains unallowed characters');
    state.webhook = { url, secret, allowed: (payload.allowed_updates ?? []) as string[] };
    return true;
  },
  getWebhookInfo: (state) => ({ url: state.webhook?.url ?? '', has_custom_certificate: false, pending_update_count: state.updates.length }),
};

/** Bot API methods that send something and are counted against the limits on messages. */
export const COUNTED = new Set(['sendMessage', 'editMessageText', 'sendPhoto', 'sendRichMessage', 'editMessageMedia', 'sendPoll']);

const seconds = (now: Instant): number => Math.floor(now / 1000);

function menuKey(payload: Payload): string {
  const scope = (payload.scope ?? { type: 'default' }) as BotCommandScope;
  return `${scope.type} ${payload.language_code ?? ''}`;
}

/** How long the app of who pressed shows that it waits; Telegram gives no number, and forgets a query after about this time. */
const QUERY_LIVES = 15_000;

function answerCallbackQuery(state: FakeState, payload: Payload, now: Instant): true {
  const callback = state.callbacks.get(String(payload.callback_query_id));
  if (!callback || now - callback.at > QUERY_LIVES)
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  if (callback.answer) throw badRequest('query was answered before');
  const text = String(payload.text ?? '');
  if (text.length > 200) throw badRequest('MESSAGE_TOO_LONG');
  const url = payload.url === undefined ? null : String(payload.url);
  if (url !== null && !url.startsWith(`https://t.me/${state.bot.username}?start=`)) throw badRequest('URL_INVALID');
  callback.answer = { text, alert: payload.show_alert === true, url };
  callback.answeredAt = now;
  return true;
}

function answerInlineQuery(state: FakeState, payload: Payload): true {
  const id = String(payload.inline_query_id);
  const offer = state.inline.get(id);
  if (!offer) throw badRequest('query is too old and response timeout expired or query ID is invalid');
  const results = payload.results as InlineQueryResult[];
  if (results.length > 50) throw badRequest('RESULTS_TOO_MUCH');
  const ids = new Set(results.map((one) => one.id));
  if (ids.size < results.length) throw badRequest('RESULT_ID_DUPLICATE');
  for (const result of results) {
    if (result.type !== 'article') throw badRequest('only articles are known here');
    const bytes = Buffer.byteLength(result.id);
    if (bytes < 1 || bytes > 64) throw badRequest('RESULT_ID_INVALID');
    if (!result.title) throw badRequest('ARTICLE_TITLE_EMPTY');
    const content = result.input_message_content as { message_text?: string; entities?: MessageEntity[] };
    checkText(content.message_text, content.entities);
    checkKeyboard(result.reply_markup, false);
  }
  offer(results);
  return true;
}
