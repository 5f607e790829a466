import { normals } from '../kernel/random.ts';

export type Vector = readonly number[];
export type Network = (input: Vector) => Vector;

/** Adds to one half of the vector what a network makes of the other half. */
export interface Coupling {
  readonly changes: 'first' | 'second';
  readonly network: Network;
}

export interface Model {
  readonly couplings: readonly Coupling[];
  /** The diagonal of S. */
  readonly scale: Vector;
}

const at = (values: Vector, i: number): number => values[i] ?? Number.NaN;
const sum = (values: Vector): number => values.reduce((a, b) => a + b, 0);
const halves = (x: Vector): readonly [Vector, Vector] => [x.slice(0, x.length / 2), x.slice(x.length / 2)];

/** The layer (sign 1) or its inverse (sign -1); the network is evaluated forwards in both. */
export function couple({ changes, network }: Coupling, x: Vector, sign: 1 | -1): Vector {
  const [first, second] = halves(x);
  const [source, target] = changes === 'second' ? [first, second] : [second, first];
  const shift = network(source);
  const moved = target.map((v, i) => v + sign * at(shift, i));
  return changes === 'second' ? [...first, ...moved] : [...moved, ...second];
}

/** What the coupling layers make of x, before the scaling. */
export const through = (model: Model, x: Vector): Vector => model.couplings.reduce<Vector>((y, layer) => couple(layer, y, 1), x);

/** h = S y. */
export const latent = (model: Model, x: Vector): Vector => through(model, x).map((v, i) => v * at(model.scale, i));

/** From h back to x: scaling undone first, then the couplings from the last to the first. */
export const sample = (model: Model, h: Vector): Vector =>
  model.couplings.toReversed().reduce<Vector>(
    (y, layer) => couple(layer, y, -1),
    h.map((v, i) => v / at(model.scale, i)),
  );

/** Log-density of one component. */
export type Prior = (h: number) => number;
export const gaussian: Prior = (h) => -0.5 * (h * h + Math.log(2 * Math.PI));
export const logistic: Prior = (h) => -Math.log(1 + Math.exp(h)) - Math.log(1 + Math.exp(-h));

/** log p(x): the couplings have determinant 1, the scaling the product of its diagonal. */
export const logDensity = (model: Model, prior: Prior, x: Vector): number =>
  sum(latent(model, x).map(prior)) + sum(model.scale.map((s) => Math.log(s)));

/** The article's model of the crescent, with m(x_1) = -bend x_1² and S = diag(1, second). */
export const crescentModel = (bend: number, second: number): Model => ({
  couplings: [{ changes: 'second', network: ([x = 0]) => [-bend * x ** 2] }],
  scale: [1, second],
});

/** Deviation of the crescent about its parabola. */
export const WIDTH = 0.2;

/** Points of the crescent: x_1 normal, x_2 = x_1² + 0.2 noise. */
export function crescentPoints(count: number, seed: string): Vector[] {
  const normal = normals(seed);
  return Array.from({ length: count }, () => {
    const x = normal();
    return [x, x * x + WIDTH * normal()];
  });
}

/**
 * Mean log-density of the crescent under a crescent model with a Gaussian prior, exact: E y_2² = 3 (1 - bend)² + 0.2², as the fourth
 * moment of a standard normal is 3.
 */
export const meanLogDensity = (bend: number, second: number): number =>
  -Math.log(2 * Math.PI) - 0.5 * (1 + second ** 2 * (3 * (1 - bend) ** 2 + WIDTH ** 2)) + Math.log(second);
