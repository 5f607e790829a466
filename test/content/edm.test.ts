import { describe, expect, it } from 'vitest';
import {
  calls,
  eulerStep,
  FORWARD,
  gaussianDenoiser,
  heunStep,
  levels,
  pairDenoiser,
  preconditioning,
  rawTarget,
  run,
} from '../../src/figures/edm.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'edm';
const denoise = pairDenoiser(0.5);
const normal = (x: number, mean: number, deviation: number): number => Math.exp(-(((x - mean) / deviation) ** 2) / 2) / deviation;

function expectWritten(text: string): void {
  for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale), `${locale} writes ${text}`).toContain(text);
}

describe('one form, one trajectory', () => {
  it('an Euler step of DDIM and of flow matching lands where the step in σ does', () => {
    const [from, to, y] = [4 / 3, 0.75, 3];
    const here = eulerStep(denoise, y, from, to);
    expect(here).toBeCloseTo((to / from) * y + (1 - to / from) * denoise(y, from), 12);
    const noise = (y - denoise(y, from)) / from;
    // DDIM: shares 0.36 and 0.64 have these noise levels.
    expect(FORWARD.vp(0.36).sigma).toBeCloseTo(from, 12);
    expect(FORWARD.vp(0.64).sigma).toBeCloseTo(to, 12);
    const clean = (0.6 * y - 0.8 * noise) / 0.6;
    expect((0.8 * clean + 0.6 * noise) / 0.8).toBeCloseTo(here, 12);
    // Flow matching: x_t = (1 - t) x_0 + t noise, velocity noise - x_0.
    const [t, s] = [from / (1 + from), to / (1 + to)];
    expect(FORWARD.flowMatching(t).sigma).toBeCloseTo(from, 12);
    const x = FORWARD.flowMatching(t).scale * y;
    const velocity = noise - denoise(y, from);
    expect(x - t * velocity).toBeCloseTo(denoise(y, from), 12);
    expect((x + (s - t) * velocity) / FORWARD.flowMatching(s).scale).toBeCloseTo(here, 12);
  });

  it('the general flow is the flow in σ, seen through clock and scale', () => {
    const t = 0.4;
    const h = 1e-6;
    const [now, later] = [FORWARD.flowMatching(t), FORWARD.flowMatching(t + h)];
    const y = 1.3;
    const slope = (y - denoise(y, now.sigma)) / now.sigma;
    const moved = (later.scale * (y + (later.sigma - now.sigma) * slope) - now.scale * y) / h;
    const [ds, dsigma] = [-1, 1 / (1 - t) ** 2];
    expect(moved).toBeCloseTo((ds / now.scale) * now.scale * y + now.scale * dsigma * slope, 4);
    expect(FORWARD.ve(2)).toEqual({ scale: 1, sigma: 2 });
  });

  it('the denoiser is the conditional mean', () => {
    for (const [y, sigma] of [
      [1, 1],
      [-0.3, 0.4],
    ] as const) {
      const [up, down] = [normal(y, 0.5, sigma), normal(y, -0.5, sigma)];
      expect(denoise(y, sigma)).toBeCloseTo((0.5 * (up - down)) / (up + down), 12);
      expect(up / down).toBeCloseTo(Math.exp(y / sigma ** 2), 10);
    }
  });
});

describe('the schedule', () => {
  it('has the levels of the text', () => {
    const [karras, even] = [levels(18, 80, 0.002, 7), levels(18, 80, 0.002, 1)];
    for (const index of [1, 2]) {
      expectStated(slug, karras[index] ?? 0, 1);
      expectStated(slug, even[index] ?? 0, 1);
    }
    expect(karras.slice(0, -1).filter((sigma) => sigma < 1)).toHaveLength(7);
    expect(even.slice(0, -1).filter((sigma) => sigma < 1)).toHaveLength(1);
    expect(karras[17]).toBeCloseTo(0.002, 12);
    expect(karras[18]).toBe(0);
    const gaps = karras.slice(0, -1).map((sigma) => sigma ** (1 / 7));
    expect((gaps[0] ?? 0) - (gaps[1] ?? 0)).toBeCloseTo((gaps[8] ?? 0) - (gaps[9] ?? 0), 12);
  });

  it('tends to a geometric sequence', () => {
    const far = levels(5, 80, 0.002, 1e6);
    for (const [i, sigma] of far.slice(0, -1).entries())
      expect(Math.log(sigma)).toBeCloseTo(Math.log(80) + (i / 4) * Math.log(0.002 / 80), 3);
  });

  it('eighteen levels take 35 calls', () => {
    let used = 0;
    run(
      (y, sigma) => {
        used += 1;
        return denoise(y, sigma);
      },
      80,
      levels(18, 80, 0.002, 7),
      'heun',
    );
    expect(used).toBe(calls(18, 'heun'));
    expectStated(slug, used, 0);
  });
});

describe('a step by hand', () => {
  const step = heunStep(denoise, 1, 1, 0.8);

  it('states the values of Euler and Heun', () => {
    expectStated(slug, denoise(1, 1), 4);
    expectStated(slug, step.slope, 4);
    expectStated(slug, step.euler, 4);
    expectStated(slug, (0.5 * step.euler) / 0.64, 4);
    expectStated(slug, denoise(step.euler, 0.8), 4);
    expectStated(slug, step.corrected ?? 0, 4);
    expectStated(slug, step.next, 4);
  });

  it('states how far they are from the exact value', () => {
    const path = run(
      denoise,
      1,
      Array.from({ length: 200_001 }, (_, i) => 1 - (0.2 * i) / 200_000),
      'euler',
    );
    const exact = path.at(-1) ?? 0;
    expectStated(slug, exact, 4);
    expectWritten(`$-${(exact - step.euler).toFixed(4)}$`);
    expectWritten(`$+${(step.next - exact).toFixed(4)}$`);
    expect(step.next - exact).toBeLessThan((exact - step.euler) / 4);
  });

  it('states the scaling at σ = 1 and what the network has to say', () => {
    const scaling = preconditioning(1, 0.5);
    expectStated(slug, scaling.skip, 1);
    expectStated(slug, scaling.out, 4);
    expectStated(slug, scaling.in, 4);
    expectStated(slug, rawTarget(denoise(1, 1), 1, scaling), 4);
  });
});

describe('preconditioning', () => {
  it('gives inputs and targets of variance one at every level, for the two-point data', () => {
    for (const sigma of [0.01, 0.3, 1, 7, 80]) {
      const scaling = preconditioning(sigma, 0.5);
      let [input, target, weight] = [0, 0, 0];
      for (const clean of [-0.5, 0.5])
        for (let noise = -7; noise <= 7; noise += 0.01) {
          const w = normal(noise, 0, 1);
          const x = clean + sigma * noise;
          weight += w;
          input += w * (scaling.in * x) ** 2;
          target += w * rawTarget(clean, x, scaling) ** 2;
        }
      expect(input / weight).toBeCloseTo(1, 6);
      expect(target / weight).toBeCloseTo(1, 6);
    }
  });

  it('has the smallest c_out of all c_skip with unit targets', () => {
    for (const sigma of [0.1, 0.5, 3]) {
      const out = (skip: number): number => Math.sqrt((1 - skip) ** 2 * 0.25 + skip ** 2 * sigma ** 2);
      const { skip, out: best } = preconditioning(sigma, 0.5);
      expect(out(skip)).toBeCloseTo(best, 12);
      for (const away of [-0.05, 0.05]) expect(out(skip + away)).toBeGreaterThan(best);
      expect(best).toBeLessThan(0.5);
    }
  });

  it('leaves nothing to learn for Gaussian data', () => {
    for (const sigma of [0.2, 2]) expect(rawTarget(gaussianDenoiser(0.5)(1.3, sigma), 1.3, preconditioning(sigma, 0.5))).toBeCloseTo(0, 12);
  });
});

describe('steps and schedules', () => {
  /** Deviation of the output: the solver is linear for Gaussian data, so one run tells. The start has the exact deviation at σ = 80. */
  const deviation = (count: number, method: 'euler' | 'heun', rho: number): number =>
    Math.sqrt(0.25 + 80 ** 2) * (run(gaussianDenoiser(0.5), 1, levels(count, 80, 0.002, rho), method).at(-1) ?? 0);

  it('has the rows of the table', () => {
    for (const [budget, heun] of [
      [35, 18],
      [79, 40],
      [159, 80],
    ] as const) {
      expect(calls(heun, 'heun')).toBe(budget);
      expect(calls(budget, 'euler')).toBe(budget);
      const cells = [deviation(budget, 'euler', 7), deviation(heun, 'heun', 7), deviation(heun, 'heun', 1)].map((one) => one.toFixed(3));
      expectWritten(`| ${budget} | ${cells.join(' | ')} |`);
    }
  });

  it('Heun is the worse of the two when calls are few', () => {
    expectStated(slug, deviation(10, 'heun', 7), 3);
    expectStated(slug, deviation(19, 'euler', 7), 3);
    expectStated(slug, calls(10, 'heun'), 0);
    expect(deviation(10, 'heun', 7) - 0.5).toBeGreaterThan(0.5 - deviation(19, 'euler', 7));
  });

  it('Euler is first order and Heun second', () => {
    for (const count of [79, 159]) expectStated(slug, 0.5 - deviation(count, 'euler', 7), 3);
    for (const count of [40, 80]) expectStated(slug, deviation(count, 'heun', 7) - 0.5, 3);
    expect((0.5 - deviation(79, 'euler', 7)) / (0.5 - deviation(159, 'euler', 7))).toBeCloseTo(2, 0);
    expect((deviation(40, 'heun', 7) - 0.5) / (deviation(80, 'heun', 7) - 0.5)).toBeCloseTo(4, 0);
  });

  it('the noise levels of training have the stated quantiles', () => {
    expectStated(slug, Math.exp(-1.2), 3);
    expectStated(slug, Math.exp(-1.2 - 1.96 * 1.2), 3);
    expectStated(slug, Math.exp(-1.2 + 1.96 * 1.2), 2);
  });
});
