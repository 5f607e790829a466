import type { Platform } from './place.ts';

/** One declared value of a command. Words are matched to parameters by their kind, so people may type them in any order. */
export type Param =
  /** Words that name a topic; what is left over when the other parameters took theirs. */
  | { readonly kind: 'topic'; readonly optional?: true }
  | { readonly kind: 'words'; readonly optional?: true; readonly most: number }
  | { readonly kind: 'integer'; readonly optional?: true; readonly least: number; readonly most: number }
  /** `20s`, `20`, `1m`: whole seconds. */
  | { readonly kind: 'seconds'; readonly optional?: true; readonly least: number; readonly most: number }
  /** `titles`: values are also called by their messages of that prefix, `area-vision`, in any of our languages. */
  | { readonly kind: 'choice'; readonly optional?: true; readonly values: readonly string[]; readonly titles?: string }
  /** `08:30`: minutes since midnight. */
  | { readonly kind: 'clock'; readonly optional?: true }
  /** `mon-fri`, `daily`, `一三五`, `周末`: ISO weekdays 1 … 7. */
  | { readonly kind: 'days'; readonly optional?: true }
  /** An IANA time zone. */
  | { readonly kind: 'zone'; readonly optional?: true }
  /** `steps=10 eta=0.5`: numbers by name. */
  | { readonly kind: 'pairs'; readonly optional?: true }
  /** `here`, `#title` of a room of the group, or a room's id. */
  | { readonly kind: 'room'; readonly optional?: true };

export type Params = Readonly<Record<string, Param>>;

type ValueOf<P extends Param> = P extends { kind: 'topic' | 'words' | 'zone' | 'room' }
  ? string
  : P extends { kind: 'integer' | 'seconds' | 'clock' }
    ? number
    : P extends { kind: 'days' }
      ? readonly number[]
      : P extends { kind: 'pairs' }
        ? Readonly<Record<string, number>>
        : P extends { kind: 'choice'; values: readonly (infer V)[] }
          ? V
          : never;

export type Values<P extends Params> = {
  readonly [K in keyof P as P[K] extends { optional: true } ? never : K]: ValueOf<P[K]>;
} & {
  readonly [K in keyof P as P[K] extends { optional: true } ? K : never]: ValueOf<P[K]> | null;
};

/**
 * What a command is called and takes. From this one declaration come the slash command, the command menu, the parser,
 * /help and the completion. Descriptions are messages: `about-quiz-start`, `param-topic`.
 */
export interface Signature<P extends Params = Params> {
  /** One or two words: `today`, `quiz start`. */
  readonly name: string;
  /** `/quiz adaboost` means this one of the `quiz …` commands. */
  readonly standard?: true;
  readonly params: P;
  readonly allowed: 'anyone' | 'managers';
  /** What it does is posted for all, now or later: a platform that knows says at once what the bot lacks for that. */
  readonly posts?: true;
  /** Only there. Absent: everywhere. */
  readonly only?: Platform;
}

/** The commands that there are on a platform. */
export const commandsOn = <S extends Signature>(commands: readonly S[], platform: Platform): readonly S[] =>
  commands.filter((one) => one.only === undefined || one.only === platform);

/** An expected no, shown to the person: a message key with its values. */
export interface Refusal {
  readonly key: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

export const refusal = (key: string, values?: Readonly<Record<string, string | number>>): Refusal => (values ? { key, values } : { key });
