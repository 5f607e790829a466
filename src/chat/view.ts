import type { Prose, ProseBlock } from '../kernel/prose.ts';

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
  /** A picture the bot made, by name; `alt` carries the same facts. */
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
}
