import { next, type RandomState } from '../kernel/random.ts';
/** One step of a game with two states and two actions. A state is its index; `to` is absent when the game ends. */
export interface Step {
  readonly state: number;
  readonly go: boolean;
  readonly reward: number;
  readonly to?: number;
}

/** Steps and discount of the learners. */
export interface Rates {
  readonly critic: number;
  readonly actor: number;
  readonly discount: number;
}

/** A table of state values and one policy parameter per state (log-odds of "go"). */
export interface Learner {
  readonly values: readonly number[];
  readonly logits: readonly number[];
}

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** Derivative of ln pi(action) by the log-odds of "go". */
export const score = (logit: number, go: boolean): number => (go ? 1 : 0) - sigmoid(logit);

/** What a state of the game pays: leaving ends it, going on pays and leads to the next state, if there is one. */
export interface Level {
  readonly leave: number;
  readonly go: number;
}

/** The game of the worked example: leave with 2 or go on for nothing; then leave with 1 or go on for 10. */
export const levels: readonly Level[] = [
  { leave: 2, go: 0 },
  { leave: 1, go: 10 },
];

export const untrained: Learner = { values: levels.map(() => 0), logits: levels.map(() => 0) };

const at = (values: readonly number[], i: number): number => {
  const value = values[i];
  if (value === undefined) throw new RangeError(`no state ${i}`);
  return value;
};

const changed = (values: readonly number[], i: number, by: number): number[] => values.map((value, k) => (k === i ? value + by : value));

/** The step that an action takes in the game. */
export function played(state: number, go: boolean): Step {
  const level = levels[state];
  if (level === undefined) throw new RangeError(`no state ${state}`);
  if (!go) return { state, go, reward: level.leave };
  return state + 1 < levels.length ? { state, go, reward: level.go, to: state + 1 } : { state, go, reward: level.go };
}

/** r + gamma v(s') - v(s); a terminal state is worth 0. */
export function tdError(learner: Learner, step: Step, discount: number): number {
  const after = step.to === undefined ? 0 : at(learner.values, step.to);
  return step.reward + discount * after - at(learner.values, step.state);
}

/** One update of advantage actor-critic: the same TD error moves the critic and the actor. */
export function a2cStep(learner: Learner, step: Step, rates: Rates): Learner {
  const error = tdError(learner, step, rates.discount);
  return {
    values: changed(learner.values, step.state, rates.critic * error),
    logits: changed(learner.logits, step.state, rates.actor * error * score(at(learner.logits, step.state), step.go)),
  };
}

/** Returns of a finished game, one per step. */
export function returns(game: readonly Step[], discount: number): number[] {
  const gains: number[] = [];
  for (const step of game.toReversed()) gains.unshift(step.reward + discount * (gains[0] ?? 0));
  return gains;
}

/** REINFORCE without a baseline, after the game is over; the factor gamma^t is left out as in the text. */
export function reinforce(learner: Learner, game: readonly Step[], rates: Rates): Learner {
  let logits = learner.logits;
  for (const [t, gain] of returns(game, rates.discount).entries()) {
    const step = game[t] as Step;
    logits = changed(logits, step.state, rates.actor * gain * score(at(logits, step.state), step.go));
  }
  return { values: learner.values, logits };
}

/** Exact state values of a policy that goes on with probability `chances[s]`. */
export function exactValues(chances: readonly number[], discount: number): number[] {
  const values: number[] = [];
  for (const [s, level] of [...levels.entries()].toReversed()) {
    const p = at(chances, s);
    values.unshift(p * (level.go + discount * (values[0] ?? 0)) + (1 - p) * level.leave);
  }
  return values;
}

/** Mean and variance of one sample of the policy gradient in a state with two actions. */
export function gradientSample(
  logit: number,
  qGo: number,
  qLeave: number,
  baseline: number,
): { readonly mean: number; readonly variance: number } {
  const p = sigmoid(logit);
  const go = (1 - p) * (qGo - baseline);
  const leave = -p * (qLeave - baseline);
  const mean = p * go + (1 - p) * leave;
  return { mean, variance: p * (go - mean) ** 2 + (1 - p) * (leave - mean) ** 2 };
}

/** E over beta of rho^2, where rho = pi / beta: the factor by which a second moment may grow with every step. */
export function secondMomentOfWeight(pi: readonly number[], beta: readonly number[]): number {
  return pi.reduce((sum, p, a) => sum + (p * p) / at(beta, a), 0);
}

/** Plays whole games of A2C from the first state; returns the chances of "go" and the state values after each game, one list per state. */
export function train(
  games: number,
  rates: Rates,
  dice: RandomState,
): { readonly chances: number[][]; readonly values: number[][]; readonly dice: RandomState } {
  let learner = untrained;
  let rolled = dice;
  const chances: number[][] = levels.map(() => []);
  const values: number[][] = levels.map(() => []);
  for (let game = 0; game < games; game++) {
    for (let state: number | undefined = 0; state !== undefined; ) {
      const drawn = next(rolled);
      rolled = drawn.state;
      const step = played(state, drawn.word / 2 ** 32 < sigmoid(at(learner.logits, state)));
      learner = a2cStep(learner, step, rates);
      state = step.to;
    }
    for (const [s, logit] of learner.logits.entries()) {
      chances[s]?.push(sigmoid(logit));
      values[s]?.push(at(learner.values, s));
    }
  }
  return { chances, values, dice: rolled };
}
