import type { Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
// Also declares the nodes `math` and `inlineMath` of the tree.
import { mathFromMarkdown } from 'mdast-util-math';
import { gfmTable } from 'micromark-extension-gfm-table';
import { math } from 'micromark-extension-math';

const TABLES = { syntax: gfmTable(), tree: gfmTableFromMarkdown() };
const FORMULAS = { syntax: math(), tree: mathFromMarkdown() };

/** CommonMark with tables and `$…$`, the way our own articles are written. */
export function parseWithMath(markdown: string): Root {
  return fromMarkdown(markdown, {
    extensions: [TABLES.syntax, FORMULAS.syntax],
    mdastExtensions: [TABLES.tree, FORMULAS.tree],
  });
}

/** CommonMark with tables; dollars are text. */
export function parseWithoutMath(markdown: string): Root {
  return fromMarkdown(markdown, { extensions: [TABLES.syntax], mdastExtensions: [TABLES.tree] });
}
