import type { Block } from '../../chat/view.ts';
import type { Prose, ProseBlock } from '../../kernel/prose.ts';
import { actions, options } from './choices.ts';
import { copyText } from './copying.ts';
import { button, h } from './dom.ts';
import { displayedFormula } from './formulas.ts';
import { icon } from './icons.ts';
import { inline } from './inline.ts';
import type { Place } from './place.ts';
import { word } from './words.ts';

/** One block of a message as the page draws it. */
export function block(content: Block, place: Place): HTMLElement {
  switch (content.kind) {
    case 'divider':
      return h('hr');
    case 'note':
      return h('p', { class: 'note' }, ...inline(content.content, place));
    case 'spoiler':
      return h(
        'details',
        { class: 'spoiler' },
        h('summary', {}, ...inline(content.title, place)),
        h('div', { class: 'inside' }, ...content.blocks.map((inner) => proseBlock(inner, place))),
      );
    case 'drawing':
      return h('p', {}, content.alt);
    case 'picture':
      return picture(content.name, content.alt);
    case 'options':
      return options(content.choices, place);
    case 'actions':
      return actions(content.choices, place);
    default:
      return proseBlock(content, place);
  }
}

const headings = { 1: 'h2', 2: 'h3', 3: 'h4' } as const;

function proseBlock(content: ProseBlock, place: Place): HTMLElement {
  switch (content.kind) {
    case 'heading':
      return h(headings[content.level], {}, ...inline(content.content, place));
    case 'paragraph':
      return h('p', {}, ...inline(content.content, place));
    case 'list':
      return h(
        content.ordered ? 'ol' : 'ul',
        { class: content.marked ? 'marked' : null },
        ...content.items.map((item) => h('li', {}, ...inline(item, place))),
      );
    case 'quote':
      return h('blockquote', {}, ...inline(content.content, place));
    case 'code':
      return code(content.text, content.language);
    case 'math':
      return displayedFormula(content.tex);
    case 'table':
      return table(content.header, content.rows, place);
    case 'figure':
      return h('figure', { class: 'missing' }, h('figcaption', {}, h('strong', {}, `${word('web-figure-missing')} · `), content.alt));
  }
}

function code(text: string, language: string | undefined): HTMLElement {
  const copy = button({ class: 'copy', title: word('web-copy'), 'aria-label': word('web-copy') }, () => copyText(text, copy), icon('copy'));
  return h(
    'div',
    { class: 'code' },
    h('div', { class: 'code-head' }, h('span', {}, language ?? ''), copy),
    h('pre', { tabindex: 0 }, h('code', {}, text)),
  );
}

function table(header: readonly Prose[], rows: readonly (readonly Prose[])[], place: Place): HTMLElement {
  const numeric = header.map((_, column) => rows.length > 0 && rows.every((row) => isNumeric(row[column] ?? [])));
  const cells = (row: readonly Prose[], tag: 'th' | 'td') =>
    row.map((cell, column) =>
      h(tag, { class: numeric[column] ? 'number' : null, scope: tag === 'th' ? 'col' : null }, ...inline(cell, place)),
    );
  return h(
    'div',
    { class: 'table', tabindex: 0, role: 'group' },
    h(
      'table',
      {},
      h('thead', {}, h('tr', {}, ...cells(header, 'th'))),
      h('tbody', {}, ...rows.map((row) => h('tr', {}, ...cells(row, 'td')))),
    ),
  );
}

/** Numbers stand right, so that their digits stand under each other. */
function isNumeric(cell: Prose): boolean {
  const text = cell.map((node) => (node.kind === 'text' ? node.text : node.kind === 'math' ? node.tex : 'x')).join('');
  return /^[\s+\-−±≈~]*[\d.,]+\s*(%|‰|s|ms|[A-Za-z]{0,3})?[\s▲▼\d]*$/.test(text);
}

/** One picture for each theme, of which the style sheet shows one. */
function picture(names: string, alt: string): HTMLElement {
  const figure = h('figure', { class: 'picture' });
  for (const [index, name] of names.split(',').entries()) {
    const src = `/picture/${encodeURIComponent(name)}`;
    const image = h('img', { src, alt, loading: 'lazy' });
    image.addEventListener('error', () => {
      figure.className = 'missing';
      figure.replaceChildren(h('figcaption', {}, h('strong', {}, `${word('web-picture-missing')} · `), alt));
    });
    // On a phone a picture is small: it opens by itself, to be enlarged.
    figure.append(h('a', { href: src, target: '_blank', class: index === 0 ? 'on-light' : 'on-dark' }, image));
  }
  return figure;
}
