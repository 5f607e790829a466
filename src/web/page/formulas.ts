import type { Entry } from '../protocol.ts';
import { copyText } from './copying.ts';
import { button, h } from './dom.ts';
import { icon } from './icons.ts';
import { word } from './words.ts';

/** Null: it cannot be drawn. */
const drawn = new Map<string, SVGSVGElement | null>();
const asked = new Map<string, Promise<void>>();

const keyOf = (tex: string, display: boolean) => `display=${display ? 1 : 0}&tex=${encodeURIComponent(tex)}`;

/** A formula in the line: drawn in the colour of the text, read out and copied as its source. */
export function inlineFormula(tex: string): HTMLElement {
  const element = h('span', { class: 'math', role: 'img', 'aria-label': tex, 'data-tex': `$${tex}$` });
  fill(element, tex, false);
  return element;
}

/** A formula on a line of its own; a wide one scrolls in its box, and a press offers to copy it. */
export function displayedFormula(tex: string): HTMLElement {
  const picture = h('div', { class: 'math', role: 'img', 'aria-label': tex, 'data-tex': `$$${tex}$$` });
  const scroller = h('div', { class: 'formula-box', tabindex: 0, role: 'group', 'aria-label': tex }, picture);
  const copy = button(
    { class: 'copy', title: word('web-copy-formula'), 'aria-label': word('web-copy-formula') },
    () => copyText(tex, copy),
    icon('copy'),
  );
  const figure = h('figure', { class: 'formula' }, scroller, copy);
  scroller.addEventListener('click', () => figure.classList.toggle('picked'));
  const look = () => scroller.classList.toggle('more', scroller.scrollWidth - scroller.clientWidth - scroller.scrollLeft > 4);
  scroller.addEventListener('scroll', look, { passive: true });
  new ResizeObserver(look).observe(picture);
  new ResizeObserver(look).observe(scroller);
  fill(picture, tex, true);
  return figure;
}

function fill(element: HTMLElement, tex: string, display: boolean): void {
  const key = keyOf(tex, display);
  const known = drawn.get(key);
  if (known) show(element, known);
  else {
    element.append(h('code', {}, tex));
    element.classList.add('source');
    if (known === null) element.title = word('web-formula-broken');
    else void load(key).then(() => fillLate(element, key));
  }
}

function fillLate(element: HTMLElement, key: string): void {
  const picture = drawn.get(key);
  if (picture) show(element, picture);
  else element.title = word('web-formula-broken');
}

/** Sizes come from the drawing's own box, a thousandth of the letter size a unit: the browser's idea of `ex` differs by font. */
function show(element: HTMLElement, picture: SVGSVGElement): void {
  const { width, height, y } = picture.viewBox.baseVal;
  const copy = picture.cloneNode(true) as SVGSVGElement;
  copy.style.setProperty('--w', String(width / 1000));
  copy.style.setProperty('--h', String(height / 1000));
  element.style.setProperty('--d', String((height + y) / 1000));
  element.classList.remove('source');
  element.classList.toggle('wide', width > 12_000);
  // The source is there as text, so that a selection can begin and end at a formula and a search finds it.
  element.replaceChildren(h('span', { class: 'tex' }, element.dataset.tex ?? ''), copy);
}

function load(key: string): Promise<void> {
  const known = asked.get(key);
  if (known) return known;
  const loading = fetchFormula(key, 3).then((svg) => {
    if (svg === 'unreachable') asked.delete(key);
    else drawn.set(key, svg);
  });
  asked.set(key, loading);
  return loading;
}

async function fetchFormula(key: string, tries: number): Promise<SVGSVGElement | null | 'unreachable'> {
  try {
    const response = await fetch(`/formula?${key}`);
    if (response.ok) return readDrawing(await response.text());
    if (response.status !== 429) return null;
  } catch {
    // The server is away; the formula is asked for again with the next message that holds it.
  }
  if (tries <= 1) return 'unreachable';
  await new Promise((resolve) => setTimeout(resolve, 1200));
  return fetchFormula(key, tries - 1);
}

const elements = new Set(['svg', 'g', 'path', 'defs', 'use', 'rect', 'line', 'text', 'tspan', 'circle', 'ellipse', 'polygon', 'title']);

/** The only markup that comes from outside this page: parsed as a drawing, and all that is not a drawing is taken out. */
function readDrawing(source: string): SVGSVGElement | null {
  const root = new DOMParser().parseFromString(source, 'image/svg+xml').documentElement;
  if (root.localName !== 'svg') return null;
  for (const element of [root, ...root.querySelectorAll('*')]) {
    if (!elements.has(element.localName)) {
      element.remove();
      continue;
    }
    for (const { name, value } of [...element.attributes]) {
      const link = name === 'href' || name === 'xlink:href';
      if (name.startsWith('on') || name === 'style' || (link && !value.startsWith('#'))) element.removeAttribute(name);
    }
  }
  root.setAttribute('aria-hidden', 'true');
  root.removeAttribute('role');
  root.setAttribute('focusable', 'false');
  return document.importNode(root, true) as unknown as SVGSVGElement;
}

/** Asks for all formulas of some entries and waits a moment for them, so that a message comes in its final size. */
export async function formulasReady(entries: readonly Entry[], patience: number): Promise<void> {
  const waiting = entries
    .flatMap((entry) => (entry.body.kind === 'view' ? keysIn(entry.body.blocks) : []))
    .filter((key) => !drawn.has(key));
  if (waiting.length === 0) return;
  await Promise.race([Promise.all(waiting.map(load)), new Promise((resolve) => setTimeout(resolve, patience))]);
}

/** `display`: among blocks a formula stands on a line of its own, in their text it does not. */
function keysIn(value: unknown, display = true): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => keysIn(item, display));
  if (typeof value !== 'object' || value === null) return [];
  if ('kind' in value && value.kind === 'math' && 'tex' in value) return [keyOf(String(value.tex), display)];
  return Object.entries(value).flatMap(([name, part]) => keysIn(part, display && name === 'blocks'));
}
