import type { Block } from '../../chat/view.ts';
import type { Body, Entry } from '../protocol.ts';
import { block } from './blocks.ts';
import { h } from './dom.ts';
import { icon, mark } from './icons.ts';
import type { Place } from './place.ts';
import { format } from './ticking.ts';
import { word } from './words.ts';

/** What a message needs to know of the page it stands on. */
export interface Surroundings {
  /** The bot's name. */
  readonly bot: string;
  isMe(id: string): boolean;
  readonly act: Pick<Place, 'say' | 'press'>;
}

export interface Message {
  readonly element: HTMLElement;
  entry: Entry;
  /** Shows a newer state of the same entry; what did not change stays as it is, with all that a reader opened or typed in it. */
  update(entry: Entry): void;
  /** A short private answer, until the next one. */
  toast(text: string): void;
}

export function message(entry: Entry, around: Surroundings): Message {
  const element = h('article', { class: classes(entry, around), 'data-seq': entry.seq });
  const body = h('div', { class: 'body' });
  const note = h('p', { class: 'toast' });
  const drawn: { json: string; node: HTMLElement }[] = [];
  element.append(...head(entry, around), body, note);

  const draw = (shown: Body) => {
    if (shown.kind !== 'view') {
      body.replaceChildren(
        shown.kind === 'typed' ? h('code', { dir: 'auto' }, shown.text) : h('p', { class: 'said', dir: 'auto' }, shown.text),
      );
      return;
    }
    body.lang = shown.locale === 'zh' ? 'zh-Hans' : 'en';
    const place: Place = { seq: entry.seq, locale: shown.locale, timeZone: shown.timeZone, ...around.act };
    redraw(body, drawn, shown.blocks, place);
  };
  draw(entry.body);

  return {
    element,
    entry,
    update(next) {
      this.entry = next;
      draw(next.body);
    },
    toast(text) {
      note.replaceChildren(icon('eye'), text);
      note.classList.remove('fresh');
      void note.offsetWidth;
      note.classList.add('fresh');
    },
  };
}

/** Keeps the nodes of blocks that are still there, so that a changing line does not close a spoiler or take the focus. */
function redraw(body: HTMLElement, drawn: { json: string; node: HTMLElement }[], blocks: readonly Block[], place: Place): void {
  const focused = body.contains(document.activeElement)
    ? document.activeElement?.closest<HTMLElement>('[data-token]')?.dataset.token
    : undefined;
  const left = [...drawn];
  const next = blocks.map((content) => {
    const json = JSON.stringify(content);
    const at = left.findIndex((old) => old.json === json);
    return at < 0 ? { json, node: block(content, place) } : (left.splice(at, 1)[0] ?? { json, node: block(content, place) });
  });
  for (const { node } of left) node.remove();
  next.forEach(({ node }, index) => {
    if (body.children[index] !== node) body.insertBefore(node, body.children[index] ?? null);
  });
  drawn.splice(0, drawn.length, ...next);
  if (focused !== undefined && !body.contains(document.activeElement)) {
    body.querySelector<HTMLElement>(`[data-token="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }
}

function head(entry: Entry, around: Surroundings): Node[] {
  const time = h('time', { datetime: new Date(entry.at).toISOString() }, format(entry.at, 'time'));
  const secret = entry.private ? h('span', { class: 'only-you' }, icon('eye'), word('web-only-you')) : null;
  switch (entry.body.kind) {
    case 'typed':
      return [h('header', {}, secret, time)];
    case 'line': {
      const { id, name } = entry.body.by;
      const who = h('bdi', { class: 'who' }, name);
      return [face(name, id), h('header', {}, who, around.isMe(id) ? h('span', { class: 'you' }, word('web-you')) : null, time)];
    }
    case 'view':
      return [h('span', { class: 'face bot' }, mark()), h('header', {}, h('span', { class: 'who' }, around.bot), time, secret)];
  }
}

/** A person's first letter on a colour that stays theirs. */
export function face(name: string, id: string): HTMLElement {
  const first = [...new Intl.Segmenter().segment(name)][0]?.segment ?? '?';
  const element = h('span', { class: 'face', 'aria-hidden': 'true' }, first.toUpperCase());
  element.style.setProperty('--hue', String(hue(id)));
  return element;
}

function hue(id: string): number {
  let hash = 0x811c9dc5;
  for (const char of id) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return Math.imul(hash, 0x9e3779b1) >>> 23;
}

function classes({ body, private: secret }: Entry, around: Surroundings): string {
  const mine = body.kind === 'line' && around.isMe(body.by.id);
  return ['entry', body.kind, secret && 'private', mine && 'mine'].filter(Boolean).join(' ');
}
