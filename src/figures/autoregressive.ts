export type Bits = readonly number[];
export type Rows = readonly (readonly number[])[];

const at = <T>(values: readonly T[], i: number): T => {
  const value = values[i];
  if (value === undefined) throw new RangeError(`no element ${i}`);
  return value;
};
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
export const sigmoid = (a: number): number => 1 / (1 + Math.exp(-a));

/** All binary vectors of length n, the first dimension slowest. */
export const everyVector = (n: number): Bits[] =>
  Array.from({ length: 2 ** n }, (_, code) => Array.from({ length: n }, (__, i) => (code >> (n - 1 - i)) & 1));

/** p(x_i = 1 | x_<i) for every i; entry i may look at the dimensions before i alone. */
export type Conditionals = (x: Bits) => readonly number[];

/** The product of the conditionals at the values that x has. */
export const probability = (model: Conditionals, x: Bits): number =>
  model(x).reduce((product, p, i) => product * (at(x, i) === 1 ? p : 1 - p), 1);

/** Entropy in bits, by summing over all vectors of length n. */
export const entropy = (model: Conditionals, n: number): number =>
  -sum(everyVector(n).map((x) => probability(model, x) * Math.log2(probability(model, x))));

/** A fully visible sigmoid belief network: a logistic regression for each dimension. */
export interface Fvsbn {
  readonly bias: readonly number[];
  /** Row i holds the weights on the dimensions before i. */
  readonly weights: Rows;
}

export const logOdds = ({ bias, weights }: Fvsbn, x: Bits): number[] =>
  bias.map((b, i) => b + sum(at(weights, i).map((w, j) => w * at(x, j))));

export const fvsbn =
  (model: Fvsbn): Conditionals =>
  (x) =>
    logOdds(model, x).map(sigmoid);

/** One step of gradient descent on the negative log-likelihood of a sample: the error of a conditional is p − x. */
export function step(model: Fvsbn, x: Bits, rate: number): Fvsbn {
  const errors = fvsbn(model)(x).map((p, i) => p - at(x, i));
  return {
    bias: model.bias.map((b, i) => b - rate * at(errors, i)),
    weights: model.weights.map((row, i) => row.map((w, j) => w - rate * at(errors, i) * at(x, j))),
  };
}

/** One dimension after the other: x_i is 1 where its uniform draw is below the conditional. */
export function sample(model: Conditionals, draws: readonly number[]): number[] {
  const x = draws.map(() => 0);
  for (const [i, u] of draws.entries()) x[i] = u < at(model(x), i) ? 1 : 0;
  return x;
}

/** A neural autoregressive distribution estimator (Larochelle and Murray 2011). */
export interface Nade {
  /** Column j says what dimension j adds to the hidden sums. */
  readonly columns: Rows;
  readonly hiddenBias: readonly number[];
  readonly outputs: Rows;
  readonly bias: readonly number[];
}

/** Costs n times the hidden width: the hidden sums grow by one column a dimension. */
export const nade =
  ({ columns, hiddenBias, outputs, bias }: Nade): Conditionals =>
  (x) => {
    let sums = hiddenBias;
    return bias.map((b, i) => {
      const hidden = sums.map(sigmoid);
      sums = sums.map((a, k) => a + at(at(columns, i), k) * at(x, i));
      return sigmoid(b + sum(hidden.map((h, k) => h * at(at(outputs, i), k))));
    });
  };

export interface Masks {
  /** A row for each hidden unit, a column for each input. */
  readonly input: Rows;
  /** A row for each output, a column for each hidden unit. */
  readonly output: Rows;
}

/** The masks of a MADE with one hidden layer (Germain et al. 2015); dimensions count from 1. With `leaky` the output mask has ≥ where > belongs. */
export function masks(n: number, degrees: readonly number[], leaky = false): Masks {
  const dimensions = Array.from({ length: n }, (_, i) => i + 1);
  return {
    input: degrees.map((m) => dimensions.map((d) => (m >= d ? 1 : 0))),
    output: dimensions.map((d) => degrees.map((m) => ((leaky ? d >= m : d > m) ? 1 : 0))),
  };
}

const times = (a: Rows, b: Rows): number[][] =>
  a.map((row) => at(b, 0).map((_, column) => sum(row.map((v, k) => v * at(at(b, k), column)))));

/** Paths from each input (column) to each output (row). */
export const paths = ({ input, output }: Masks): number[][] => times(output, input);

/** Parameters, biases included, of an FVSBN, a NADE, and of a network of its own for each dimension. */
export const fvsbnParameters = (n: number): number => (n * (n + 1)) / 2;
export const nadeParameters = (n: number, hidden: number): number => 2 * n * hidden + n + hidden;
export const separateParameters = (n: number, hidden: number): number =>
  sum(Array.from({ length: n }, (_, i) => hidden * i + hidden + hidden + 1));

/** The worked example. */
export const EXAMPLE: Fvsbn = {
  bias: [0, -Math.log(3), -Math.log(4)],
  weights: [[], [2 * Math.log(3)], [Math.log(4), Math.log(4)]],
};
