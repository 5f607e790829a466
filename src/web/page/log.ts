import type { Entry } from '../protocol.ts';
import { announce, button, h } from './dom.ts';
import { formulasReady } from './formulas.ts';
import { icon } from './icons.ts';
import { type Message, message, type Surroundings } from './message.ts';
import { createScroll } from './scroll.ts';
import { tag } from './ticking.ts';
import { word } from './words.ts';

export interface Log {
  readonly element: HTMLElement;
  /** `whole`: these and nothing else. */
  show(entries: readonly Entry[], whole: boolean): Promise<void>;
  toast(on: number, text: string): boolean;
  waiting(lines: readonly string[]): void;
  toEnd(): void;
  scrollBy(pages: number): void;
}

/** Milliseconds that a message may wait for its formulas. */
const patience = 700;
/** Entries kept on the page. */
const most = 400;
/** Lines of one person within so many milliseconds stand together. */
const together = 180_000;

export function createLog(around: Surroundings, welcome: HTMLElement, unread: (count: number) => void): Log {
  const list = h('div', { class: 'entries', role: 'log', 'aria-label': word('web-log'), 'aria-relevant': 'additions', 'aria-live': 'off' });
  const queue = h('div', { class: 'queue', 'aria-hidden': 'true' });
  const inner = h('div', { class: 'scroll-inner' }, welcome, list, queue);
  const jump = button({ class: 'jump', hidden: true }, () => scroll.toEnd(), word('web-new-messages'), icon('down'));
  const pane = h('main', { class: 'log', id: 'log', tabindex: 0 }, inner);
  const element = h('div', { class: 'log-frame' }, pane, jump);
  const scroll = createScroll(pane, inner, (away) => {
    if (!away) jump.hidden = true;
  });
  const messages = new Map<number, Message>();
  let turn: Promise<void> = Promise.resolve();
  let unseen = 0;

  document.addEventListener('visibilitychange', () => {
    if (document.hidden) return;
    unseen = 0;
    unread(0);
  });

  function put(entries: readonly Entry[], whole: boolean): void {
    const listed = new Set(entries.map(({ seq }) => seq));
    if (whole) for (const seq of [...messages.keys()].filter((seq) => !listed.has(seq))) drop(seq);
    let newest: Message | null = null;
    for (const entry of [...entries].sort((a, b) => a.seq - b.seq)) newest = putOne(entry, whole) ?? newest;
    for (const seq of [...messages.keys()].sort((a, b) => a - b).slice(0, Math.max(0, messages.size - most))) drop(seq);
    arrange();
    welcome.hidden = messages.size > 0;
    // What is there when the page opens is not read out; what comes then is.
    setTimeout(() => list.setAttribute('aria-live', 'polite'), 500);
    if (!newest) return;
    const mine = newest.element.matches('.mine, .typed');
    if (!scroll.arrived(newest.element, mine || whole) && newest.element.isConnected) jump.hidden = false;
    if (!document.hidden || whole) return;
    unseen += 1;
    unread(unseen);
  }

  /** The message, where the entry is new. */
  function putOne(entry: Entry, whole: boolean): Message | null {
    const known = messages.get(entry.seq);
    if (known) {
      if (whole || entry.revision > known.entry.revision) known.update(entry);
      return null;
    }
    const made = message(entry, around);
    const after = [...messages.values()].filter((other) => other.entry.seq < entry.seq).at(-1);
    if (after) after.element.after(made.element);
    else list.prepend(made.element);
    messages.set(entry.seq, made);
    const later = [...messages].filter(([seq]) => seq > entry.seq);
    for (const [seq, other] of later) {
      messages.delete(seq);
      messages.set(seq, other);
    }
    return made;
  }

  function drop(seq: number): void {
    messages.get(seq)?.element.remove();
    messages.delete(seq);
  }

  /** Days between the entries, and one head for what one person says in a row. */
  function arrange(): void {
    let before: Entry | null = null;
    for (const divider of list.querySelectorAll('.day')) divider.remove();
    for (const { entry, element } of messages.values()) {
      const sameDay = before !== null && dayOf(before.at) === dayOf(entry.at);
      if (!sameDay) element.before(h('div', { class: 'day', role: 'separator' }, h('span', {}, dayName(entry.at))));
      element.classList.toggle('same', sameDay && before !== null && author(before) === author(entry) && entry.at - before.at < together);
      before = entry;
    }
  }

  return {
    element,
    show(entries, whole) {
      // An entry that cannot be drawn must not keep back the ones after it.
      turn = turn
        .then(() => formulasReady(entries, patience))
        .then(() => put(entries, whole))
        .catch(reportError);
      return turn;
    },
    toast(on, text) {
      const found = messages.get(on);
      if (!found) return false;
      found.toast(text);
      announce(text);
      return true;
    },
    scrollBy(pages) {
      pane.scrollBy({ top: pages * pane.clientHeight * 0.9 });
    },
    waiting(lines) {
      queue.replaceChildren(...lines.map((line) => h('p', { class: 'waiting', title: word('web-waiting') }, line)));
    },
    toEnd: () => scroll.toEnd(),
  };
}

function author({ body, private: secret }: Entry): string {
  return `${body.kind === 'line' ? body.by.id : body.kind}${secret ? ' private' : ''}`;
}

const dayOf = (at: number): string => new Date(at).toDateString();

function dayName(at: number): string {
  const days = Math.round((new Date(dayOf(Date.now())).getTime() - new Date(dayOf(at)).getTime()) / 86_400_000);
  if (days === 0 || days === 1) {
    const name = new Intl.RelativeTimeFormat(tag(), { numeric: 'auto' }).format(-days, 'day');
    return name.charAt(0).toUpperCase() + name.slice(1);
  }
  return new Intl.DateTimeFormat(tag(), { dateStyle: 'full' }).format(at);
}
