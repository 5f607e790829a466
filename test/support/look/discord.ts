import type { Component, Message } from '../fake-discord/state.ts';
import { markdownHtml } from './discord-text.ts';
import { clockTime, element, escaped, page } from './html.ts';

/** Discord's dark look, near enough to judge a layout by. */
const STYLE = `
body{background:#313338;color:#dbdee1;font:16px/22px Signs,"Noto Sans CJK SC","DejaVu Sans","Noto Color Emoji",sans-serif;padding:20px 16px;width:720px}
.message{display:grid;grid-template-columns:56px 1fr;margin-top:14px}.message:first-child{margin-top:0}
.face{width:40px;height:40px;border-radius:50%;background:#4f8ccf;color:#fff;display:grid;place-items:center;font-size:20px}
.by{color:#f2f3f5;font-weight:500}.app{background:#5865f2;color:#fff;font-size:10px;line-height:15px;border-radius:3px;padding:0 4px;margin:0 8px;vertical-align:2px}
.at,.small{color:#949ba4;font-size:13px;line-height:18px}
.box{background:#2b2d31;border:1px solid #3f4147;border-radius:8px;padding:14px 16px;margin-top:6px;max-width:600px;position:relative;overflow:hidden}
.box>.accent{position:absolute;left:0;top:0;bottom:0;width:4px}
.box.hidden>.under{filter:blur(7px)}.box.hidden:after{content:"SPOILER";position:absolute;inset:0;display:grid;place-items:center;font-weight:700;font-size:13px;color:#fff}
.h1{font-size:24px;line-height:30px;font-weight:700;color:#f2f3f5;margin:4px 0}.h2{font-size:20px;line-height:26px;font-weight:700;color:#f2f3f5;margin:6px 0 4px}
.h3{font-size:16px;font-weight:700;color:#f2f3f5;margin:6px 0 2px}
.line{white-space:pre-wrap}.gap{height:11px}.item{display:flex;gap:8px}.quote{border-left:4px solid #4e5058;padding-left:12px}
.link{color:#00a8fc}u .link,u{text-decoration:underline}.time{background:#3f4147;border-radius:3px;padding:0 3px}
code.code{background:#1e1f22;border-radius:3px;padding:1px 4px;font:14px "DejaVu Sans Mono",monospace}
pre.code{background:#1e1f22;border:1px solid #1a1b1e;border-radius:4px;padding:8px;font:13px/18px "DejaVu Sans Mono","Noto Sans Mono CJK SC",monospace;white-space:pre-wrap;margin:4px 0}
.rule{height:1px;background:#3f4147;margin:10px 0}.row{display:flex;flex-wrap:wrap;gap:8px;margin:8px 0}
.button{background:#4e5058;color:#fff;border-radius:8px;padding:5px 15px;font-size:14px;font-weight:500;line-height:22px}
.s1{background:#5865f2}.s3{background:#248046}.s4{background:#da373c}.off{opacity:.5}
.menu{background:#1e1f22;border-radius:8px;padding:9px 12px;width:100%;color:#949ba4;font-size:14px}
.picture{display:block;max-width:100%;border-radius:8px;margin:6px 0;background:#1e1f22;padding:18px;color:#949ba4;font-size:13px}
.drawn{display:block;width:400px;max-width:100%;border-radius:8px;margin:6px 0}
.only{color:#949ba4;font-size:13px;margin-top:4px}`;

/** Drawn pictures by their names, as `data:` addresses. */
export type Album = ReadonlyMap<string, string>;

/** What somebody has before their eyes: messages of one channel, as the fake Discord holds them. */
export function discordPage(messages: readonly Message[], now: number, album: Album = new Map()): string {
  const drawn = messages.map((message) => {
    const content = message.content ? markdownHtml(message.content, now) : '';
    const inside = content + message.components.map((one) => draw(one, now, album)).join('');
    const only = message.to === null ? '' : element('div', 'only', '👁 Only you can see this');
    const head = `<span class="by">Incoming Transmission</span><span class="app">APP</span><span class="at">Today at ${clockTime(madeAt(message.id))}</span>`;
    return element('div', 'message', `${element('div', 'face', '📡')}<div>${head}${inside}${only}</div>`);
  });
  return page(STYLE, drawn.join(''));
}

/** A snowflake's time. */
const madeAt = (id: string): number => Number((BigInt(id) >> 22n) + 1_420_070_400_000n);

function draw(one: Component, now: number, album: Album): string {
  const inside = (one.components ?? []).map((inner) => draw(inner, now, album)).join('');
  switch (one.type) {
    case 1:
      return element('div', 'row', inside);
    case 2:
      return element('span', `button s${one.style ?? 2}${one.disabled ? ' off' : ''}`, escaped(one.label ?? ''));
    case 3:
      return element('div', 'menu', `${escaped(one.placeholder ?? '')} ▾`);
    case 10:
      return element('div', 'text', markdownHtml(one.content ?? '', now));
    case 12:
      return (one.items ?? [])
        .map((item) => {
          const picture = album.get(item.media?.url?.replace(/^attachment:\/\/|\.png$/g, '') ?? '');
          return picture ? `<img class="drawn" src="${picture}">` : element('span', 'picture', escaped(item.description ?? ''));
        })
        .join('');
    case 14:
      return element('div', 'rule', '');
    case 17: {
      const accent =
        one.accent_color === undefined
          ? ''
          : `<div class="accent" style="background:#${one.accent_color.toString(16).padStart(6, '0')}"></div>`;
      return element('div', one.spoiler ? 'box hidden' : 'box', accent + element('div', 'under', inside));
    }
    default:
      return '';
  }
}
