import type { InlineKeyboardButton, Message, MessageEntity } from 'grammy/types';
import { type FakePhoto, keyboardOf } from '../fake-telegram/state.ts';
import { clockTime, distance, element, escaped, page } from './html.ts';

/** Telegram's light look, near enough to judge a layout by. */
const STYLE = `
body{background:#a9c19b;font:15px/21px Signs,"Noto Sans CJK SC","DejaVu Sans","Noto Color Emoji",sans-serif;padding:18px 16px;width:502px;color:#000}
.message{margin-top:10px}.message:first-child{margin-top:0}
.bubble{background:#fff;border-radius:12px 12px 12px 4px;padding:7px 12px 8px;box-shadow:0 1px 1px #0002}
.by{color:#3390ec;font-weight:500}.text{white-space:pre-wrap;overflow-wrap:anywhere}
.at{color:#8d969c;font-size:12px;line-height:14px;text-align:right}
.row{display:flex;gap:3px;margin-top:3px}
.button{flex:1;background:#3f6f3f99;color:#fff;border-radius:8px;padding:8px 10px;text-align:center;font-size:14px;line-height:19px;font-weight:500;min-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.primary{background:#2f7fd3d9}.success{background:#2b8a4bd9}.danger{background:#c2453fd9}
.link{color:#3390ec}.spoiler{background:#b9c0c6;color:transparent;border-radius:3px}
code{font:13.5px "DejaVu Sans Mono","Noto Sans Mono CJK SC",monospace;color:#3a6d99}
pre{font:12.5px/17px "DejaVu Sans Mono","Noto Sans Mono CJK SC",monospace;background:#eef3f7;border-left:3px solid #3390ec;border-radius:4px;padding:6px 8px;white-space:pre-wrap}
blockquote{border-left:3px solid #3390ec;background:#eef5fc;border-radius:4px;padding:2px 8px}
.photo{background:#e8edf1;border-radius:8px;padding:20px;color:#707579;font-size:13px;margin-bottom:6px}
.drawn{display:block;width:100%;border-radius:8px;margin-bottom:6px}
.time{border-bottom:1px dotted #3390ec}.asked{font-weight:600}.option{margin-top:6px}.kind{color:#707579;font-size:13px}`;

/** Messages of one chat, as the fake Telegram holds them. */
export function telegramPage(messages: readonly Message[], now: number, photos: ReadonlyMap<string, FakePhoto> = new Map()): string {
  return page(STYLE, messages.map((message) => draw(message, now, photos)).join(''));
}

function draw(message: Message, now: number, photos: ReadonlyMap<string, FakePhoto>): string {
  const words = message.poll
    ? pollHtml(message)
    : entitiesHtml(message.text ?? message.caption ?? '', message.entities ?? message.caption_entities ?? [], now);
  const bytes = photos.get(message.photo?.at(-1)?.file_id ?? '')?.bytes;
  const shown = bytes ? `<img class="drawn" src="data:image/png;base64,${Buffer.from(bytes).toString('base64')}">` : '🖼';
  const photo = message.photo ? (bytes ? shown : element('div', 'photo', shown)) : '';
  const time = clockTime(message.date * 1000);
  const bubble = `${element('div', 'by', 'Incoming Transmission')}${photo}${element('div', 'text', words)}${element('div', 'at', time)}`;
  const rows = keyboardOf(message).map((row) => element('div', 'row', row.map(button).join('')));
  return element('div', 'message', element('div', 'bubble', bubble) + rows.join(''));
}

const button = (one: InlineKeyboardButton): string =>
  element('span', `button ${'style' in one ? String(one.style) : ''}`, escaped(one.text) + ('url' in one ? ' ↗' : ''));

function pollHtml({ poll }: Message): string {
  const options = (poll?.options ?? []).map((option) => element('div', 'option', `○ ${escaped(option.text)}`));
  return element('div', 'asked', escaped(poll?.question ?? '')) + element('div', 'kind', 'Quiz') + options.join('');
}

/** Stretches lie side by side or within one another: each begins and ends where it says, in UTF-16 units. */
function entitiesHtml(text: string, entities: readonly MessageEntity[], now: number): string {
  const inside = (from: number, to: number, within: readonly MessageEntity[]): string => {
    let html = '';
    let at = from;
    for (const [index, entity] of within.entries()) {
      const end = entity.offset + entity.length;
      if (entity.offset < at) continue;
      const inner = within.slice(index + 1).filter((one) => one.offset >= entity.offset && one.offset + one.length <= end);
      html += escaped(text.slice(at, entity.offset)) + wrapped(entity, inside(entity.offset, end, inner), now);
      at = end;
    }
    return html + escaped(text.slice(at, to));
  };
  const outerFirst = entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
  return inside(0, text.length, outerFirst);
}

const TAGS: Readonly<Record<string, string>> = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
};

function wrapped(entity: MessageEntity, inside: string, now: number): string {
  const tag = TAGS[entity.type];
  if (tag) return element(tag, '', inside);
  if (entity.type === 'date_time' && entity.date_time_format === 'r')
    return element('span', 'time', distance(entity.unix_time * 1000, now));
  if (entity.type === 'date_time') return element('span', 'time', inside);
  return element('span', entity.type === 'spoiler' ? 'spoiler' : 'link', inside);
}
