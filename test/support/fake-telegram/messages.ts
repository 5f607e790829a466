import type { Chat, InlineKeyboardMarkup, Message, MessageEntity, Update } from 'grammy/types';
import { checkKeyboard, checkText } from './rules.ts';
import { ApiRefusal, badRequest, type FakeChat, type FakeState, forbidden } from './state.ts';

type Payload = Readonly<Record<string, unknown>>;

/** The chat as it stands in messages. */
export function chatJson(chat: FakeChat): Chat {
  if (chat.type === 'private') return { id: chat.id, type: 'private', first_name: chat.title };
  if (chat.type === 'supergroup') return { id: chat.id, type: 'supergroup', title: chat.title, ...(chat.forum ? { is_forum: true } : {}) };
  return { id: chat.id, type: chat.type, title: chat.title };
}

/** The chat that a message goes to, if the bot may send it there. */
export function openChat(state: FakeState, payload: Payload, what: 'messages' | 'polls' | 'photos' = 'messages'): FakeChat {
  const chat = state.chat(Number(payload.chat_id));
  if (chat.migratedTo !== null)
    throw new ApiRefusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: chat.migratedTo });
  if (chat.type === 'private') {
    if (chat.blocked) throw forbidden('bot was blocked by the user');
    if (!chat.started) throw forbidden("bot can't initiate conversation with a user");
    return chat;
  }
  const self = chat.members.get(state.bot.id);
  if (!self || self.status === 'left') throw forbidden(`bot is not a member of the ${chat.type} chat`);
  if (self.status === 'kicked') throw forbidden(`bot was kicked from the ${chat.type} chat`);
  if (chat.type === 'channel' && !(self.status === 'administrator' && self.can_post_messages))
    throw badRequest('need administrator rights in the channel chat');
  if (chat.silent && self.status !== 'administrator') throw badRequest('not enough rights to send text messages to the chat');
  if (self.status === 'restricted') {
    if (!self.can_send_messages) throw badRequest('not enough rights to send text messages to the chat');
    if (what === 'photos' && !self.can_send_photos) throw badRequest('not enough rights to send photos to the chat');
    if (what === 'polls' && !self.can_send_polls) throw badRequest('not enough rights to send polls to the chat');
  }
  const thread = payload.message_thread_id;
  if (thread === undefined && chat.generalClosed) throw badRequest('TOPIC_CLOSED');
  if (thread !== undefined) {
    const topic = chat.topics.get(Number(thread));
    if (!chat.forum || !topic) throw badRequest('message thread not found');
    if (topic.closed) throw badRequest('TOPIC_CLOSED');
  }
  return chat;
}

/** A message of the bot, as the server keeps it. */
export function botMessage(state: FakeState, chat: FakeChat, payload: Payload, date: number, body: object): Message {
  const thread = payload.message_thread_id;
  const reply = payload.reply_parameters as { message_id: number; allow_sending_without_reply?: boolean } | undefined;
  const answered = reply ? state.message(chat, reply.message_id) : undefined;
  if (reply && !answered && !reply.allow_sending_without_reply) throw badRequest('message to be replied not found');
  const message = {
    message_id: state.nextMessage(),
    date,
    chat: chatJson(chat),
    ...(chat.type === 'channel' ? { sender_chat: chatJson(chat) } : { from: state.bot }),
    ...(thread === undefined ? {} : { message_thread_id: thread, is_topic_message: true }),
    ...(answered ? { reply_to_message: { ...answered, reply_to_message: undefined } } : {}),
    ...body,
  } as unknown as Message;
  chat.messages.push(message);
  return message;
}

export function sendMessage(state: FakeState, payload: Payload, date: number): Message {
  const entities = (payload.entities ?? []) as MessageEntity[];
  checkText(payload.text, entities);
  const chat = openChat(state, payload);
  const markup = checkKeyboard(payload.reply_markup, chat.type === 'private');
  notify(state, chat, String(payload.text), entities);
  return botMessage(state, chat, payload, date, body(payload, entities, markup));
}

export function editMessageText(state: FakeState, payload: Payload): Message {
  const entities = (payload.entities ?? []) as MessageEntity[];
  checkText(payload.text, entities);
  const chat = openChat(state, { chat_id: payload.chat_id });
  const message = state.message(chat, Number(payload.message_id));
  if (!message || (message.from?.id !== state.bot.id && chat.type !== 'channel')) throw badRequest('message to edit not found');
  if (message.photo) throw badRequest('there is no text in the message to edit');
  if (message.poll || message.text === undefined) throw badRequest("message can't be edited");
  const markup = checkKeyboard(payload.reply_markup, chat.type === 'private');
  const fresh = body(payload, entities, markup);
  const old = { text: message.text, entities: message.entities ?? [], reply_markup: message.reply_markup };
  if (JSON.stringify(old) === JSON.stringify({ ...fresh, entities, reply_markup: markup }))
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  notify(state, chat, String(payload.text), entities);
  const edited = { ...message, entities: undefined, reply_markup: undefined, ...fresh } as Message;
  chat.messages.splice(chat.messages.indexOf(message), 1, edited);
  return edited;
}

const body = (payload: Payload, entities: readonly MessageEntity[], markup: InlineKeyboardMarkup | undefined) => ({
  text: payload.text,
  ...(entities.length > 0 ? { entities } : {}),
  ...(markup ? { reply_markup: markup } : {}),
});

export function deleteMessage(state: FakeState, payload: Payload): true {
  const chat = state.chat(Number(payload.chat_id));
  const message = state.message(chat, Number(payload.message_id));
  if (!message) throw badRequest('message to delete not found');
  const self = chat.members.get(state.bot.id);
  const may =
    chat.type === 'private' || message.from?.id === state.bot.id || (self?.status === 'administrator' && self.can_delete_messages);
  if (!may) throw badRequest("message can't be deleted");
  chat.messages.splice(chat.messages.indexOf(message), 1);
  chat.deleted.push(message);
  return true;
}

/** Telegram finds names in any text by itself and tells the people; only monospaced text is left alone. */
export function notify(state: FakeState, chat: FakeChat, text: string, entities: readonly MessageEntity[]): void {
  const quiet = entities.filter((entity) => entity.type === 'code' || entity.type === 'pre');
  for (const match of text.matchAll(/@([A-Za-z]\w{2,31})/g)) {
    if (quiet.some((entity) => match.index >= entity.offset && match.index < entity.offset + entity.length)) continue;
    const user = [...state.users.values()].find((one) => one.username?.toLowerCase() === match[1]?.toLowerCase());
    if (user && chat.members.has(user.id)) (state.pings as { user: string; text: string }[]).push({ user: user.first_name, text });
  }
}

/** Whether the bot gets to see this in a group, with its privacy mode on. */
export function reachesBot(state: FakeState, message: Message): boolean {
  if (message.chat.type === 'private' || message.chat.type === 'channel') return true;
  if (state.bot.can_read_all_group_messages) return true;
  if (!message.text) return true;
  if (message.reply_to_message?.from?.id === state.bot.id) return true;
  const command = /^\/\w+(?:@(\w+))?/.exec(message.text);
  return command !== null && (command[1] === undefined || command[1].toLowerCase() === state.bot.username?.toLowerCase());
}

export type UpdateBody = Omit<Update, 'update_id'>;
