import type { QuestionId, Slug } from '../kernel/ids.ts';

/** The family a fault belongs to; named in the machine-readable report. */
export type Rule =
  | 'file'
  | 'yaml'
  | 'shape'
  | 'markdown'
  | 'formula'
  | 'length'
  | 'typography'
  | 'register'
  | 'path'
  | 'twins'
  | 'link'
  | 'question'
  | 'options'
  | 'numeric'
  | 'short'
  | 'duplicate'
  | 'tells'
  | 'coverage'
  | 'glossary';

/** What is wrong with the content, where, and what to do about it. An `error` keeps its article or question out of the library. */
export interface Fault {
  readonly severity: 'error' | 'warning';
  readonly rule: Rule;
  /** Relative to the content folder, with forward slashes. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly problem: string;
  readonly advice: string;
  /** What it is about, as far as that is known. */
  readonly topic: Slug | null;
  readonly question: QuestionId | null;
}

/** Where a fault is and what it is about: everything but what is wrong. */
export type FaultPlace = Pick<Fault, 'file' | 'line'> & Partial<Pick<Fault, 'topic' | 'question'>>;

export function faultAt(place: FaultPlace, rule: Rule, severity: Fault['severity'], problem: string, advice: string): Fault {
  return {
    severity,
    rule,
    file: place.file,
    line: place.line,
    problem,
    advice,
    topic: place.topic ?? null,
    question: place.question ?? null,
  };
}

export const errorAt = (place: FaultPlace, rule: Rule, problem: string, advice: string): Fault =>
  faultAt(place, rule, 'error', problem, advice);

export const warningAt = (place: FaultPlace, rule: Rule, problem: string, advice: string): Fault =>
  faultAt(place, rule, 'warning', problem, advice);
