import type { InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity } from 'grammy/types';
import { badRequest } from './state.ts';

/** What core.telegram.org/bots/api and /api/entities publish about what a message may hold. */
const TEXT = 4096;
const ENTITIES = 100;
const BUTTONS = 100;
const ROW = 8;
const KINDS = new Set([
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'blockquote',
  'expandable_blockquote',
  'code',
  'pre',
  'text_link',
  'text_mention',
  'custom_emoji',
  'date_time',
]);
const STYLES = new Set(['bold', 'italic', 'underline', 'strikethrough', 'spoiler']);
const QUOTES = new Set(['blockquote', 'expandable_blockquote']);

export function checkText(text: unknown, entities: readonly MessageEntity[] = [], most = TEXT): void {
  if (typeof text !== 'string' || !text.trim()) throw badRequest('message text is empty');
  if (!text.isWellFormed()) throw badRequest('strings must be encoded in UTF-8');
  if (text.length > most) throw badRequest('message is too long');
  checkEntities(text, entities);
}

export function checkEntities(text: string, entities: readonly MessageEntity[]): void {
  if (entities.length > ENTITIES) throw badRequest('ENTITIES_TOO_LONG');
  for (const entity of entities) {
    const { type, offset, length } = entity;
    const wrong = (why: string) => badRequest(`can't parse entities: ${type} at ${offset}+${length} ${why}`);
    if (!KINDS.has(type)) throw wrong('cannot be given');
    if (!Number.isInteger(offset) || !Number.isInteger(length) || offset < 0 || length < 1) throw wrong('has no such place');
    if (offset + length > text.length) throw wrong('ends behind the text');
    if (splitsPair(text, offset) || splitsPair(text, offset + length)) throw wrong('splits a character');
    if (!text.slice(offset, offset + length).trim()) throw wrong('is blank');
    if (entity.type === 'text_link' && !URL.canParse(entity.url)) throw wrong('has no address');
    if (entity.type === 'date_time') {
      if (!Number.isInteger(entity.unix_time)) throw wrong('has no time');
      if (!/^(r|w?[dD]?[tT]?)$/.test(entity.date_time_format ?? '')) throw wrong('has no such format');
    }
  }
  for (const [index, a] of entities.entries()) for (const b of entities.slice(index + 1)) checkPair(a, b);
}

function checkPair(a: MessageEntity, b: MessageEntity): void {
  const [endA, endB] = [a.offset + a.length, b.offset + b.length];
  if (endA <= b.offset || endB <= a.offset) return;
  const inside = (a.offset >= b.offset && endA <= endB) || (b.offset >= a.offset && endB <= endA);
  const wrong = (why: string) => badRequest(`can't parse entities: ${a.type} and ${b.type} at ${b.offset} ${why}`);
  if (!inside) throw wrong('cross each other');
  if (a.type === b.type && a.offset === b.offset && a.length === b.length) throw wrong('are the same');
  const both = [a.type, b.type] as const;
  if (both.some((type) => type === 'code' || type === 'pre')) {
    // A quotation may hold code; nothing else goes together with it.
    if (!both.some((type) => QUOTES.has(type))) throw wrong('cannot be combined');
    return;
  }
  if (both.every((type) => QUOTES.has(type))) throw wrong('cannot be nested');
  if (!both.some((type) => STYLES.has(type) || QUOTES.has(type))) throw wrong('cannot contain each other');
}

const splitsPair = (text: string, at: number): boolean =>
  /[\udc00-\udfff]/.test(text[at] ?? '') && /[\ud800-\udbff]/.test(text[at - 1] ?? '');

export function checkKeyboard(markup: unknown, privateChat: boolean): InlineKeyboardMarkup | undefined {
  if (markup === undefined) return undefined;
  const given = markup as { inline_keyboard?: unknown; force_reply?: unknown; input_field_placeholder?: string };
  if (given.force_reply === true) {
    const { length } = given.input_field_placeholder ?? 'ok';
    if (length < 1 || length > 64) throw badRequest('input field placeholder must be 1-64 characters long');
    return undefined;
  }
  if (!Array.isArray(given.inline_keyboard)) throw badRequest('object expected as reply markup');
  const rows = given.inline_keyboard as InlineKeyboardButton[][];
  if (rows.flat().length > BUTTONS) throw badRequest('BUTTONS_TOO_MUCH');
  for (const row of rows) {
    if (!Array.isArray(row)) throw badRequest('inline keyboard row must be an array');
    if (row.length > ROW) throw badRequest('too many buttons in a row');
    for (const button of row) checkButton(button, privateChat);
  }
  const kept = rows.filter((row) => row.length > 0);
  return kept.length > 0 ? { inline_keyboard: kept } : undefined;
}

function checkButton(button: InlineKeyboardButton, privateChat: boolean): void {
  if (!button.text?.trim()) throw badRequest('BUTTON_TEXT_EMPTY');
  const style = (button as { style?: string }).style;
  if (style !== undefined && !['danger', 'success', 'primary'].includes(style)) throw badRequest('button style is unknown');
  const kinds = [
    'url',
    'callback_data',
    'web_app',
    'login_url',
    'switch_inline_query',
    'switch_inline_query_current_chat',
    'copy_text',
  ].filter((kind) => kind in button);
  if (kinds.length !== 1) throw badRequest('exactly one optional field must be used in a button');
  if ('callback_data' in button) {
    const bytes = Buffer.byteLength(button.callback_data ?? '');
    if (bytes < 1 || bytes > 64) throw badRequest('BUTTON_DATA_INVALID');
  }
  if ('url' in button && !/^(https?|tg):\/\//.test(button.url)) throw badRequest('BUTTON_URL_INVALID');
  if ('web_app' in button && !privateChat) throw badRequest('BUTTON_TYPE_INVALID');
}
