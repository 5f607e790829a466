import type { FormulaProblem } from '../chat/picture.ts';
import { unreachable } from '../kernel/result.ts';
import type { RenderFault } from './raster.ts';

type Common = readonly [kind: FormulaProblem['kind'], about?: RegExp];

const LAST_WORD = /\S+$/;
const IN_BRACES = /(?<=\{)[^}]*/;

/** What people commonly do wrong, by MathJax's name of it; and where in its message the command or environment stands. */
const COMMON: Readonly<Record<string, Common>> = {
  UndefinedControlSequence: ['undefined', LAST_WORD],
  MissingCloseBrace: ['brace-open'],
  ExtraOpenMissingClose: ['brace-open'],
  ExtraCloseMissingOpen: ['brace-close'],
  ExtraCloseLooking: ['brace-close'],
  ExtraLeftMissingRight: ['left'],
  MissingLeftExtraRight: ['right'],
  MissingOrUnrecognizedDelim: ['delimiter', LAST_WORD],
  MissingArgFor: ['argument', LAST_WORD],
  MissingScript: ['script'],
  DoubleExponent: ['twice'],
  DoubleExponentPrime: ['twice'],
  DoubleSubscripts: ['twice'],
  UnknownEnv: ['environment', /(?<=').*(?=')/],
  EnvMissingEnd: ['end', IN_BRACES],
  EnvBadEnd: ['end', IN_BRACES],
  MissingBeginExtraEnd: ['begin', IN_BRACES],
  Misplaced: ['misplaced', LAST_WORD],
};

/** What MathJax threw, for whoever typed the formula; what is not common stands in its own words. */
export function texProblem(thrown: unknown, message: string): FormulaProblem {
  const id = typeof thrown === 'object' && thrown !== null && 'id' in thrown ? String(thrown.id) : '';
  const [kind, about] = (Object.hasOwn(COMMON, id) && COMMON[id]) || ['other', /^.*$/s];
  return { kind, about: about?.exec(message)?.[0] ?? '' };
}

/** Why a formula was not drawn, for whoever typed it. */
export function problemOf({ kind, message, problem }: RenderFault): FormulaProblem {
  if (problem) return problem;
  switch (kind) {
    case 'too-long':
    case 'too-large':
      return { kind: 'large', about: '' };
    case 'too-slow':
      return { kind: 'slow', about: '' };
    case 'busy':
    case 'away':
    case 'failed':
      return { kind: 'away', about: '' };
    case 'not-tex':
    case 'not-supported':
      return { kind: 'other', about: message };
    default:
      return unreachable(kind);
  }
}
