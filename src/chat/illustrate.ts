import { type Inline, type Prose, type ProseBlock, plain, plainBlocks, text } from '../kernel/prose.ts';
import { unreachable } from '../kernel/result.ts';
import { letterAt } from './fitting/letters.ts';
import { linesOf } from './lines.ts';
import type { Card, Picture } from './picture.ts';
import { displayed, spelled } from './spelling.ts';
import type { Capabilities } from './transport.ts';
import type { Block, Choice, View } from './view.ts';

/** A View whose pictures have names, and what is to be drawn under each. */
export interface Illustrated {
  readonly view: View;
  readonly pictures: ReadonlyMap<string, Picture>;
}

/**
 * Decides what of a View becomes a picture on a platform: drawings, displayed formulas, tables, figures, and text whose formulas cannot
 * be written in Unicode. Where the group wants none, the platform has none, or its key is among `failed`, the text stands.
 */
export function illustrate(view: View, can: Capabilities, failed: ReadonlySet<string> = new Set()): Illustrated {
  const pictures = new Map<string, Picture>();
  const wanted = view.pictures !== 'off' && can.picture === 'native';
  let count = 0;

  /** A picture with what stands under it, or else the blocks that say the same. */
  function pictured(picture: Picture, alt: string, instead: () => readonly Block[], below: readonly Block[] = []): readonly Block[] {
    if (failed.has(keyOf(picture))) return instead();
    const name = `p${++count}`;
    pictures.set(name, picture);
    return [{ kind: 'picture', name, alt }, ...below.flatMap(one)];
  }

  function one(block: Block): readonly Block[] {
    if (block.kind === 'drawing') {
      const instead = () => block.instead.flatMap(one);
      return !wanted || (can.math === 'native' && isTypeset(block.of)) ? instead() : pictured(block.of, block.alt, instead, block.below);
    }
    if (!wanted) return [block];
    switch (block.kind) {
      case 'figure':
        return pictured({ kind: 'figure', name: block.name }, block.alt, () => [block]);
      case 'math': {
        if (can.math === 'native') return [block];
        const source = block.source === undefined ? {} : { source: block.source };
        return pictured({ kind: 'formula', tex: block.tex, ...source }, block.tex, () => [block]);
      }
      case 'table':
        return can.table === 'native' ? [block] : typeset(block);
      case 'paragraph':
      case 'quote':
      case 'note':
        return can.math === 'native' || isSpellable(block.content)
          ? [block]
          : typeset(block.kind === 'quote' ? block : { kind: 'paragraph', content: block.content }, block);
      case 'list':
        return can.math === 'native' || block.items.every(isSpellable) ? [block] : typeset(block);
      case 'options':
        return can.formulaInLabel || block.choices.every((choice) => isSpellable(choice.label)) ? [block] : lettered(block);
      case 'heading':
      case 'code':
      case 'divider':
      case 'spoiler':
      case 'picture':
      case 'actions':
        return [block];
      default:
        return unreachable(block);
    }
  }

  function typeset(block: ProseBlock, instead: Block = block): readonly Block[] {
    const lines = linesOf(block);
    // A picture neither counts down nor knows the reader's time zone.
    if (lines.some(holdsMoment)) return [instead];
    return pictured({ kind: 'prose', blocks: [block] }, altOf([block]), () => [instead], linksBelow(lines));
  }

  /** Labels that are formulas stand in a picture above the letters. */
  function lettered(block: Extract<Block, { kind: 'options' }>): readonly Block[] {
    const items = block.choices.map((choice, index): Prose => [text(`${letterAt(index)}. `, 'strong'), ...choice.label]);
    const list: ProseBlock = { kind: 'list', ordered: false, items };
    const drawn = pictured({ kind: 'prose', blocks: [list] }, altOf([list]), () => []);
    if (drawn.length === 0) return [block];
    const choices = block.choices.map((choice, index): Choice => ({ ...choice, label: [text(letterAt(index))] }));
    return [...drawn, { ...block, choices }];
  }

  const blocks = view.blocks.flatMap(one);
  const same = blocks.length === view.blocks.length && blocks.every((block, index) => block === view.blocks[index]);
  return { view: same ? view : { ...view, blocks }, pictures };
}

/** Pictures of the same content have the same key. */
export const keyOf = (picture: Picture): string => JSON.stringify(picture);

/** Pictures that only set text and formulas, for platforms that cannot. */
function isTypeset(picture: Picture): boolean {
  switch (picture.kind) {
    case 'formula':
    case 'prose':
      return true;
    case 'figure':
      return false;
    case 'card':
      return isTextCard(picture.card);
    default:
      return unreachable(picture);
  }
}

function isTextCard(card: Card): boolean {
  switch (card.kind) {
    case 'digest':
    case 'question':
    case 'reveal':
      return true;
    case 'standings':
    case 'podium':
    case 'leaderboard':
    case 'progress':
    case 'path':
      return false;
    default:
      return unreachable(card);
  }
}

const holdsMoment = (line: Prose): boolean => line.some((node) => node.kind === 'time');

/** Nobody can press a link in a picture: each stands once in small print under it. */
function linksBelow(lines: readonly Prose[]): readonly Block[] {
  const links = new Map(lines.flat().flatMap((node) => (node.kind === 'link' && node.text.trim() ? [[node.href, node] as const] : [])));
  const content = [...links.values()].flatMap((link, index) => (index === 0 ? [link] : [text(' · '), link]));
  return content.length === 0 ? [] : [{ kind: 'note', content }];
}

/** Whether every formula of a line can be read without being drawn. */
export const isSpellable = (content: Prose): boolean =>
  content.every((node: Inline) => node.kind !== 'math' || spelled(node.tex).style !== 'code');

/** The words of a drawing for whoever does not see it, where nobody wrote better ones; formulas as Unicode where that reads well. */
export function altOf(blocks: readonly Block[]): string {
  return blocks.map(altLine).filter(Boolean).join('\n');
}

function altLine(block: Block): string {
  switch (block.kind) {
    case 'divider':
    case 'spoiler':
    case 'actions':
      return '';
    case 'note':
      return plain(spoken(block.content));
    case 'picture':
    case 'drawing':
      return block.alt;
    case 'options':
      return block.choices.map((choice, index) => `${letterAt(index)}. ${plain(spoken(choice.label))}`).join('\n');
    case 'math':
      return altLine(displayed(block.tex));
    case 'heading':
    case 'paragraph':
    case 'quote':
      return plain(spoken(block.content));
    case 'list':
      return block.items.map((item) => plain(spoken(item))).join('\n');
    case 'table':
      return [block.header, ...block.rows].map((row) => row.map((cell) => plain(spoken(cell))).join(' · ')).join('\n');
    case 'code':
    case 'figure':
      return plainBlocks([block]);
    default:
      return unreachable(block);
  }
}

const spoken = (content: Prose): Prose => content.map((node) => (node.kind === 'math' ? spelled(node.tex) : node));
