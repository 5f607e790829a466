import { emptyTally, isWithin, measure, type Size, type Tally, tallied, textLimit } from '../measure.ts';
import type { Capabilities } from '../transport.ts';
import type { Block } from '../view.ts';
import { leastLength } from './bulk.ts';
import { clustersOf } from './clusters.ts';
import { isChoices, type Marks } from './marks.ts';
import type { Space, Splitting } from './space.ts';
import { split } from './split.ts';

/** With less than this part of a message free, what has to be cut begins in the next one. */
const WORTH = 0.25;

const TOO_LARGE: Size = { text: Number.POSITIVE_INFINITY, blocks: 1, runs: 0, choices: 0, rows: 0, pictures: 0 };

/** Distributes blocks over messages, in order. Blocks are cut only where they do not fit into one. */
export function pack(blocks: readonly Block[], can: Capabilities, marks: Marks): readonly (readonly Block[])[] {
  const limit = can.text - can.reserve;
  const fresh: Space = { text: limit, runs: can.runs, blocks: can.blocks };
  const context: Splitting = { can, marks, fresh };
  const sizes = new Map<Block, Size>();
  const parts: Block[][] = [];
  let part: Block[] = [];
  let tally: Tally = emptyTally;

  const sizeOf = (block: Block): Size => {
    const known = sizes.get(block) ?? (leastLength(block) > limit ? TOO_LARGE : measure(block, can));
    sizes.set(block, known);
    return known;
  };
  const grown = (from: Tally, more: readonly Block[]): Tally => more.reduce((sum, block) => tallied(sum, block, sizeOf(block), can), from);
  const isTaken = (whole: Tally): boolean =>
    isWithin(can.textNeeded && whole.text === 0 && whole.pictures === 0 ? { ...whole, blocks: whole.blocks + 1 } : whole, can);
  const fits = (more: readonly Block[]): boolean => isTaken(grown(tally, more));
  const fitsAlone = (more: readonly Block[]): boolean => isTaken(grown(emptyTally, more));
  const isWorth = (at: Tally): boolean => textLimit(at, can) - at.text >= textLimit(at, can) * WORTH;
  /** Where text is a picture's caption, what comes before a picture is another message. */
  const begins = (block: Block | undefined): boolean => can.caption !== null && block?.kind === 'picture';
  const add = (more: readonly Block[]): void => {
    part.push(...more);
    tally = grown(tally, more);
  };
  const close = (): void => {
    if (part.length > 0) parts.push(part);
    part = [];
    tally = emptyTally;
  };

  function place(cluster: readonly Block[]): void {
    const from = cluster.findIndex(begins);
    if (from > 0) {
      place(cluster.slice(0, from));
      place(cluster.slice(from));
      return;
    }
    if (from === 0) close();
    if (fits(cluster)) add(cluster);
    else if (fitsAlone(cluster)) {
      close();
      add(cluster);
    } else placeLarge(cluster);
  }

  /** Text, then buttons, that do not fit into one message together. */
  function placeLarge(cluster: readonly Block[]): void {
    const first = cluster.findIndex(isChoices);
    const lead = first < 0 ? cluster : cluster.slice(0, first);
    const buttons = first < 0 ? [] : cluster.slice(first);
    if (lead.length === 0) {
      for (const one of buttons) placeButtons(one);
      return;
    }
    const heads = headsOf(lead, marks);
    const earlier = lead.slice(0, lead.length - heads.length - 1);
    const own = lead.slice(earlier.length);
    if (earlier.length > 0) for (const one of clustersOf(earlier, can, marks)) place(one);
    const next = buttons.slice(0, 1);
    if (fitsAlone([...own, ...buttons])) place([...own, ...buttons]);
    else if (fitsAlone([...own, ...next])) {
      place([...own, ...next]);
      for (const one of buttons.slice(1)) placeButtons(one);
    } else {
      if (fitsAlone(own)) place(own);
      else placeCut(heads, own.slice(heads.length));
      for (const one of buttons) placeButtons(one);
    }
  }

  function placeButtons(block: Block): void {
    if (!fits([block])) close();
    add([block]);
  }

  /** Headings, and a block that has to be cut: the first piece stands with its headings. */
  function placeCut(heads: readonly Block[], blocks: readonly Block[]): void {
    if (!fitsAlone(heads)) placeRest(heads);
    else {
      const after = grown(tally, heads);
      if (part.length > 0 && !(isWithin(after, can) && isWorth(after))) close();
      add(heads);
    }
    placeRest(blocks);
  }

  function placeRest(blocks: readonly Block[]): void {
    const waiting = [...blocks];
    for (let block = waiting.shift(); block; block = waiting.shift()) {
      if (begins(block)) close();
      if (fits([block])) {
        add([block]);
        continue;
      }
      if (part.length > 0 && (fitsAlone([block]) || !isWorth(tally))) close();
      const cut = fits([block]) ? { head: [block], tail: [] } : split(block, spaceLeft(), part.length === 0, context);
      if (cut && (part.length === 0 || fits(cut.head))) {
        add(cut.head);
        waiting.unshift(...cut.tail);
        if (cut.tail.length > 0) close();
      } else {
        close();
        waiting.unshift(block);
      }
    }
  }

  function spaceLeft(): Space {
    const gap = tally.text > 0 ? can.markup.gap : 0;
    const joins = can.counting === 'components' && tally.inText ? 1 : 0;
    return { text: textLimit(tally, can) - tally.text - gap, runs: can.runs - tally.runs, blocks: can.blocks - tally.blocks + joins };
  }

  for (const cluster of clustersOf(blocks, can, marks)) place(cluster);
  close();
  return parts;
}

/** The headings right before the last block. */
function headsOf(lead: readonly Block[], marks: Marks): readonly Block[] {
  let from = lead.length - 1;
  for (let before = lead[from - 1]; before && marks.sticky.has(before); before = lead[from - 1]) from--;
  return lead.slice(from, -1);
}
