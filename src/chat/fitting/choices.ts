import { type Inline, type Prose, text } from '../../kernel/prose.ts';
import { columnsOf, isVisible, lengthOf } from '../length.ts';
import { isWithin, measure, measureAll, type Size } from '../measure.ts';
import type { Capabilities } from '../transport.ts';
import type { Block, Choice } from '../view.ts';
import { letterAt, lettersBegin } from './letters.ts';
import { type Choices, type List, mapSame } from './marks.ts';

/**
 * Buttons whose labels the platform can show. Where one cannot be shown, all become A, B, C … and the texts stand above as a list;
 * where there are too many for a message, they come in several blocks, each with its part of the list.
 */
export function shapeChoices(block: Choices, shapeProse: (label: Prose) => Prose, can: Capabilities): readonly Block[] {
  const plainly = block.kind === 'actions' && !can.styleInLabel;
  const choices = mapSame(block.choices, (choice) => {
    const shaped = shapeProse(choice.label);
    const label = plainly ? unstyled(shaped) : shaped;
    return [label === choice.label ? choice : { ...choice, label }];
  });
  const lettered = block.kind === 'options' && can.letters === 'text' ? withLetters(choices) : choices;
  if (lettered.every((choice) => isShowable(choice.label, can))) return portions(block, lettered, null, can);
  return portions(block, choices.map(letterOnly), choices.map(lineOf), can);
}

/** Letters before the labels: answers are spoken of by letter. One button alone, or a field to type into, needs none. */
function withLetters(choices: readonly Choice[]): readonly Choice[] {
  const answers = choices.filter((choice) => choice.asks === undefined);
  if (answers.length < 2 || lettersBegin(answers.map((choice) => labelText(choice.label))) !== null) return choices;
  return choices.map((choice, index) => ({ ...choice, label: [text(`${letterAt(index)}. `), ...choice.label] }));
}

const letterOnly = (choice: Choice, index: number): Choice => ({ ...choice, label: [text(letterAt(index))] });
const lineOf = (choice: Choice, index: number): Prose => [text(`${letterAt(index)}. `, 'strong'), ...choice.label];

/** As many as a message takes in each block; the same block where it takes all. */
function portions(block: Choices, choices: readonly Choice[], lines: readonly Prose[] | null, can: Capabilities): readonly Block[] {
  const most = mostChoices(block.kind, can);
  const made: Block[] = [];
  for (let from = 0; from < choices.length; ) {
    const to = lines ? from + linesWithin(lines.slice(from, from + most), can) : Math.min(choices.length, from + most);
    made.push(...portionOf(block, choices, lines, from, to));
    from = to;
  }
  return made;
}

/** Buttons of one message that has a line of text besides. */
function mostChoices(kind: Choices['kind'], can: Capabilities): number {
  const sized = (count: number): Size =>
    measureAll(
      [
        { kind: 'paragraph', content: [text('…')] },
        { kind, choices: Array.from({ length: count }, () => NONE) },
      ],
      can,
    );
  let count = can.choices;
  while (count > 1 && !isWithin(sized(count), can)) count--;
  return count;
}

const NONE: Choice = { token: '', label: [] };

/** How many lines a message takes; one in any case, which is cut if it must be. */
function linesWithin(lines: readonly Prose[], can: Capabilities): number {
  let { text: room, runs } = { text: can.text - can.reserve, runs: can.runs };
  for (const [index, line] of lines.entries()) {
    const size = measure(listOf([line]), can);
    room -= size.text + (index > 0 ? 1 : 0);
    runs -= size.runs;
    if (room < 0 || runs < 0) return Math.max(1, index);
  }
  return lines.length;
}

const listOf = (items: readonly Prose[]): List => ({ kind: 'list', ordered: false, items, marked: true });

function portionOf(block: Choices, choices: readonly Choice[], lines: readonly Prose[] | null, from: number, to: number): readonly Block[] {
  const all = from === 0 && to === choices.length;
  const buttons = all && choices === block.choices ? block : { kind: block.kind, choices: choices.slice(from, to) };
  if (!lines) return [buttons];
  return [listOf(lines.slice(from, to)), buttons];
}

function isShowable(label: Prose, can: Capabilities): boolean {
  const shown = labelText(label);
  if (!isVisible(shown) || /[\r\n]/.test(shown) || lengthOf(shown, can.unit) > can.label) return false;
  if (can.labelColumns !== undefined && columnsOf(shown) > can.labelColumns) return false;
  return label.every((node) => {
    if (node.kind === 'math') return can.formulaInLabel;
    return can.styleInLabel || (node.kind === 'text' && !node.style);
  });
}

const labelText = (label: Prose): string =>
  label.map((node) => (node.kind === 'time' ? '00:00' : node.kind === 'math' ? node.tex : node.text)).join('');

/** A short label is its words; only a moment has none. */
function unstyled(label: Prose): Prose {
  return mapSame(label, (node): readonly Inline[] => {
    if (node.kind === 'link' || (node.kind === 'text' && node.style)) return [text(node.text)];
    return [node];
  });
}
