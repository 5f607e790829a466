/** The frame of Karras et al. 2022: x_t = s(t)·(x_0 + σ(t)·noise), a denoiser, its scaling, and solvers in σ. One pixel throughout. */

/** D(y; σ): the best guess of the clean pixel, E[x_0 | y], for y = x_0 + σ · noise. */
export type Denoiser = (y: number, sigma: number) => number;

/** Data are +a or -a with probability one half. Their deviation is a. */
export const pairDenoiser =
  (a: number): Denoiser =>
  (y, sigma) =>
    a * Math.tanh((a * y) / sigma ** 2);

/** Data are N(0, deviation²). */
export const gaussianDenoiser =
  (deviation: number): Denoiser =>
  (y, sigma) =>
    (deviation ** 2 * y) / (deviation ** 2 + sigma ** 2);

/** dy/dσ along the probability flow: away from the denoised value, in units of σ. */
export const slopeAt = (denoise: Denoiser, y: number, sigma: number): number => (y - denoise(y, sigma)) / sigma;

export interface Step {
  readonly slope: number;
  /** Where Euler's step lands. */
  readonly euler: number;
  /** Slope at the landing point; null when the step ends at σ = 0, where it is undefined. */
  readonly corrected: number | null;
  readonly next: number;
}

/** One step of Heun's method from noise level `from` to `to`; plain Euler when `to` is 0. */
export function heunStep(denoise: Denoiser, y: number, from: number, to: number): Step {
  const slope = slopeAt(denoise, y, from);
  const euler = y + (to - from) * slope;
  if (to === 0) return { slope, euler, corrected: null, next: euler };
  const corrected = slopeAt(denoise, euler, to);
  return { slope, euler, corrected, next: y + ((to - from) * (slope + corrected)) / 2 };
}

export const eulerStep = (denoise: Denoiser, y: number, from: number, to: number): number => y + (to - from) * slopeAt(denoise, y, from);

/** Noise levels from `most` to `least`, evenly spaced in σ^(1/ρ), and 0 at the end: `count` + 1 numbers. */
export function levels(count: number, most: number, least: number, rho: number): number[] {
  const [first, last] = [most ** (1 / rho), least ** (1 / rho)];
  return [...Array.from({ length: count }, (_, i) => (first + (i / (count - 1)) * (last - first)) ** rho), 0];
}

/** Runs down the levels from y at the first; returns every position. */
export function run(denoise: Denoiser, y: number, sigmas: readonly number[], method: 'euler' | 'heun'): number[] {
  const path = [y];
  let at = y;
  for (let i = 0; i + 1 < sigmas.length; i++) {
    const [from, to] = [sigmas[i] as number, sigmas[i + 1] as number];
    at = method === 'heun' ? heunStep(denoise, at, from, to).next : eulerStep(denoise, at, from, to);
    path.push(at);
  }
  return path;
}

/** Network calls of a run over `count` levels and the final 0: Heun needs two a step but the last. */
export const calls = (count: number, method: 'euler' | 'heun'): number => (method === 'heun' ? 2 * count - 1 : count);

export interface Scaling {
  readonly skip: number;
  readonly out: number;
  readonly in: number;
  readonly noise: number;
}

/** c_skip, c_out, c_in and c_noise for data of deviation `data` (Karras et al. 2022, table 1). */
export function preconditioning(sigma: number, data: number): Scaling {
  const total = sigma ** 2 + data ** 2;
  return { skip: data ** 2 / total, out: (sigma * data) / Math.sqrt(total), in: 1 / Math.sqrt(total), noise: Math.log(sigma) / 4 };
}

/** What the raw network has to output where the denoiser says `clean`. */
export const rawTarget = (clean: number, y: number, { skip, out }: Scaling): number => (clean - skip * y) / out;

/** Scale and noise level of the usual processes. */
export const FORWARD = {
  /** `share` is alpha-bar. */
  vp: (share: number) => ({ scale: Math.sqrt(share), sigma: Math.sqrt((1 - share) / share) }),
  ve: (sigma: number) => ({ scale: 1, sigma }),
  /** x_t = (1 - t) x_0 + t noise. */
  flowMatching: (t: number) => ({ scale: 1 - t, sigma: t / (1 - t) }),
} as const;
