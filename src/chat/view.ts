import type { Prose, ProseBlock } from '../kernel/prose.ts';
import type { Theme } from '../kernel/theme.ts';
import type { Instant } from '../kernel/time.ts';
import type { Picture } from './picture.ts';

/** What one press does: a token that names its question and never the answer, at most 64 bytes of ASCII. */
export interface Choice {
  readonly token: string;
  readonly label: Prose;
  readonly tone?: 'primary' | 'danger';
  /** The button asks for text first: a numeric or short answer. The label of the field. */
  readonly asks?: string;
}

export type Block =
  | ProseBlock
  | { readonly kind: 'divider' }
  /** Small print. */
  | { readonly kind: 'note'; readonly content: Prose }
  /** Shown only when the reader asks for it. */
  | { readonly kind: 'spoiler'; readonly title: Prose; readonly blocks: readonly ProseBlock[] }
  /**
   * What is to be drawn where pictures are wanted, with `below` under it. Elsewhere `instead` stands, which has all of it in blocks;
   * `alt` says in plain words what the picture shows.
   */
  | {
      readonly kind: 'drawing';
      readonly of: Picture;
      readonly alt: string;
      readonly instead: readonly Block[];
      readonly below?: readonly Block[];
    }
  /** A picture in a message that is on its way, by its name there; `illustrate` makes it of the above. `alt` carries the same facts. */
  | { readonly kind: 'picture'; readonly name: string; readonly alt: string }
  /** Answers to a question. Where a label is too long or holds a formula, the buttons become A, B, C … and the text stands above. */
  | { readonly kind: 'options'; readonly choices: readonly Choice[] }
  /** What can be done next. Labels are short. */
  | { readonly kind: 'actions'; readonly choices: readonly Choice[] };

/** A message before it has a platform. Plain JSON. */
export interface View {
  readonly blocks: readonly Block[];
  /** `person`: only the one who asked sees it. */
  readonly audience: 'room' | 'person';
  /** The paper of its pictures, or none at all. Absent: dark. */
  readonly pictures?: Theme | 'off';
  /** The group wants formulas and tables as the platform's own rich messages, where it has them and every app shows them. */
  readonly richMath?: true;
  /** The same once more as a quiz poll, where the group wants those: a platform that has them shows it instead of the blocks if it fits. */
  readonly poll?: PollForm;
}

/** An open question as a platform's own quiz poll. A vote is a press of the option's token, after that of `join`, before that of `lock`. */
export interface PollForm {
  readonly title: Prose;
  readonly question: Prose;
  readonly options: readonly Choice[];
  /** Positions of the right options, rising. A poll carries its answer: only the platform's server sees it before it is closed. */
  readonly right: readonly number[];
  readonly explanation: Prose;
  readonly closes: Instant;
  readonly join: string;
  /** Null: one option only. */
  readonly lock: string | null;
  /** The question drawn, where it has formulas: the options are letters then. */
  readonly picture?: Picture;
}
