import { announce } from './dom.ts';
import { word } from './words.ts';

/** Copies and says so on the button for a moment. */
export async function copyText(text: string, from: HTMLElement): Promise<void> {
  if (!(await written(text))) return;
  announce(word('web-copied'));
  from.classList.add('copied');
  setTimeout(() => from.classList.remove('copied'), 1600);
}

async function written(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return writtenOldWay(text);
  }
}

/** Where the room is reached by plain http from another machine, browsers have no clipboard. */
function writtenOldWay(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'unseen';
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  return done;
}

/** Selected formulas are copied as the source they were written in. */
export function copyFormulasAsSource(root: HTMLElement): void {
  root.addEventListener('copy', (event) => {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return;
    const range = selection.getRangeAt(0);
    const within = closestFormula(range.commonAncestorContainer);
    const text = within ? (within.dataset.tex ?? '') : flatten(range.cloneContents());
    if (!within && !range.cloneContents().querySelector('[data-tex]')) return;
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  });
}

const closestFormula = (node: Node): HTMLElement | null =>
  (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>('[data-tex]') ?? null;

const breaking = new Set([
  'P',
  'LI',
  'DIV',
  'FIGURE',
  'BLOCKQUOTE',
  'PRE',
  'TR',
  'H2',
  'H3',
  'H4',
  'BUTTON',
  'ARTICLE',
  'HEADER',
  'SUMMARY',
  'BR',
]);

/** The text of a selection: a line for each block, a tab between cells. */
function flatten(root: Node): string {
  let text = '';
  const walk = (node: Node): void => {
    if (node instanceof HTMLElement) {
      if (node.dataset.tex !== undefined) {
        // A selection that ends in front of a formula holds its empty shell.
        if (node.textContent) text += node.dataset.tex;
        return;
      }
      if (node.matches('.unseen, .copy')) return;
      if (node.matches('td + td, th + th')) text += '\t';
      for (const child of node.childNodes) walk(child);
      if (breaking.has(node.tagName) && !text.endsWith('\n')) text += '\n';
    } else if (node instanceof Text) text += node.data;
    else for (const child of node.childNodes) walk(child);
  };
  walk(root);
  return text.trim();
}
