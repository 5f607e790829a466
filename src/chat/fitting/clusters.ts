import { isWithin, measureAll } from '../measure.ts';
import type { Capabilities } from '../transport.ts';
import type { Block } from '../view.ts';
import { isChoices, type Marks } from './marks.ts';

/** How many groups of blocks before its options a question has at most: heading and prompt, hint, lettered list. */
const PROMPT = 3;

/** Blocks that belong in one message: a heading and what it heads, a question and its options, a text and what can be done with it. */
export function clustersOf(blocks: readonly Block[], can: Capabilities, marks: Marks): readonly (readonly Block[])[] {
  const clusters: Block[][] = [];
  let cluster: Block[] = [];
  for (const [index, block] of blocks.entries()) {
    cluster.push(block);
    const next = blocks[index + 1];
    if (marks.sticky.has(block) && next && next.kind !== 'divider') continue;
    // With a heading of its own it has its prompt.
    clusters.push(isChoices(block) && cluster.length === 1 ? withPrompt(clusters, cluster, can, marks) : cluster);
    cluster = [];
  }
  return clusters;
}

/** Takes the prompt off the end of `before`. */
function withPrompt(before: Block[][], choices: Block[], can: Capabilities, marks: Marks): Block[] {
  let joined = choices;
  const most = choices[0]?.kind === 'actions' ? 1 : PROMPT;
  for (let taken = 0; taken < most; taken++) {
    const last = before.at(-1);
    if (!last || last[0]?.kind === 'divider') break;
    const answered = isChoices(last.at(-1));
    if (answered && joined[0]?.kind !== 'actions') break;
    // The nearest text goes with its buttons in any case; what is before it only if all fits.
    if (taken > 0 && !isWithin(measureAll([...last, ...joined], can), can)) break;
    before.pop();
    joined = [...last, ...joined];
    if (answered || (last[0] && marks.sticky.has(last[0]))) break;
  }
  return joined;
}
