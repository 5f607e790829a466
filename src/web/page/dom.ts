export type Child = Node | string | null | false;

interface Attributes {
  readonly [name: string]: string | number | boolean | null | undefined;
}

/** Makes an element. Strings become text nodes: nothing that comes from a message is ever read as markup. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== false));
  return element;
}

export function button(attributes: Attributes, act: (event: MouseEvent) => void, ...children: Child[]): HTMLButtonElement {
  const element = h('button', { type: 'button', ...attributes }, ...children);
  element.addEventListener('click', act);
  return element;
}

let silence: ReturnType<typeof setTimeout> | undefined;

/** Said to a screen reader and shown nowhere. */
export function announce(text: string): void {
  const region = document.getElementById('announcer');
  if (!region) return;
  region.textContent = text;
  clearTimeout(silence);
  // Whoever walks through the page later does not come upon old news.
  silence = setTimeout(() => region.replaceChildren(), 3000);
}

/** For sighted readers there is an icon; for the others, this. */
export const unseen = (text: string): HTMLElement => h('span', { class: 'unseen' }, text);

export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no #${id} on the page`);
  return found;
}
