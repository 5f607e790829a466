import { describe, expect, it } from 'vitest';
import {
  bell,
  type Data,
  dot,
  gradient,
  hessian,
  leastSquares,
  LINKS as links,
  logisticDensity,
  logisticDistribution,
  logit,
  logLoss,
  loss,
  MEAN_LINKS,
  messages,
  newton,
  SEPARABLE,
  SPAM,
  sigmoid,
  solve,
  threshold,
  UNIT_VARIANCE,
  type Vector,
} from '../../src/figures/logistic-regression.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'logistic-regression';

const at = <T>(values: readonly T[], i: number): T => {
  const value = values[i];
  if (value === undefined) throw new Error(`no element ${i}`);
  return value;
};
const sum = (values: Vector): number => values.reduce((a, b) => a + b, 0);
const centred = links.map((x) => x - MEAN_LINKS);
const spam = messages(SPAM, 0);
const path = newton(spam, 8);
const slope = (t: number): number => at(at(path, t), 1);
const converged = at(path, 8);

describe('logistic regression: the worked example', () => {
  it('least squares leaves the unit interval', () => {
    const slopeOfLine = dot(centred, spam.y) / dot(centred, centred);
    const mean = sum([...spam.y]) / 4;
    expect(leastSquares(links, spam.y)).toEqual({ mean: 2.5, at: mean, slope: expect.closeTo(slopeOfLine, 12) });
    expectStated(slug, slopeOfLine, 1);
    expectStated(slug, mean + slopeOfLine * (6 - 2.5), 1);
  });

  it('the intercept stays at zero for the centred feature', () => {
    for (const w of path) expect(at(w, 0)).toBeCloseTo(0, 12);
  });

  it('the collected g and h are the gradient and its derivative', () => {
    for (const w of [0, 0.3, 0.8, 2]) {
      expect(sigmoid(0.5 * w) - 3 * (1 - sigmoid(1.5 * w))).toBeCloseTo(at(gradient(spam, [0, w]), 1), 12);
      expect(4.5 * bell(1.5 * w) + 0.5 * bell(0.5 * w)).toBeCloseTo(at(at(hessian(spam, [0, w]), 1), 1), 12);
    }
  });

  it('has the rows of the table', () => {
    const rows = [0, 1, 2, 3].map((t) => {
      const w = at(path, t);
      const g = Math.abs(at(gradient(spam, w), 1));
      const sign = at(gradient(spam, w), 1) < -0.00005 ? '−' : '';
      const h = at(at(hessian(spam, w), 1), 1);
      const brief = (v: number, decimals: number): string => (t === 0 ? String(Number(v.toFixed(decimals))) : v.toFixed(decimals));
      return `| ${t} | ${t === 1 ? '0.8' : brief(slope(t), 3)} | ${sign}${brief(g, 4)} | ${brief(h, 4)} | ${loss(spam, w).toFixed(3)} |`;
    });
    for (const locale of ['zh', 'en'] as const) for (const row of rows) expect(articleSource(slug, locale)).toContain(row);
    expect(slope(1)).toBeCloseTo(0.8, 12);
    expect(loss(spam, at(path, 0))).toBeCloseTo(4 * Math.log(2), 12);
  });

  it('three decimals stand still after three steps', () => {
    for (let t = 3; t <= 8; t++) expect(slope(t).toFixed(3)).toBe('0.908');
  });

  it('gradient descent arrives at the same place as Newton', () => {
    let w: Vector = [0, 0];
    for (let t = 0; t < 2000; t++) {
      const g = gradient(spam, w);
      w = w.map((v, j) => v - 0.3 * at(g, j));
    }
    w.forEach((v, j) => {
      expect(v).toBeCloseTo(at(converged, j), 8);
    });
  });

  it('has the odds factor and the probabilities of the text', () => {
    expectStated(slug, Math.exp(at(converged, 1)), 2);
    expectStated(slug, sigmoid(dot(converged, [1, 4 - 2.5])), 3);
    expectStated(slug, sigmoid(dot(converged, [1, 3 - 2.5])), 3);
    expect(sum(spam.X.map((x) => sigmoid(dot(x, converged)))) / 4).toBeCloseTo(0.5, 12);
  });

  it('the threshold is where both decisions cost the same', () => {
    for (const [falseAlarm, miss] of [
      [9, 1],
      [1, 19],
      [2, 2],
    ] as const) {
      const p = threshold(falseAlarm, miss);
      expect((1 - p) * falseAlarm).toBeCloseTo(p * miss, 12);
      expect(logit(p)).toBeCloseTo(Math.log(falseAlarm / miss), 12);
    }
  });

  it('a threshold of 0.9 lies just below five links', () => {
    expectStated(slug, Math.log(9), 3);
    expectStated(slug, 2.5 + Math.log(9) / at(converged, 1), 2);
  });
});

describe('logistic regression: separable labels', () => {
  const separable = (lambda: number): Data => messages(SEPARABLE, lambda);

  it('the loss falls towards zero as the weight grows', () => {
    expectStated(slug, loss(separable(0), [0, 5]), 3);
    expectStated(slug, loss(separable(0), [0, 10]), 4);
    for (let w = 1; w < 20; w++) expect(loss(separable(0), [0, w + 1])).toBeLessThan(loss(separable(0), [0, w]));
  });

  it('a penalty gives the finite weights of the text', () => {
    for (const lambda of [1, 0.1]) {
      const data = separable(lambda);
      const w = at(newton(data, 30), 30);
      for (const g of gradient(data, w)) expect(g).toBeCloseTo(0, 10);
      expectStated(slug, at(w, 1), 3);
    }
  });
});

describe('logistic regression: the theory', () => {
  const data: Data = {
    X: [
      [1, 0.5, -1],
      [1, 2, 0.3],
      [1, -1, 1.2],
      [1, 0.1, -0.4],
      [1, -2, 0.7],
      [1, 1.1, 2],
    ],
    y: [0, 1, 1, 0, 0, 1],
    lambda: 0.3,
  };
  const nudge = (w: Vector, j: number, by: number): number[] => w.map((v, k) => (k === j ? v + by : v));

  it('the linear system is solved, with a pivot of zero as well', () => {
    const matrix = [
      [0, 2, 1],
      [1, -1, 3],
      [4, 0.5, -2],
    ];
    const right = [3, -2, 7];
    const x = solve(matrix, right);
    matrix.forEach((row, i) => {
      expect(dot(row, x)).toBeCloseTo(at(right, i), 12);
    });
  });

  it('the loss is the cross entropy written out', () => {
    const w = [0.2, -0.7, 1.3];
    const written = data.X.map((x, i) => {
      const p = sigmoid(dot(x, w));
      return -(at(data.y, i) * Math.log(p) + (1 - at(data.y, i)) * Math.log(1 - p));
    });
    expect(loss(data, w)).toBeCloseTo(sum(written) + 0.15 * (0.7 ** 2 + 1.3 ** 2), 12);
  });

  it('the gradient and the second derivative agree with finite differences', () => {
    const w = [0.2, -0.7, 1.3];
    const eps = 1e-5;
    for (let j = 0; j < 3; j++) {
      const slopeOfLoss = (loss(data, nudge(w, j, eps)) - loss(data, nudge(w, j, -eps))) / (2 * eps);
      expect(at(gradient(data, w), j)).toBeCloseTo(slopeOfLoss, 7);
      const up = gradient(data, nudge(w, j, eps));
      const down = gradient(data, nudge(w, j, -eps));
      for (let k = 0; k < 3; k++) expect(at(at(hessian(data, w), k), j)).toBeCloseTo((at(up, k) - at(down, k)) / (2 * eps), 7);
    }
  });

  it('the average prediction equals the frequency of positives, since the intercept is not penalised', () => {
    const uneven: Data = { ...data, y: [0, 1, 0, 0, 0, 1] };
    const w = at(newton(uneven, 40), 40);
    expect(sum(uneven.X.map((x) => sigmoid(dot(x, w))))).toBeCloseTo(2, 10);
  });

  it('the log loss in the form with labels of one and minus one is the cross entropy', () => {
    for (const y of [0, 1]) {
      for (const z of [-3, 0, 0.4, 5]) {
        const entropy = -(y * Math.log(sigmoid(z)) + (1 - y) * Math.log(1 - sigmoid(z)));
        expect(Math.log(1 + Math.exp(-(2 * y - 1) * z))).toBeCloseTo(entropy, 10);
        expect(logLoss((2 * y - 1) * z)).toBeCloseTo(entropy, 10);
      }
    }
  });

  it('the losses of a confident and of an undecided answer are as stated', () => {
    for (const p of [0.01, 0.5]) expectStated(slug, loss({ X: [[1]], y: [1], lambda: 0 }, [Math.log(p / (1 - p))]), 2);
  });

  it('the two derivatives at a score of -6 are as stated', () => {
    const p = sigmoid(-6);
    expectStated(slug, 1 - p, 3);
    expectStated(slug, (1 - p) * p * (1 - p), 4);
  });

  it('tripling the odds moves 0.5 to 0.75 and 0.9 to 0.964', () => {
    const tripled = (p: number): number => sigmoid(logit(p) + Math.log(3));
    expectStated(slug, tripled(0.5), 2);
    expectStated(slug, tripled(0.9), 3);
  });
});

describe('logistic regression: the logistic distribution', () => {
  /** Simpson's rule. */
  function integrate(f: (t: number) => number, from: number, to: number, pieces = 20000): number {
    const h = (to - from) / pieces;
    let total = f(from) + f(to);
    for (let i = 1; i < pieces; i++) total += f(from + i * h) * (i % 2 === 1 ? 4 : 2);
    return (total * h) / 3;
  }
  const normalTail = (k: number): number => integrate((t) => Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI), k, k + 20);
  /** Of a logistic distribution with variance one. */
  const logisticTail = (k: number): number => 1 - logisticDistribution(k, 0, UNIT_VARIANCE);

  it('the density integrates to one and has variance pi^2 gamma^2 / 3', () => {
    for (const gamma of [0.5, 1, 2]) {
      expect(integrate((t) => logisticDensity(t, 0, gamma), -60 * gamma, 60 * gamma)).toBeCloseTo(1, 8);
      expect(integrate((t) => t * t * logisticDensity(t, 0, gamma), -60 * gamma, 60 * gamma)).toBeCloseTo((Math.PI * gamma) ** 2 / 3, 6);
    }
  });

  it('the density is the derivative of the distribution, and noise of any mu and gamma gives a sigmoid of (z + mu) / gamma', () => {
    for (const [mu, gamma] of [
      [0, 1],
      [0.7, 2],
      [-1.5, 0.4],
    ] as const) {
      for (const t of [-2, 0, 0.9]) {
        const slopeOfF = (logisticDistribution(t + 1e-5, mu, gamma) - logisticDistribution(t - 1e-5, mu, gamma)) / 2e-5;
        expect(logisticDensity(t, mu, gamma)).toBeCloseTo(slopeOfF, 7);
        expect(1 - logisticDistribution(-t, mu, gamma)).toBeCloseTo(sigmoid((t + mu) / gamma), 12);
      }
    }
  });

  it('its tails are as much longer than the normal ones as stated', () => {
    expectStated(slug, normalTail(3), 5);
    expectStated(slug, logisticTail(3), 5);
    expectStated(slug, logisticTail(4) / normalTail(4), 0);
  });
});
