import type { Choice } from '../../chat/view.ts';
import { button, h } from './dom.ts';
import { inline } from './inline.ts';
import type { Place } from './place.ts';
import { word } from './words.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Answers, one below the other, each with the letter by which people may also type it. */
export function options(choices: readonly Choice[], place: Place): HTMLElement {
  const lettered = choices.filter((choice) => choice.asks === undefined).length > 1;
  const group = h('div', { class: 'options', role: 'group' });
  group.append(
    ...choices.map((choice, index) => {
      const letter = lettered ? h('span', { class: 'letter', 'aria-hidden': 'true' }, letters[index] ?? '·') : null;
      return pressable(choice, 'option', group, place, letter);
    }),
  );
  return group;
}

export function actions(choices: readonly Choice[], place: Place): HTMLElement {
  const group = h('div', { class: 'actions', role: 'group' });
  group.append(...choices.map((choice) => pressable(choice, 'action', group, place, null)));
  return group;
}

function pressable(choice: Choice, kind: 'option' | 'action', group: HTMLElement, place: Place, letter: HTMLElement | null): HTMLElement {
  const element = button(
    {
      class: `${kind} ${choice.tone ?? ''}`.trim(),
      'data-token': choice.token,
      'aria-expanded': choice.asks === undefined ? null : 'false',
    },
    () => {
      if (choice.asks === undefined) void press(element, choice, place);
      else ask(element, choice, choice.asks, group, place);
    },
    letter,
    h('span', { class: 'label' }, ...inline(choice.label, place)),
  );
  return element;
}

/** A second press before the first has arrived says nothing new. */
async function press(element: HTMLElement, choice: Choice, place: Place, typed?: string): Promise<void> {
  if (element.getAttribute('aria-busy') === 'true') return;
  element.setAttribute('aria-busy', 'true');
  await place.press(choice.token, place.seq, typed);
  element.removeAttribute('aria-busy');
}

/** Opens the button's field below the buttons, or closes it. */
function ask(element: HTMLElement, choice: Choice, label: string, group: HTMLElement, place: Place): void {
  const open = group.querySelector<HTMLFormElement>('form.ask');
  const close = () => {
    group.querySelector('form.ask')?.remove();
    for (const other of group.querySelectorAll('[aria-expanded]')) other.setAttribute('aria-expanded', 'false');
  };
  close();
  if (open?.dataset.asks === choice.token) {
    element.focus();
    return;
  }
  const input = h('input', {
    type: 'text',
    maxlength: 400,
    autocomplete: 'off',
    enterkeyhint: 'send',
    'aria-label': label,
    placeholder: label,
  });
  const submit = h('button', { type: 'submit', class: 'action primary' }, word('web-answer'));
  const cancel = button(
    { class: 'action' },
    () => {
      close();
      element.focus();
    },
    word('web-cancel'),
  );
  const form = h('form', { class: 'ask', 'data-asks': choice.token }, input, submit, cancel);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const typed = input.value.trim();
    if (!typed) return;
    close();
    element.focus();
    void press(element, choice, place, typed);
  });
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    close();
    element.focus();
  });
  element.setAttribute('aria-expanded', 'true');
  group.append(form);
  input.focus();
}
