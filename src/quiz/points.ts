import { type Millis, millis } from '../kernel/time.ts';
import type { Rules } from './session.ts';

/** What a right answer is worth at most. */
export const FULL_POINTS = 1000;
/** A right answer given faster than this has the full points. */
const AT_ONCE = millis(500);

/**
 * Points of a right answer that took `took` from the opening of the question.
 * `speed` is Kahoot's published formula, round((1 - (response time / question timer) / 2) * 1000), with the full points below half
 * a second: https://support.kahoot.com/hc/en-us/articles/115002303908-How-points-work (read in November 2026; its example, 2 s of
 * 30 s, is 967). Kahoot's streak bonus is not part of it. `calm` does not look at the time.
 */
export function pointsFor(took: Millis, rules: Pick<Rules, 'mode' | 'question'>): number {
  if (rules.mode === 'calm' || took < AT_ONCE) return FULL_POINTS;
  return Math.round((1 - Math.min(1, took / rules.question) / 2) * FULL_POINTS);
}
