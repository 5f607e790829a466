import type { CommandHint, TopicHint } from '../protocol.ts';
import { complete, type Sources } from './completion.ts';
import { button, h, unseen } from './dom.ts';
import { icon } from './icons.ts';
import { createMenu } from './menu.ts';
import { locale, shelf } from './preferences.ts';
import { word } from './words.ts';

export interface Composer {
  readonly element: HTMLElement;
  /** A short private note above the field. */
  notice(text: string): void;
  /** Gives a line back that was not sent, unless something else is being written. */
  giveBack(text: string): void;
  focus(): void;
}

const draft = 'transmission.draft';

/** The field, its completion and its memory of what was sent. */
export function createComposer(
  commands: readonly CommandHint[],
  manager: boolean,
  send: (text: string) => void,
  scroll: (pages: number) => void,
): Composer {
  const field = h('textarea', {
    id: 'field',
    rows: 1,
    maxlength: 4000,
    placeholder: word('web-placeholder'),
    'aria-label': word('web-input'),
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: false,
    enterkeyhint: 'send',
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': 'menu',
    dir: 'auto',
  });
  const note = h('p', { class: 'notice', role: 'status', hidden: true });
  const submit = h('button', { type: 'submit', class: 'send', title: word('web-send') }, icon('send'), unseen(word('web-send')));
  const slash = button({ class: 'slash', title: word('web-slash') }, () => write('/'), icon('slash'), unseen(word('web-slash')));
  const menu = createMenu(field, (line) => write(line));
  const element = h('form', { class: 'composer' }, menu.element, note, h('div', { class: 'field-row' }, slash, field, submit));
  const topics = createTopics(() => suggest());
  const sources: Sources = { commands, manager, topics: topics.known, zones: Intl.supportedValuesOf('timeZone') };
  const sent: string[] = [];
  let recalled = -1;
  let silenced: ReturnType<typeof setTimeout> | undefined;

  const grow = () => {
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight}px`;
    submit.disabled = field.value.trim() === '';
  };
  const changed = () => {
    shelf.tab.set(draft, field.value || null);
    grow();
    suggest();
  };
  function write(line: string): void {
    field.value = line;
    field.focus();
    field.setSelectionRange(line.length, line.length);
    changed();
  }
  function suggest(): void {
    const completion = complete(field.value, sources);
    if (completion.topicPrefix !== null) topics.ask(completion.topicPrefix);
    menu.show(completion);
  }
  function submitLine(): void {
    const text = field.value.trim();
    if (!text) return;
    recalled = -1;
    if (sent[0] !== text) sent.unshift(text);
    sent.length = Math.min(sent.length, 30);
    send(text);
    note.hidden = true;
    write('');
  }
  /** Lines sent before, while the field is empty or holds one of them. */
  function recall(step: 1 | -1): boolean {
    const shown = recalled < 0 ? '' : sent[recalled];
    const next = recalled + step;
    if (field.value !== shown || next < -1 || next >= sent.length) return false;
    recalled = next;
    write(sent[next] ?? '');
    menu.close();
    return true;
  }

  field.addEventListener('input', () => {
    recalled = -1;
    changed();
  });
  field.addEventListener('blur', () => menu.close());
  field.addEventListener('focus', suggest);
  field.addEventListener('keydown', (event) => {
    // Enter that ends the choosing of Chinese characters is not Enter; Safari only says so by 229.
    if (event.isComposing || event.keyCode === 229) return;
    if (menu.key(event)) event.preventDefault();
    else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      submitLine();
    } else if (event.key === 'PageUp' || event.key === 'PageDown') {
      event.preventDefault();
      scroll(event.key === 'PageUp' ? -1 : 1);
    } else if ((event.key === 'ArrowUp' && recall(1)) || (event.key === 'ArrowDown' && recalled >= 0 && recall(-1))) event.preventDefault();
  });
  element.addEventListener('submit', (event) => {
    event.preventDefault();
    submitLine();
    field.focus();
  });
  field.value = shelf.tab.get(draft) ?? '';
  requestAnimationFrame(grow);

  return {
    element,
    notice(text) {
      clearTimeout(silenced);
      note.textContent = text;
      note.hidden = false;
      silenced = setTimeout(() => {
        note.hidden = true;
      }, 7000);
    },
    giveBack(text) {
      if (!field.value) write(text);
    },
    focus: () => field.focus(),
  };
}

/** Topics by what they begin with, as the server finds them; asked for once the typing pauses. */
function createTopics(arrived: () => void) {
  const found = new Map<string, readonly TopicHint[]>();
  let latest = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    /** Until the answer is there, what was found for a shorter beginning. */
    known(prefix: string): readonly TopicHint[] {
      for (let length = prefix.length; length >= 0; length--) {
        const topics = found.get(prefix.slice(0, length));
        if (topics) return length === prefix.length ? topics : topics.filter((topic) => matches(topic, prefix));
      }
      return [];
    },
    ask(prefix: string): void {
      latest = prefix;
      if (found.has(prefix)) return;
      clearTimeout(timer);
      timer = setTimeout(async () => {
        try {
          const response = await fetch(`/topics?locale=${locale()}&prefix=${encodeURIComponent(prefix)}`);
          if (!response.ok) return;
          found.set(prefix, (await response.json()) as TopicHint[]);
          if (latest === prefix) arrived();
        } catch {
          // The completion is a help; without the server there is none.
        }
      }, 80);
    },
  };
}

function matches({ value, label }: TopicHint, prefix: string): boolean {
  const typed = prefix.toLowerCase();
  return value.includes(typed) || label.toLowerCase().includes(typed);
}
