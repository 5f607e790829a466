import type { Heading, RootContent } from 'mdast';
import type { Section } from '../corpus/article.ts';
import { type ProseBlock, plain } from '../kernel/prose.ts';
import { blocksOf } from './blocks.ts';
import { withoutDialects } from './dialects.ts';
import { proseOf } from './inlines.ts';
import { parseWithoutMath } from './mdast.ts';
import { indifferent } from './reading.ts';
import { isTooDeep, reveal } from './revealing.ts';
import { shield, unshield } from './shielding.ts';

export interface LooseDocument {
  /** As it stands between its fences, not parsed; null if there is none. */
  readonly frontMatter: { readonly format: 'yaml' | 'toml'; readonly text: string } | null;
  /** The heading that stands over everything, if there is one. */
  readonly title: string | null;
  /** `top`, if there is text before the first heading; then a section a heading. Anchors are unique. */
  readonly sections: readonly Section[];
}

/**
 * Reads Markdown as other people write it: Obsidian, Hugo, Notion, GitHub. Never fails. What `ProseBlock` cannot say becomes its text: lists
 * are flat, HTML is its words, images are their alternative text, wiki links what they show. `$…$`, `$$…$$`, `\(…\)`, `\[…\]` are formulas.
 */
export function parseLenient(markdown: string): LooseDocument {
  const text = markdown
    .toWellFormed()
    .replace(/^\ufeff/, '')
    .replaceAll(/\r\n?|\u2028|\u2029/g, '\n')
    .replaceAll('\0', '');
  const { frontMatter, body } = parted(text);
  return { frontMatter, ...sectioned(contentOf(body)) };
}

function parted(text: string): { frontMatter: LooseDocument['frontMatter']; body: string } {
  const found = /^(---|\+\+\+)[ \t]*\n([\s\S]*?\n)??\1[ \t]*(?:\n|$)/.exec(text);
  // A horizontal rule at the start of a text is none: what stands between fences has keys.
  if (found === null || !/^\s*(?:#|["'\p{L}\p{N}_-]+[ \t]*[:=]|$)/u.test(found[2] ?? '')) return { frontMatter: null, body: text };
  return { frontMatter: { format: found[1] === '---' ? 'yaml' : 'toml', text: found[2] ?? '' }, body: text.slice(found[0].length) };
}

function contentOf(body: string): RootContent[] {
  const { markdown, pieces } = shield(withoutMountains(body));
  const tree = parseWithoutMath(withoutDialects(markdown));
  if (!isTooDeep(tree)) return reveal(tree, pieces);
  return unshield(markdown, pieces)
    .split(/\n\s*\n/)
    .map((value): RootContent => ({ type: 'paragraph', children: [{ type: 'text', value }] }));
}

/** A line that opens dozens of quotes or lists opens twenty; hundreds of asterisks in a row, on which Markdown spends minutes, are three. */
function withoutMountains(text: string): string {
  return text
    .replaceAll(/([*_~])\1{199,}/g, '$1$1$1')
    .replaceAll(/^((?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))){20})(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))+/gm, '$1');
}

function sectioned(nodes: readonly RootContent[]): Pick<LooseDocument, 'title' | 'sections'> {
  const headings = nodes.filter((node) => node.type === 'heading');
  const highest = Math.min(...headings.map((heading) => heading.depth));
  const first = headings[0];
  const hasTitle =
    first !== undefined && first === nodes[0] && first.depth === highest && headings.filter(({ depth }) => depth === highest).length === 1;
  const inner = hasTitle ? headings.slice(1) : headings;
  const level = Math.min(...inner.map((heading) => heading.depth));
  const title = hasTitle ? headingOf(first).title : null;

  const sections: Section[] = [];
  const taken = new Set(['top']);
  let current: { anchor: string; title: string; nodes: RootContent[] } = { anchor: 'top', title: title ?? '', nodes: [] };
  const close = (): void => {
    const blocks = blocksOf(current.nodes, indifferent(''), { source: null }).filter(hasContent);
    if (blocks.length > 0 || current.anchor !== 'top') sections.push({ anchor: current.anchor, title: current.title, blocks });
  };
  for (const node of hasTitle ? nodes.slice(1) : nodes) {
    if (node.type !== 'heading' || node.depth > level) {
      current.nodes.push(node);
      continue;
    }
    close();
    const heading = headingOf(node);
    current = { anchor: freeAnchor(heading.anchor, sections.length, taken), title: heading.title, nodes: [] };
  }
  close();
  return { title, sections };
}

function headingOf(heading: Heading): { title: string; anchor: string } {
  const words = plain(proseOf(heading.children, indifferent('')));
  const named = /\s*\{[^{}]*#([\w-]+)[^{}]*\}\s*$/.exec(words);
  const title = (named === null ? words : words.slice(0, named.index)).replace(/\s+#+\s*$/, '').trim();
  return { title, anchor: asAnchor(named?.[1] ?? title) };
}

const asAnchor = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');

/** Chinese headings have no letters for an anchor: they are counted. */
function freeAnchor(wanted: string, index: number, taken: Set<string>): string {
  const base = wanted === '' ? `section-${index + 1}` : wanted;
  let anchor = base;
  for (let copy = 2; taken.has(anchor); copy++) anchor = `${base}-${copy}`;
  taken.add(anchor);
  return anchor;
}

function hasContent(block: ProseBlock): boolean {
  switch (block.kind) {
    case 'list':
      return block.items.length > 0;
    case 'table':
      return block.header.length > 0;
    case 'math':
      return block.tex !== '';
    default:
      return true;
  }
}
