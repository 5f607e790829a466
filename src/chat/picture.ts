import type { Locale } from '../kernel/locale.ts';
import type { Prose, ProseBlock } from '../kernel/prose.ts';
import type { Theme } from '../kernel/theme.ts';

/** What a picture shows, as data: whoever draws it needs nothing else. Plain JSON. */
export type Picture =
  /** A displayed formula. */
  | { readonly kind: 'formula'; readonly tex: string; readonly source?: string }
  /** Text, lists and tables with formulas in the line, typeset. */
  | { readonly kind: 'prose'; readonly blocks: readonly ProseBlock[] }
  /** A figure of a topic, by name; values that are not given are the standard ones. */
  | { readonly kind: 'figure'; readonly name: string; readonly values?: Readonly<Record<string, number>> }
  | { readonly kind: 'card'; readonly card: Card };

/** A formula of more characters (UTF-16) is refused: Telegram Desktop crashes above it (tdesktop#31047), and the time to draw it has no bound. */
export const LONGEST_FORMULA = 4_000;

/** What can be wrong with a formula, by name: how it is said is in the catalogues. `other` is said in the words of the library that draws. */
export const FORMULA_PROBLEMS = [
  'undefined',
  'refused',
  'brace-open',
  'brace-close',
  'left',
  'right',
  'delimiter',
  'argument',
  'script',
  'twice',
  'environment',
  'begin',
  'end',
  'misplaced',
  'large',
  'slow',
  'away',
  'other',
] as const;

export interface FormulaProblem {
  readonly kind: (typeof FORMULA_PROBLEMS)[number];
  /** The command or environment that it is about; of `other` the words; else empty. */
  readonly about: string;
}

/** A picture to be drawn for readers of a language. */
export interface PictureOrder {
  readonly picture: Picture;
  readonly locale: Locale;
  readonly theme: Theme;
}

/** A drawn picture. */
export interface Image {
  /** Of its content: the same picture has the same name for ever. `[a-z0-9-]`, at most 64. */
  readonly name: string;
  readonly type: 'image/png';
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** Draws, or finds what was drawn before. Null where it cannot be drawn: the text stands instead, and the reason is in the log. */
export type DrawPicture = (order: PictureOrder) => Promise<Image | null>;

/** The designed pictures. All words in them are in the reader's language already; names are people's own. */
export type Card = DigestCard | QuestionCard | RevealCard | StandingsCard | PodiumCard | LeaderboardCard | ProgressCard | PathCard;

export interface DigestCard {
  readonly kind: 'digest';
  readonly title: string;
  /** `Deep learning`, `2026-11-30`. */
  readonly area: string;
  readonly date: string;
  readonly formula: string | null;
  /** `To take away`. */
  readonly heading: string;
  readonly takeaways: readonly Prose[];
}

export interface QuestionCard {
  readonly kind: 'question';
  /** `Question 3 of 10`, or what it is: `Warm-up`. */
  readonly heading: string;
  readonly topic: string;
  readonly prompt: Prose;
  /** `Several are right`; empty for none. */
  readonly hint: string;
  /** In the order of their letters A, B, C …; none where the answer is typed. */
  readonly options: readonly Prose[];
}

export interface RevealCard {
  readonly kind: 'reveal';
  readonly heading: string;
  readonly prompt: Prose;
  readonly options: readonly { readonly text: Prose; readonly right: boolean; readonly count: number }[];
  /** The right answer of a question without options; null where the options show it. */
  readonly answer: Prose | null;
  /** How many answered: the whole of the bars. */
  readonly answered: number;
  /** `3 of 4 were right`. */
  readonly summary: string;
  readonly standings: readonly Rank[];
  /** `and 12 more`; empty for none. */
  readonly more: string;
}

export interface Rank {
  readonly place: number;
  readonly name: string;
  /** `1873 points`. */
  readonly points: string;
  /** Places won (positive) or lost since the last question; null: not compared. */
  readonly moved: number | null;
}

export interface StandingsCard {
  readonly kind: 'standings';
  readonly title: string;
  readonly ranks: readonly Rank[];
  readonly more: string;
}

export interface PodiumCard {
  readonly kind: 'podium';
  readonly title: string;
  readonly topic: string;
  /** Best first; equal places share a number. */
  readonly ranks: readonly Rank[];
  /** `10 questions, 4 players`. */
  readonly note: string;
}

export interface LeaderboardCard {
  readonly kind: 'leaderboard';
  readonly title: string;
  /** `30 Nov – 6 Dec`. */
  readonly period: string;
  readonly ranks: readonly (Rank & { readonly detail: string })[];
  readonly more: string;
}

export interface ProgressCard {
  readonly kind: 'progress';
  readonly name: string;
  readonly title: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly areas: readonly { readonly label: string; readonly done: number; readonly of: number }[];
  /** `Days`; the calendar's heading. */
  readonly calendar: string;
  /** The last days in order, the first a Monday; `count` answers on that day. */
  readonly days: readonly { readonly date: string; readonly count: number }[];
}

export interface PathCard {
  readonly kind: 'path';
  readonly title: string;
  readonly note: string;
  readonly topics: readonly {
    readonly slug: string;
    readonly title: string;
    readonly area: string;
    readonly after: readonly string[];
    readonly state: 'done' | 'next' | 'open';
  }[];
  /** Names of areas and states. */
  readonly words: Readonly<Record<string, string>>;
}
