import type { Message, MessageEntity, PhotoSize } from 'grammy/types';
import { botMessage, notify, openChat } from './messages.ts';
import { checkEntities, checkKeyboard } from './rules.ts';
import { badRequest, type FakeChat, type FakePhoto, type FakeState } from './state.ts';

type Payload = Readonly<Record<string, unknown>>;

/** core.telegram.org/bots/api#sendphoto */
const CAPTION = 1024;
const BYTES = 10 * 1024 * 1024;
const SIDES = 10_000;
const RATIO = 20;

export function sendPhoto(state: FakeState, payload: Payload, date: number): Message {
  const chat = openChat(state, payload, 'photos');
  const photo = fileOf(state, payload.photo);
  const caption = captionOf(state, chat, payload);
  const markup = checkKeyboard(payload.reply_markup, chat.type === 'private');
  return botMessage(state, chat, payload, date, { ...photo, ...caption, ...(markup ? { reply_markup: markup } : {}) });
}

/** Text becomes a photo, a photo another one; a photo never becomes text. */
export function editMessageMedia(state: FakeState, payload: Payload): Message {
  const media = payload.media as { type: string; media: unknown; caption?: string; caption_entities?: MessageEntity[] };
  if (media.type !== 'photo') throw badRequest('only photos are known here');
  const chat = openChat(state, { chat_id: payload.chat_id }, 'photos');
  const message = state.message(chat, Number(payload.message_id));
  if (!message || message.poll) throw badRequest('message to edit not found');
  const photo = fileOf(state, media.media);
  const caption = captionOf(state, chat, { caption: media.caption, caption_entities: media.caption_entities });
  const markup = checkKeyboard(payload.reply_markup, chat.type === 'private');
  const fresh = { ...photo, ...caption, ...(markup ? { reply_markup: markup } : {}) };
  const shown = ({ photo, caption, caption_entities, reply_markup }: Partial<Message>) =>
    JSON.stringify([photo?.at(-1)?.file_unique_id, caption, caption_entities, reply_markup]);
  if (shown(message) === shown(fresh as Partial<Message>)) throw badRequest('message is not modified');
  const edited = {
    ...message,
    text: undefined,
    entities: undefined,
    caption: undefined,
    caption_entities: undefined,
    reply_markup: undefined,
    ...fresh,
  } as unknown as Message;
  chat.messages.splice(chat.messages.indexOf(message), 1, edited);
  return edited;
}

function captionOf(state: FakeState, chat: FakeChat, payload: Payload): object {
  const caption = String(payload.caption ?? '');
  const entities = (payload.caption_entities ?? []) as MessageEntity[];
  if (!caption.isWellFormed()) throw badRequest('strings must be encoded in UTF-8');
  if (caption.length > CAPTION) throw badRequest('message caption is too long');
  checkEntities(caption, entities);
  notify(state, chat, caption, entities);
  return { ...(caption ? { caption } : {}), ...(entities.length > 0 ? { caption_entities: entities } : {}) };
}

/** An upload gets an id, by which the same bot may send it again. */
export function fileOf(state: FakeState, given: unknown): { photo: PhotoSize[] } {
  if (typeof given === 'string') {
    const known = state.photos.get(given);
    if (!known) throw badRequest('wrong remote file identifier specified: Wrong string length');
    return { photo: sizesOf(given, known) };
  }
  if (!(given instanceof Uint8Array)) throw badRequest('there is no photo in the request');
  if (given.length > BYTES) throw badRequest('file is too big');
  const view = new DataView(given.buffer, given.byteOffset, given.byteLength);
  if (given.length < 24 || view.getUint32(0) !== 0x89504e47) throw badRequest('IMAGE_PROCESS_FAILED');
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  if (width + height > SIDES || Math.max(width, height) > RATIO * Math.min(width, height)) throw badRequest('PHOTO_INVALID_DIMENSIONS');
  const id = `photo${state.nextId()}`;
  const photo: FakePhoto = { bytes: given, width, height };
  state.photos.set(id, photo);
  return { photo: sizesOf(id, photo) };
}

const sizesOf = (id: string, { width, height }: FakePhoto): PhotoSize[] => [{ file_id: id, file_unique_id: `u${id}`, width, height }];
