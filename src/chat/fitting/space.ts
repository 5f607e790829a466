import type { Size } from '../measure.ts';
import type { Capabilities } from '../transport.ts';
import type { Block } from '../view.ts';
import type { Marks } from './marks.ts';

/** How much of a message is free. */
export interface Space {
  readonly text: number;
  readonly runs: number;
  readonly blocks: number;
}

export function isInSpace(size: Size, space: Space): boolean {
  return size.text <= space.text && size.runs <= space.runs && size.blocks <= space.blocks;
}

/** What stays and what goes on in the next message. Either may be empty, not both. */
export interface Split {
  readonly head: readonly Block[];
  readonly tail: readonly Block[];
}

export interface Splitting {
  readonly can: Capabilities;
  readonly marks: Marks;
  /** What an empty message has room for. */
  readonly fresh: Space;
}
