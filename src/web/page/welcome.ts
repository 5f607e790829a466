import type { PageWord } from '../words.ts';
import { button, h } from './dom.ts';
import { type IconName, icon, mark } from './icons.ts';
import { word } from './words.ts';

const starts: readonly { readonly line: string; readonly what: PageWord; readonly icon: IconName }[] = [
  { line: '/today', what: 'web-welcome-today', icon: 'book' },
  { line: '/quiz adaboost 5 20s', what: 'web-welcome-quiz', icon: 'bolt' },
  { line: '/help', what: 'web-welcome-help', icon: 'help' },
];

/** What an empty room shows. */
export function welcome(say: (line: string) => void): HTMLElement {
  return h(
    'section',
    { class: 'welcome' },
    h('span', { class: 'welcome-mark' }, mark()),
    h('h2', {}, word('web-welcome-title')),
    h('p', {}, word('web-welcome-text')),
    h(
      'div',
      { class: 'starts' },
      ...starts.map(({ line, what, icon: name }) =>
        button({ class: 'start' }, () => say(line), icon(name), h('span', {}, h('strong', {}, word(what)), h('code', {}, line))),
      ),
    ),
  );
}
