import type { Member } from '../protocol.ts';
import { button, h, unseen } from './dom.ts';
import { icon, mark } from './icons.ts';
import type { LineState } from './line.ts';
import { face } from './message.ts';
import { locale, setLocale, setTheme, type Theme, theme } from './preferences.ts';
import { word } from './words.ts';

export interface Header {
  readonly element: HTMLElement;
  state(state: LineState): void;
  people(people: readonly Member[], me: string): void;
}

const states = { connecting: 'web-connecting', connected: 'web-connected', offline: 'web-offline' } as const;

export function createHeader(title: string, leave: (() => void) | null): Header {
  const state = h('p', { class: 'state', role: 'status' });
  const faces = h('span', { class: 'faces', 'aria-hidden': 'true' });
  const count = h('span', { class: 'count' });
  const list = h('ul');
  const people = h(
    'details',
    { class: 'people', hidden: true },
    h('summary', { title: word('web-people') }, faces, unseen(word('web-people')), count),
    h(
      'div',
      { class: 'sheet' },
      h('h2', {}, word('web-people')),
      list,
      leave && button({ class: 'leave' }, leave, word('web-be-someone-else')),
    ),
  );
  closesByItself(people);
  const element = h(
    'header',
    { class: 'top' },
    h('span', { class: 'brand' }, mark()),
    h('div', { class: 'title' }, h('h1', {}, title), state),
    people,
    h(
      'nav',
      {},
      languageSwitch(),
      themeSwitch(),
      h('a', { class: 'tool', href: '/status', title: word('web-status') }, icon('pulse'), unseen(word('web-status'))),
    ),
  );
  let late: ReturnType<typeof setTimeout> | undefined;
  return {
    element,
    state(next) {
      clearTimeout(late);
      const show = () => {
        element.dataset.state = next;
        state.textContent = word(states[next]);
      };
      // A connection that is back at once was never gone.
      if (next === 'offline') late = setTimeout(show, 900);
      else show();
    },
    people(members, me) {
      people.hidden = false;
      count.textContent = String(members.length);
      faces.replaceChildren(...members.slice(-3).map(({ name, id }) => face(name, id)));
      list.replaceChildren(
        ...members.map(({ id, name, manager }) => {
          const notes = [id === me && word('web-you'), manager && word('web-organiser')].filter(Boolean).join(' · ');
          return h('li', {}, face(name, id), h('bdi', {}, name), notes ? h('span', { class: 'hint' }, notes) : null);
        }),
      );
    },
  };
}

export function languageSwitch(): HTMLElement {
  const other = locale() === 'zh' ? 'en' : 'zh';
  const label = other === 'zh' ? '中' : 'EN';
  return button(
    { class: 'tool language', title: word('web-language'), lang: other === 'zh' ? 'zh-Hans' : 'en' },
    () => setLocale(other),
    h('span', { 'aria-hidden': 'true' }, label),
    unseen(word('web-language')),
  );
}

const themes: readonly Theme[] = ['auto', 'light', 'dark'];
const looks = { auto: 'half', light: 'sun', dark: 'moon' } as const;

export function themeSwitch(): HTMLElement {
  const element = button({ class: 'tool' }, () => {
    setTheme(themes[(themes.indexOf(theme()) + 1) % themes.length] ?? 'auto');
    draw();
  });
  const draw = () => {
    const label = word(`web-theme-${theme()}`);
    element.title = label;
    element.replaceChildren(icon(looks[theme()]), unseen(label));
  };
  draw();
  return element;
}

function closesByItself(details: HTMLDetailsElement): void {
  document.addEventListener('pointerdown', (event) => {
    if (event.target instanceof Node && !details.contains(event.target)) details.open = false;
  });
  details.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !details.open) return;
    details.open = false;
    details.querySelector('summary')?.focus();
  });
}
