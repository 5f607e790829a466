import type { Entered, PageSetup } from '../protocol.ts';
import type { PageWord } from '../words.ts';
import { button, h } from './dom.ts';
import { icon, mark } from './icons.ts';
import { forgetPerson, knownPeople } from './identity.ts';
import { face } from './message.ts';
import { word } from './words.ts';

const problems: Readonly<Record<string, PageWord>> = {
  taken: 'web-name-taken',
  empty: 'web-name-empty',
  long: 'web-name-long',
  'too-fast': 'web-enter-too-fast',
};

/** Asks who somebody is: one of those this browser knows, or a new name. */
export function entrance(room: string, setup: PageSetup, reason: PageWord | null, enter: (person: Entered) => void): HTMLElement {
  const name = h('input', {
    id: 'name',
    type: 'text',
    maxlength: 200,
    required: true,
    autocomplete: 'nickname',
    'aria-describedby': 'name-hint name-problem',
    dir: 'auto',
  });
  const manager = h('input', { id: 'manager', type: 'checkbox', checked: setup.first });
  const problem = h('p', { class: 'problem', id: 'name-problem', role: 'alert' }, reason ? word(reason) : '');
  const go = h('button', { type: 'submit', class: 'primary' }, word('web-enter-go'));
  const people = knownPeople();
  const form = h(
    'form',
    { class: 'entrance', novalidate: true },
    h('span', { class: 'entrance-mark' }, mark()),
    h('h1', {}, word('web-enter-title')),
    h('p', { class: 'lead' }, word('web-enter-text')),
    people.length > 0 && before(people, enter),
    h(
      'div',
      { class: 'field' },
      h('label', { for: 'name' }, people.length > 0 ? word('web-enter-new') : word('web-enter-name')),
      name,
      h('p', { class: 'hint', id: 'name-hint' }, word('web-enter-hint')),
      problem,
    ),
    h(
      'label',
      { class: 'tick' },
      manager,
      h('span', {}, h('strong', {}, word('web-enter-manager')), h('span', { class: 'hint' }, word('web-enter-manager-hint'))),
    ),
    go,
  );
  const say = (key: PageWord) => {
    problem.textContent = word(key);
    name.setAttribute('aria-invalid', 'true');
    name.focus();
  };
  name.addEventListener('input', () => {
    name.removeAttribute('aria-invalid');
    problem.textContent = '';
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (go.disabled) return;
    go.disabled = true;
    try {
      const response = await fetch(`/r/${encodeURIComponent(room)}/enter`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: name.value, manager: manager.checked }),
      });
      if (response.ok) enter((await response.json()) as Entered);
      else say(problems[((await response.json()) as { problem?: string }).problem ?? ''] ?? 'web-enter-fault');
    } catch {
      say('web-enter-fault');
    } finally {
      go.disabled = false;
    }
  });
  if (people.length === 0) requestAnimationFrame(() => name.focus());
  return h('main', { class: 'door', id: 'log' }, form);
}

/** Those this browser has been before. */
function before(people: readonly Entered[], enter: (person: Entered) => void): HTMLElement {
  const list = h('ul', { class: 'before' });
  list.append(
    ...people.map((person) => {
      const item = h('li');
      const go = button(
        { class: 'continue' },
        () => enter(person),
        face(person.name, person.id),
        h('span', {}, h('span', { class: 'hint' }, word('web-enter-continue')), h('bdi', {}, person.name)),
      );
      const forget = button(
        { class: 'quiet', title: word('web-enter-forget'), 'aria-label': `${word('web-enter-forget')}: ${person.name}` },
        () => {
          forgetPerson(person.id);
          item.remove();
        },
        icon('close'),
      );
      item.append(go, forget);
      return item;
    }),
  );
  return list;
}
