import type { Nodes, Paragraph, PhrasingContent, Root, RootContent } from 'mdast';
import { parseWithoutMath } from './mdast.ts';
import { type Piece, parts, unshield } from './shielding.ts';
import { textOfHtml } from './stripping.ts';

/** A deeper tree comes from no person's hand, and walking it would end the stack. */
const DEEPEST = 100;

/** Whether a tree is too deep to be walked by functions that call themselves. */
export function isTooDeep(root: Nodes): boolean {
  const waiting: [Nodes, number][] = [[root, 0]];
  for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
    const [node, depth] = entry;
    if (depth > DEEPEST) return true;
    if ('children' in node) for (const child of node.children) waiting.push([child, depth + 1]);
  }
  return false;
}

/** The tree with the pieces back in their places, HTML as its text, and what only other programs know as plain text. */
export function reveal(root: Root, pieces: readonly Piece[]): RootContent[] {
  return root.children.flatMap((node) => block(node, pieces));
}

function block(node: RootContent, pieces: readonly Piece[]): RootContent[] {
  switch (node.type) {
    case 'paragraph':
      return paragraph(node, pieces);
    case 'heading':
      return [{ ...node, children: phrasing(node.children, pieces) }];
    case 'blockquote':
      return [{ ...node, children: node.children.flatMap((child) => block(child, pieces)) as typeof node.children }];
    case 'list':
      return [
        {
          ...node,
          children: node.children.map((item) => ({
            ...item,
            children: item.children.flatMap((child) => block(child, pieces)) as typeof item.children,
          })),
        },
      ];
    case 'table':
      return [
        {
          ...node,
          children: node.children.map((row) => ({
            ...row,
            children: row.children.map((cell) => ({ ...cell, children: phrasing(cell.children, pieces) })),
          })),
        },
      ];
    case 'code':
      // GitHub's fence for formulas.
      return node.lang === 'math'
        ? [{ type: 'math', value: node.value }]
        : [{ ...node, lang: unshield(node.lang ?? '', pieces), value: unshield(node.value, pieces) }];
    case 'html':
      return parseWithoutMath(textOfHtml(node.value).replaceAll(/^[ \t]+/gm, '')).children.flatMap((child) =>
        child.type === 'html' ? [] : block(child, pieces),
      );
    case 'thematicBreak':
    case 'definition':
      return [];
    default:
      return [node];
  }
}

/** A displayed formula parts the paragraph it stands in. */
function paragraph(node: Paragraph, pieces: readonly Piece[]): RootContent[] {
  const blocks: RootContent[] = [];
  let line: PhrasingContent[] = [];
  const flush = (): void => {
    if (line.some((child) => child.type !== 'text' || child.value.trim() !== '')) blocks.push({ type: 'paragraph', children: line });
    line = [];
  };
  const only = node.children.length === 1 ? node.children[0] : undefined;
  if (only?.type === 'image' && only.url.startsWith('figure:'))
    return [{ type: 'paragraph', children: [{ type: 'text', value: only.alt ?? '' }] }];
  for (const child of node.children) {
    for (const part of child.type === 'text' ? parts(child.value, pieces) : [child]) {
      if (typeof part === 'string') line.push(...phrasing([{ type: 'text', value: part }], pieces));
      else if ('type' in part) line.push(...phrasing([part], pieces));
      else if (part.kind !== 'display') line.push(inline(part));
      else {
        flush();
        blocks.push({ type: 'math', value: part.tex });
      }
    }
  }
  flush();
  return blocks;
}

function phrasing(nodes: readonly PhrasingContent[], pieces: readonly Piece[]): PhrasingContent[] {
  return nodes.flatMap((node): PhrasingContent[] => {
    switch (node.type) {
      case 'text':
        return words(node.value, pieces);
      case 'strong':
      case 'emphasis':
      case 'delete':
      case 'linkReference':
        return [{ ...node, children: phrasing(node.children, pieces) }];
      case 'link':
        return [{ ...node, url: unshield(node.url, pieces), children: phrasing(node.children, pieces) }];
      case 'image':
      case 'imageReference':
        return words(node.alt ?? '', pieces);
      case 'html':
        return [{ type: 'text', value: textOfHtml(node.value) }];
      case 'break':
        return [{ type: 'text', value: '\n' }];
      case 'inlineCode':
        return [{ ...node, value: unshield(node.value, pieces) }];
      default:
        return [node];
    }
  });
}

const words = (text: string, pieces: readonly Piece[]): PhrasingContent[] =>
  parts(text, pieces).map((part) => (typeof part === 'string' ? { type: 'text', value: part } : inline(part)));

function inline(piece: Piece): PhrasingContent {
  switch (piece.kind) {
    case 'formula':
    case 'display':
      return { type: 'inlineMath', value: piece.tex };
    case 'code':
      return { type: 'inlineCode', value: piece.text };
    case 'words':
      return { type: 'text', value: piece.text };
  }
}
