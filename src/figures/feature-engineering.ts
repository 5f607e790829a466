type Values = readonly number[];

const sum = (values: Values): number => values.reduce((a, b) => a + b, 0);
export const mean = (values: Values): number => sum(values) / values.length;

/** Standard deviation with n in the denominator, as StandardScaler has it. */
export function deviation(values: Values): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((v) => (v - centre) ** 2)));
}

/** (x - μ) / σ: mean 0, variance 1. */
export function standardise(values: Values): number[] {
  const [centre, scale] = [mean(values), deviation(values)];
  return values.map((v) => (v - centre) / scale);
}

/** (x - min) / (max - min). */
export function toRange(values: Values): number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return values.map((v) => (v - low) / (high - low));
}

/** The value below which a share of the others lies, straight between neighbours. */
export function quantile(values: Values, share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return low + (place - Math.floor(place)) * (high - low);
}

/** (x - median) / (third quartile - first). */
export function robust(values: Values): number[] {
  const [centre, range] = [quantile(values, 0.5), quantile(values, 0.75) - quantile(values, 0.25)];
  return values.map((v) => (v - centre) / range);
}

/** A sample divided by its length. */
export const normalise = (row: Values): number[] => row.map((v) => v / Math.hypot(...row));

/** 1 above the threshold, 0 at or below it. */
export const binarise = (values: Values, threshold: number): number[] => values.map((v) => (v > threshold ? 1 : 0));

/** A column for each category, in the order of first appearance. */
export function oneHot(labels: readonly string[]): number[][] {
  const names = [...new Set(labels)];
  return labels.map((label) => names.map((name) => (name === label ? 1 : 0)));
}

/** Mean label of a category of n samples, shrunk towards the overall mean as if `strength` samples of it had been added. */
export const targetCode = (n: number, categoryMean: number, overall: number, strength: number): number =>
  (n * categoryMean + strength * overall) / (n + strength);

/** Share of rows without a gap when each of so many columns misses a share at random. */
export const completeRows = (columns: number, missing: number): number => (1 - missing) ** columns;

/** Box and Cox 1964: (x^λ - 1) / λ, and ln x at λ = 0; x > 0. */
export const boxCox = (x: number, lambda: number): number => (lambda === 0 ? Math.log(x) : (x ** lambda - 1) / lambda);

/** Columns of all products of at most `degree` of so many features, the constant too. */
export const expandedColumns = (features: number, degree: number): number =>
  Array.from({ length: degree }, (_, k) => k + 1).reduce((count, k) => (count * (features + k)) / k, 1);

/** An hour as a point on a circle. */
export const clock = (hour: number): readonly [number, number] => [
  Math.cos((2 * Math.PI * hour) / 24),
  Math.sin((2 * Math.PI * hour) / 24),
];

/** Entropy in bits. */
export const entropy = (shares: Values): number => -sum(shares.map((p) => (p > 0 ? p * Math.log2(p) : 0)));

const sharesOf = (names: readonly string[]): number[] =>
  [...Map.groupBy(names, (name) => name).values()].map((group) => group.length / names.length);

/** I(x; y) in bits, from counts. */
export const mutualInformation = (x: readonly string[], y: readonly string[]): number =>
  entropy(sharesOf(x)) + entropy(sharesOf(y)) - entropy(sharesOf(x.map((value, i) => `${value} ${y[i]}`)));

/** Share that is right at best when nothing but x is known: the commonest label of each value of x. */
export function ceiling(x: readonly string[], y: readonly string[]): number {
  const groups = [...Map.groupBy(y, (_, i) => x[i] ?? '').values()];
  return sum(groups.map((labels) => Math.max(...sharesOf(labels)) * labels.length)) / y.length;
}

export interface Analysis {
  /** Sums of squares between the classes and within them. */
  readonly between: number;
  readonly within: number;
  readonly F: number;
}

/** One-way analysis of variance. */
export function analysis(values: Values, classes: readonly string[]): Analysis {
  const groups = [...Map.groupBy(values, (_, i) => classes[i] ?? '').values()];
  const centre = mean(values);
  const between = sum(groups.map((group) => group.length * (mean(group) - centre) ** 2));
  const within = sum(groups.map((group) => sum(group.map((v) => (v - mean(group)) ** 2))));
  return { between, within, F: between / (groups.length - 1) / (within / (values.length - groups.length)) };
}

/** The minimum of ½(z - w)² + λ|w|. */
export const softThreshold = (z: number, lambda: number): number => Math.sign(z) * Math.max(Math.abs(z) - lambda, 0);

export interface Flower {
  readonly number: number;
  readonly species: 'setosa' | 'versicolor' | 'virginica';
  /** Sepal length and width, petal length and width, in cm. */
  readonly values: readonly [number, number, number, number];
}

/** The first two flowers of each species in Fisher's table (1936). */
export const FLOWERS: readonly Flower[] = [
  { number: 1, species: 'setosa', values: [5.1, 3.5, 1.4, 0.2] },
  { number: 2, species: 'setosa', values: [4.9, 3.0, 1.4, 0.2] },
  { number: 51, species: 'versicolor', values: [7.0, 3.2, 4.7, 1.4] },
  { number: 52, species: 'versicolor', values: [6.4, 3.2, 4.5, 1.5] },
  { number: 101, species: 'virginica', values: [6.3, 3.3, 6.0, 2.5] },
  { number: 102, species: 'virginica', values: [5.8, 2.7, 5.1, 1.9] },
];
export const SPECIES: readonly string[] = FLOWERS.map((flower) => flower.species);
export const PETAL_LENGTHS: Values = FLOWERS.map((flower) => flower.values[2]);
export const SEPAL_WIDTHS: Values = FLOWERS.map((flower) => flower.values[1]);
