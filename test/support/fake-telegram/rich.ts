import type { Message } from 'grammy/types';
import { botMessage, notify, openChat } from './messages.ts';
import { checkKeyboard } from './rules.ts';
import { badRequest, type FakeState } from './state.ts';

type Payload = Readonly<Record<string, unknown>>;

/** core.telegram.org/bots/api#rich-messages */
const TEXT = 32_768;
const BLOCKS = 500;
const DEPTH = 16;
const COLUMNS = 20;
const TAGS = new Set(
  `b i u s code mark a tg-time tg-math tg-math-block tg-spoiler h1 h2 h3 h4 h5 h6 p pre footer hr ul ol li blockquote table tr th td details summary br`.split(
    /\s+/,
  ),
);
const VOID = new Set(['hr', 'br']);
const BLOCK = new Set([
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'p',
  'pre',
  'footer',
  'hr',
  'ul',
  'ol',
  'li',
  'blockquote',
  'tr',
  'details',
  'tg-math-block',
]);

export function sendRichMessage(state: FakeState, payload: Payload, date: number): Message {
  const chat = openChat(state, payload);
  const rich = checkRich(payload.rich_message);
  const markup = checkKeyboard(payload.reply_markup, chat.type === 'private');
  if (!rich.quiet) notify(state, chat, rich.text, []);
  return botMessage(state, chat, payload, date, { rich_html: rich.html, ...(markup ? { reply_markup: markup } : {}) });
}

export function editRich(state: FakeState, payload: Payload): Message {
  const chat = openChat(state, { chat_id: payload.chat_id });
  const message = state.message(chat, Number(payload.message_id));
  if (!message || message.poll || message.photo) throw badRequest('message to edit not found');
  const rich = checkRich(payload.rich_message);
  const markup = checkKeyboard(payload.reply_markup, chat.type === 'private');
  const edited = { ...message, text: undefined, entities: undefined, rich_html: rich.html, reply_markup: markup } as unknown as Message;
  chat.messages.splice(chat.messages.indexOf(message), 1, edited);
  return edited;
}

/** The HTML is whole, of known tags, within the limits, and without what ends an app. */
function checkRich(given: unknown): { html: string; text: string; quiet: boolean } {
  const { html, skip_entity_detection: quiet = false } = given as { html?: string; skip_entity_detection?: boolean };
  if (typeof html !== 'string' || !html.trim()) throw badRequest('rich message is empty');
  if (!html.isWellFormed()) throw badRequest('strings must be encoded in UTF-8');
  const open: string[] = [];
  let blocks = 0;
  let columns = 0;
  for (const [tag, slash = '', name = '', self = ''] of html.matchAll(/<(\/?)([a-z0-9-]+)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (!TAGS.has(name)) throw badRequest(`can't parse rich message: unsupported tag ${tag}`);
    if (slash) {
      if (open.pop() !== name) throw badRequest(`can't parse rich message: unexpected ${tag}`);
      continue;
    }
    if (BLOCK.has(name)) blocks += 1;
    if (name === 'tr') columns = 0;
    if ((name === 'td' || name === 'th') && ++columns > COLUMNS) throw badRequest('too many columns in a table');
    if (name.startsWith('tg-math') && open.includes('details')) throw badRequest('this ends Telegram Desktop: a formula that folds up');
    if (!VOID.has(name) && !self) open.push(name);
    if (open.length > DEPTH) throw badRequest('rich message is nested too deeply');
  }
  if (open.length > 0) throw badRequest(`can't parse rich message: <${open.at(-1)}> is not closed`);
  const text = html.replaceAll(/<[^<>]*>/g, '');
  if (/[<>]/.test(text)) throw badRequest("can't parse rich message: a stray < or >");
  if (text.length > TEXT || blocks > BLOCKS) throw badRequest('rich message is too long');
  for (const [, formula = ''] of html.matchAll(/<tg-math(?:-block)?>([^<]*)</g))
    if (formula.length > 4_096) throw badRequest('this ends Telegram Desktop: a formula that is too long');
  return { html, text, quiet };
}
