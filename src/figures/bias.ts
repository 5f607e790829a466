export type Pair = readonly [number, number];

export interface Sample {
  readonly x: Pair;
  readonly target: 0 | 1;
}

/** Fires when w·x + b > 0; the threshold is −b. */
export interface Perceptron {
  readonly w: Pair;
  readonly b: number;
}

/** One pass over the samples. */
export interface Epoch {
  readonly mistakes: number;
  readonly end: Perceptron;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
export const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
export const relu = (z: number): number => Math.max(0, z);

/** The four binary inputs in the order in which they are learned. */
export const CORNERS: readonly Pair[] = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];
export const AND: readonly Sample[] = CORNERS.map((x) => ({ x, target: x[0] === 1 && x[1] === 1 ? 1 : 0 }));
export const XOR: readonly Sample[] = CORNERS.map((x) => ({ x, target: x[0] !== x[1] ? 1 : 0 }));

export const weightedSum = ({ w, b }: Perceptron, x: Pair): number => w[0] * x[0] + w[1] * x[1] + b;
export const output = (perceptron: Perceptron, x: Pair): 0 | 1 => (weightedSum(perceptron, x) > 0 ? 1 : 0);

export const mistakes = (perceptron: Perceptron, samples: readonly Sample[]): number =>
  samples.filter(({ x, target }) => output(perceptron, x) !== target).length;

/** Rosenblatt's rule with learning rate 1, starting at zero; one entry for each pass over the samples. */
export function learn(samples: readonly Sample[], epochs: number, withBias: boolean): readonly Epoch[] {
  let now: Perceptron = { w: [0, 0], b: 0 };
  const history: Epoch[] = [];
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    let wrong = 0;
    for (const { x, target } of samples) {
      const step = target - output(now, x);
      if (step !== 0) wrong += 1;
      now = { w: [now.w[0] + step * x[0], now.w[1] + step * x[1]], b: withBias ? now.b + step : 0 };
    }
    history.push({ mistakes: wrong, end: now });
  }
  return history;
}

/** The point of the boundary that is nearest to the origin, −b w/|w|²; null if there is no boundary. */
export function nearestPoint({ w, b }: Perceptron): Pair | null {
  const square = w[0] ** 2 + w[1] ** 2;
  return square === 0 ? null : [(-b * w[0]) / square, (-b * w[1]) / square];
}

/** Distance of the boundary from the origin, |b|/|w|. */
export const boundaryDistance = ({ w, b }: Perceptron): number => Math.abs(b) / Math.hypot(...w);

/** A hidden unit of a network from number to number: `weight` times ReLU of x + `bias`. */
export interface Hidden {
  readonly weight: number;
  readonly bias: number;
}

/** The tent of the text, with its biases multiplied by `scale`. */
export const tentUnits = (scale = 1): readonly Hidden[] => [
  { weight: 1, bias: 0 },
  { weight: -2, bias: -scale },
  { weight: 1, bias: -2 * scale },
];
export const network = (units: readonly Hidden[], x: number): number => sum(units.map(({ weight, bias }) => weight * relu(x + bias)));

/** Subtracts the mean, divides by the deviation of the values themselves (no ε), then γ and β. */
export function normalize(values: readonly number[], gamma: number, beta: number): readonly number[] {
  const mu = mean(values);
  const variance = mean(values.map((z) => (z - mu) ** 2));
  return values.map((z) => (gamma * (z - mu)) / Math.sqrt(variance) + beta);
}

/** Batch normalization over these values folded into the layer before: a factor for its weights, and a bias. */
export function folded(values: readonly number[], gamma: number, beta: number): { readonly factor: number; readonly bias: number } {
  const mu = mean(values);
  const factor = gamma / Math.sqrt(mean(values.map((z) => (z - mu) ** 2)));
  return { factor, bias: beta - factor * mu };
}

/** Output bias at which the sigmoid gives `share` (Lin et al. 2017). */
export const priorBias = (share: number): number => Math.log(share / (1 - share));

/** Mean cross entropy in nats of a constant output σ(b) when `share` of the samples is positive. */
export const constantLoss = (share: number, b: number): number => -share * Math.log(sigmoid(b)) - (1 - share) * Math.log(1 - sigmoid(b));

/** Share of an LSTM's memory that is left after `steps` when the forget gate sees its bias alone. */
export const memoryLeft = (b: number, steps: number): number => sigmoid(b) ** steps;
