import { type Inline, type Prose, text } from '../../kernel/prose.ts';
import { isVisible, lengthOf } from '../length.ts';
import { isWithin, measureAll } from '../measure.ts';
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
  const made: Block[] = [];
  for (let from = 0; from < choices.length; ) {
    let to = choices.length;
    let portion = portionOf(block, choices, lines, from, to);
    while (to > from + 1 && !isWithin(measureAll(lines ? portion : [ROOM, ...portion], can), can)) {
      to = Math.min(to - 1, from + can.choices);
      portion = portionOf(block, choices, lines, from, to);
    }
    made.push(...portion);
    from = to;
  }
  return made;
}

/** Buttons leave room for a line of text. */
const ROOM: Block = { kind: 'paragraph', content: [text('…')] };

function portionOf(block: Choices, choices: readonly Choice[], lines: readonly Prose[] | null, from: number, to: number): readonly Block[] {
  const all = from === 0 && to === choices.length;
  const buttons = all && choices === block.choices ? block : { kind: block.kind, choices: choices.slice(from, to) };
  if (!lines) return [buttons];
  const list: List = { kind: 'list', ordered: false, items: lines.slice(from, to) };
  return [list, buttons];
}

function isShowable(label: Prose, can: Capabilities): boolean {
  const shown = labelText(label);
  if (!isVisible(shown) || /[\r\n]/.test(shown) || lengthOf(shown, can.unit) > can.label) return false;
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
