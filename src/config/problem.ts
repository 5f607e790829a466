/** What is wrong with one setting. A secret's value is never part of it. */
export interface Problem {
  /** The name of the environment variable. */
  readonly setting: string;
  /** The bot does not start with an `error`; a `warning` is logged. */
  readonly severity: 'error' | 'warning';
  readonly problem: string;
  /** What to do. */
  readonly advice: string;
}

/** One line for the operator. */
export const describeProblem = ({ setting, problem, advice }: Problem): string => `${setting} ${problem}: ${advice}`;
