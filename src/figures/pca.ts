export type Vector = readonly number[];
export type Matrix = readonly Vector[];

/** A principal component: a unit vector and the variance along it. */
export interface Component {
  readonly value: number;
  readonly direction: Vector;
}

const sum = (values: Vector): number => values.reduce((a, b) => a + b, 0);
export const dot = (a: Vector, b: Vector): number => sum(a.map((v, i) => v * (b[i] ?? 0)));
export const transpose = (a: Matrix): Matrix => (a[0] ?? []).map((_, j) => a.map((row) => row[j] ?? 0));
export const times = (a: Matrix, b: Matrix): Matrix => {
  const columns = transpose(b);
  return a.map((row) => columns.map((column) => dot(row, column)));
};
const identity = (n: number): number[][] => Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)));

/** Mean of each feature over the samples, which are the rows. */
export const means = (samples: Matrix): Vector => transpose(samples).map((column) => sum(column) / column.length);

/** The samples minus their mean. */
export function centre(samples: Matrix): Matrix {
  const mean = means(samples);
  return samples.map((row) => row.map((v, j) => v - (mean[j] ?? 0)));
}

/** Centred samples with each feature at standard deviation 1 (divisor m). No feature may be constant. */
export function standardise(samples: Matrix): Matrix {
  const centred = centre(samples);
  const deviations = transpose(centred).map((column) => Math.sqrt(dot(column, column) / column.length));
  return centred.map((row) => row.map((v, j) => v / (deviations[j] ?? 1)));
}

/** XᵀX / m, n × n, for centred X of m rows. */
export const covariance = (centred: Matrix): Matrix => {
  const columns = transpose(centred);
  return columns.map((a) => columns.map((b) => dot(a, b) / centred.length));
};

const SWEEPS = 60;

/** Eigenvalues and unit eigenvectors of a symmetric matrix by Jacobi's rotations, the largest first. Of v and -v the one whose largest entry is positive. */
export function eigen(symmetric: Matrix): Component[] {
  const n = symmetric.length;
  let [a, v]: [Matrix, Matrix] = [symmetric, identity(n)];
  const scale = Math.sqrt(sum(symmetric.map((row) => dot(row, row))));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let rest = 0;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        const [pp, qq, pq] = [a[p]?.[p] ?? 0, a[q]?.[q] ?? 0, a[p]?.[q] ?? 0];
        rest = Math.max(rest, Math.abs(pq));
        // The angle at which the entry at (p, q) vanishes
        const angle = 0.5 * Math.atan2(2 * pq, pp - qq);
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        const turn = identity(n).map((row, i) =>
          row.map((one, j) => (i === p && j === q ? -s : i === q && j === p ? s : i === j && (i === p || i === q) ? c : one)),
        );
        a = times(times(transpose(turn), a), turn);
        v = times(v, turn);
      }
    }
    if (rest <= 1e-15 * scale) break;
  }
  return transpose(v)
    .map((direction, i) => {
      const most = Math.max(...direction.map(Math.abs));
      // Of equals the first one found, so that rounding does not decide
      const leading = direction.find((w) => Math.abs(w) > most - 1e-9) ?? 0;
      return { value: a[i]?.[i] ?? 0, direction: leading < 0 ? direction.map((w) => -w) : direction };
    })
    .sort((x, y) => y.value - x.value);
}

/** Principal components of samples in rows: the eigenvectors of their covariance. */
export const components = (samples: Matrix): Component[] => eigen(covariance(centre(samples)));

/** Z = XW: the coordinates of each sample along the given unit vectors. */
export const scores = (centred: Matrix, directions: Matrix): Matrix => centred.map((x) => directions.map((w) => dot(x, w)));

/** WWᵀx: what is left of a centred sample after reduction and restoring. */
export const restored = (x: Vector, directions: Matrix): Vector =>
  directions.reduce<Vector>(
    (total, w) => total.map((v, j) => v + dot(x, w) * (w[j] ?? 0)),
    x.map(() => 0),
  );

/** Mean squared length of x, of its projection on the directions, and of the remainder; the first is the sum of the others. */
export function split(centred: Matrix, directions: Matrix): { readonly total: number; readonly kept: number; readonly lost: number } {
  const mean = (of: (x: Vector) => number): number => sum(centred.map(of)) / centred.length;
  return {
    total: mean((x) => dot(x, x)),
    kept: mean((x) => sum(directions.map((w) => dot(x, w) ** 2))),
    lost: mean((x) => {
      const back = restored(x, directions);
      return sum(x.map((v, j) => (v - (back[j] ?? 0)) ** 2));
    }),
  };
}

/** Share of the variance that the first `kept` components hold. */
export const explained = (parts: readonly Component[], kept: number): number =>
  sum(parts.slice(0, kept).map(({ value }) => value)) / sum(parts.map(({ value }) => value));

/** The unit vector at an angle in degrees from the first axis. */
export const towards = (degrees: number): Vector => [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];

/** Angle of a direction of the plane with the first axis, in degrees. */
export const degreesOf = (direction: Vector): number => (Math.atan2(direction[1] ?? 0, direction[0] ?? 0) * 180) / Math.PI;

/** K - 1K - K1 + 1K1, with all entries of 1 being 1/m: the kernel matrix of samples centred in feature space (Schölkopf et al. 1998, appendix A). */
export function centreKernel(kernel: Matrix): Matrix {
  const columns = means(kernel);
  const rows = means(transpose(kernel));
  const all = sum(columns) / columns.length;
  return kernel.map((row, i) => row.map((v, j) => v - (columns[j] ?? 0) - (rows[i] ?? 0) + all));
}

/** Scores of the training samples along the component of the given rank, from their kernel matrix alone. */
export function kernelScores(kernel: Matrix, rank: number): Vector {
  const centred = centreKernel(kernel);
  const part = eigen(centred)[rank];
  if (!part || part.value <= 0) throw new RangeError(`no component ${rank}`);
  // mλ αᵀα = 1 makes the direction in feature space a unit vector
  const alpha = part.direction.map((v) => v / Math.sqrt(part.value));
  return centred.map((row) => dot(row, alpha));
}

/** Marks of the article's five students in mathematics and physics, out of ten. */
export const STUDENTS: Matrix = [
  [1, 1],
  [2, 3],
  [7, 3],
  [7, 8],
  [8, 5],
];
