import type { ParamHint } from '../protocol.ts';
import { type Completion, shortName } from './completion.ts';
import { h } from './dom.ts';
import { word } from './words.ts';

export interface Menu {
  readonly element: HTMLElement;
  show(completion: Completion): void;
  close(): void;
  /** True where the key was for the menu. */
  key(event: KeyboardEvent): boolean;
}

/** The completion list above the field. The focus stays in the field; the list follows by `aria-activedescendant`. */
export function createMenu(field: HTMLTextAreaElement, pick: (line: string) => void): Menu {
  const usage = h('p', { class: 'usage' });
  const list = h('ul', { id: 'menu', role: 'listbox', 'aria-label': word('web-suggestions') });
  const element = h('div', { class: 'menu', hidden: true }, usage, list);
  let shown: Completion | null = null;
  let active = -1;
  let dismissed = '';

  const close = () => {
    element.hidden = true;
    shown = null;
    field.setAttribute('aria-expanded', 'false');
    field.removeAttribute('aria-activedescendant');
  };
  const choose = (index: number) => {
    active = index;
    [...list.children].forEach((item, at) => {
      item.setAttribute('aria-selected', String(at === index));
      if (at === index) item.scrollIntoView({ block: 'nearest' });
    });
    if (index >= 0) field.setAttribute('aria-activedescendant', `suggestion-${index}`);
    else field.removeAttribute('aria-activedescendant');
  };
  const take = (index: number) => {
    const line = shown?.suggestions[index]?.line;
    if (line !== undefined) pick(line);
  };

  return {
    element,
    close,
    show(completion) {
      const { suggestions } = completion;
      if (field.value !== dismissed) dismissed = '';
      if ((suggestions.length === 0 && !completion.usage) || (dismissed && field.value === dismissed) || document.activeElement !== field) {
        close();
        return;
      }
      shown = completion;
      usage.replaceChildren(...(completion.usage ? describe(completion.usage) : []));
      usage.hidden = !completion.usage;
      list.replaceChildren(
        ...suggestions.map(({ label, detail }, index) => {
          const item = h(
            'li',
            { id: `suggestion-${index}`, role: 'option', 'aria-selected': 'false' },
            h('span', { class: 'value' }, label),
            h('span', { class: 'detail' }, detail),
          );
          // The field must not lose the focus to the list.
          item.addEventListener('pointerdown', (event) => event.preventDefault());
          item.addEventListener('click', () => take(index));
          return item;
        }),
      );
      list.hidden = suggestions.length === 0;
      element.hidden = false;
      field.setAttribute('aria-expanded', String(suggestions.length > 0));
      choose(-1);
    },
    key(event) {
      if (!shown || element.hidden) return false;
      const count = shown.suggestions.length;
      switch (event.key) {
        case 'ArrowDown':
          if (count) choose(active + 1 >= count ? 0 : active + 1);
          return count > 0;
        case 'ArrowUp':
          if (count) choose(active <= 0 ? count - 1 : active - 1);
          return count > 0;
        case 'Tab':
          if (event.shiftKey || !count) return false;
          take(Math.max(0, active));
          return true;
        case 'Enter':
          if (event.shiftKey || !count || (active < 0 && shown.whole)) return false;
          take(Math.max(0, active));
          return true;
        case 'Escape':
          dismissed = field.value;
          close();
          return true;
        default:
          return false;
      }
    },
  };
}

function describe({ command, at }: NonNullable<Completion['usage']>): Node[] {
  const param = command.params[at];
  return [
    h('code', {}, `/${shortName(command)}`, ...command.params.map((one) => slot(one, one === param))),
    h('span', { class: 'detail' }, command.about),
  ];
}

const slot = (param: ParamHint, active: boolean): HTMLElement =>
  h('span', { class: active ? 'slot active' : 'slot' }, param.optional ? `[${param.label}]` : `<${param.label}>`);
