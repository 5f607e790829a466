import { next, type RandomState, seeded } from '../kernel/random.ts';

export type Vector = readonly number[];

export interface Step {
  readonly input: Vector;
  readonly winner: number;
  /** After the update. */
  readonly weights: readonly Vector[];
}

/** The share of the winner's step that a unit takes, by its distance from the winner on the grid. */
export type Neighbourhood = (apart: number) => number;

const sum = (values: Vector): number => values.reduce((a, b) => a + b, 0);
export function distance(a: Vector, b: Vector): number {
  let square = 0;
  for (let k = 0; k < a.length; k++) square += ((a[k] ?? 0) - (b[k] ?? 0)) ** 2;
  return Math.sqrt(square);
}

/** Places of the units of a chain, one apart. */
export const chain = (units: number): Vector[] => Array.from({ length: units }, (_, j) => [j]);

/** Places of the units of a grid of squares, row by row. */
export const rectangle = (columns: number, rows: number): Vector[] =>
  Array.from({ length: columns * rows }, (_, j) => [j % columns, Math.floor(j / columns)]);

/** Whether two units stand side by side on the grid, one apart. */
export const adjacent = (grid: readonly Vector[], j: number, k: number): boolean =>
  Math.abs(distance(grid[j] ?? [], grid[k] ?? []) - 1) < 1e-9;

export const neighboursOf = (grid: readonly Vector[], j: number): number[] => grid.flatMap((_, k) => (adjacent(grid, j, k) ? [k] : []));

/** exp(-d² / 2σ²). */
export const gaussian =
  (sigma: number): Neighbourhood =>
  (apart) =>
    Math.exp(-(apart ** 2) / (2 * sigma ** 2));

/** The units with the nearest and second nearest weights; of equals the first. */
export function nearestTwo(weights: readonly Vector[], x: Vector): readonly [number, number] {
  let [first, second] = [0, 0];
  let [least, next] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let j = 0; j < weights.length; j++) {
    const far = distance(weights[j] ?? [], x);
    if (far < least) {
      [second, next] = [first, least];
      [first, least] = [j, far];
    } else if (far < next) [second, next] = [j, far];
  }
  return [first, second];
}

export const winnerOf = (weights: readonly Vector[], x: Vector): number => nearestTwo(weights, x)[0];

/** One sample: each unit goes the share `rate · h` of its way to the input. */
export function step(weights: readonly Vector[], grid: readonly Vector[], input: Vector, rate: number, h: Neighbourhood): Step {
  const winner = winnerOf(weights, input);
  const centre = grid[winner] ?? [];
  return {
    input,
    winner,
    weights: weights.map((w, j) => {
      const share = rate * h(distance(grid[j] ?? [], centre));
      return w.map((v, k) => v + share * ((input[k] ?? 0) - v));
    }),
  };
}

/** Online training at a fixed rate and neighbourhood. */
export function train(
  start: readonly Vector[],
  grid: readonly Vector[],
  inputs: readonly Vector[],
  rate: number,
  h: Neighbourhood,
): Step[] {
  const steps: Step[] = [];
  for (const input of inputs) steps.push(step(steps.at(-1)?.weights ?? start, grid, input, rate, h));
  return steps;
}

/** One round of batch training; a unit that no sample pulls stays. */
export function batch(weights: readonly Vector[], grid: readonly Vector[], inputs: readonly Vector[], h: Neighbourhood): Vector[] {
  const winners = inputs.map((x) => winnerOf(weights, x));
  return weights.map((w, j) => {
    const shares = winners.map((c) => h(distance(grid[j] ?? [], grid[c] ?? [])));
    const total = sum(shares);
    return total === 0 ? w : w.map((_, k) => sum(shares.map((s, i) => s * (inputs[i]?.[k] ?? 0))) / total);
  });
}

/** a₀ e^(-t/τ). */
export const decayed = (first: number, tau: number, t: number): number => first * Math.exp(-t / tau);

/** The τ with which a quantity falls from `first` to `last` in so many steps. */
export const timeConstant = (first: number, last: number, steps: number): number => steps / Math.log(first / last);

/** Mean distance of each unit's weights from those of its neighbours on the grid. */
export const uMatrix = (weights: readonly Vector[], grid: readonly Vector[]): number[] =>
  weights.map((w, j) => {
    const beside = neighboursOf(grid, j);
    return sum(beside.map((k) => distance(w, weights[k] ?? []))) / beside.length;
  });

/** Mean distance of the samples from their winners. */
export const quantisationError = (weights: readonly Vector[], inputs: readonly Vector[]): number =>
  sum(inputs.map((x) => distance(x, weights[winnerOf(weights, x)] ?? []))) / inputs.length;

/** Share of the samples whose nearest two units are not side by side on the grid. */
export const topographicError = (weights: readonly Vector[], grid: readonly Vector[], inputs: readonly Vector[]): number =>
  inputs.filter((x) => !adjacent(grid, ...nearestTwo(weights, x))).length / inputs.length;

/** Units that win no sample. */
export const deadUnits = (weights: readonly Vector[], inputs: readonly Vector[]): number =>
  weights.length - new Set(inputs.map((x) => winnerOf(weights, x))).size;

/** Points spread evenly over the half ring of radii 0.5 and 1 about the origin, above the x axis. */
export function halfRing(count: number, seed: string): Vector[] {
  let dice: RandomState = seeded(seed);
  const draw = (): number => {
    const { word, state } = next(dice);
    dice = state;
    return word / 2 ** 32;
  };
  return Array.from({ length: count }, () => {
    // Area grows with the square of the radius
    const radius = Math.sqrt(0.25 + 0.75 * draw());
    const angle = Math.PI * draw();
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

/** The article's inputs in kHz and the weights it starts from. */
export const PITCHES: readonly Vector[] = [[9], [2], [8], [1]];
export const START: readonly Vector[] = [[1], [0], [7], [6]];
/** Its neighbourhood: all for the winner, half for those beside it. */
export const beside: Neighbourhood = (apart) => (apart === 0 ? 1 : apart === 1 ? 0.5 : 0);
/** Competitive learning: nobody learns along. */
export const alone: Neighbourhood = (apart) => (apart === 0 ? 1 : 0);
