import { describe, expect, it } from 'vitest';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'som';

type Vector = readonly number[];

interface Step {
  readonly input: Vector;
  readonly winner: number;
  readonly weights: readonly Vector[];
}

const at = <T>(values: readonly T[], i: number): T => {
  const value = values[i];
  if (value === undefined) throw new Error(`no element ${i}`);
  return value;
};
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const distance = (a: Vector, b: Vector): number => Math.hypot(...a.map((v, k) => v - at(b, k)));

/** The unit with the nearest weights. */
function winnerOf(weights: readonly Vector[], x: Vector): number {
  const distances = weights.map((w) => distance(w, x));
  return distances.indexOf(Math.min(...distances));
}

/** Online training on a chain of units; `h` is the neighbourhood by grid distance. */
function train(start: readonly Vector[], inputs: readonly Vector[], rate: number, h: (apart: number) => number): Step[] {
  const steps: Step[] = [];
  let weights = start;
  for (const input of inputs) {
    const winner = winnerOf(weights, input);
    weights = weights.map((w, j) => w.map((v, k) => v + rate * h(Math.abs(j - winner)) * (at(input, k) - v)));
    steps.push({ input, winner, weights });
  }
  return steps;
}

/** Batch training on a chain: one round. */
function batch(weights: readonly Vector[], inputs: readonly Vector[], h: (apart: number) => number): Vector[] {
  const winners = inputs.map((x) => winnerOf(weights, x));
  return weights.map((w, j) => {
    const shares = winners.map((c) => h(Math.abs(j - c)));
    const total = sum(shares);
    return total === 0 ? w : w.map((_, k) => sum(shares.map((s, i) => s * at(at(inputs, i), k))) / total);
  });
}

const gaussian =
  (sigma: number) =>
  (apart: number): number =>
    Math.exp(-(apart ** 2) / (2 * sigma ** 2));
const box = (apart: number): number => (apart === 0 ? 1 : apart === 1 ? 0.5 : 0);
const alone = (apart: number): number => (apart === 0 ? 1 : 0);

const pitches = [[9], [2], [8], [1]];
const start = [[1], [0], [7], [6]];
const steps = train(start, pitches, 0.5, box);
const end = at(steps, 3).weights;
const ascending = (weights: readonly Vector[]): boolean => weights.every((w, j) => j === 0 || at(w, 0) > at(at(weights, j - 1), 0));

function expectWritten(text: string): void {
  for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale), `${locale} writes ${text}`).toContain(text);
}

describe('som: the worked example', () => {
  it('has the winners and weights of the table', () => {
    for (const { input, winner, weights } of steps)
      expectWritten(`| ${at(input, 0)} | ${winner + 1} | ${weights.map((w) => String(Number(at(w, 0).toFixed(3)))).join(', ')} |`);
    expectWritten('(1,0,7,6)');
  });

  it('is in order from the second step on, and each unit wins once', () => {
    expect([start, ...steps.map(({ weights }) => weights)].map(ascending)).toEqual([false, false, true, true, true]);
    expect(steps.map(({ winner }) => winner).sort()).toEqual([0, 1, 2, 3]);
  });

  it('no step is decided by a tie', () => {
    let weights: readonly Vector[] = start;
    for (const step of steps) {
      const sorted = weights.map((w) => distance(w, step.input)).sort((a, b) => a - b);
      expect(at(sorted, 1) - at(sorted, 0)).toBeGreaterThan(0.1);
      weights = step.weights;
    }
  });

  it('without neighbours two units never win and the order stays wrong', () => {
    const lone = train(start, pitches, 0.5, alone);
    expect([...new Set(lone.map(({ winner }) => winner))].sort()).toEqual([0, 2]);
    expect(at(lone, 3).weights).toEqual([[1.25], [0], [8], [6]]);
    expectWritten('(1.25,0,8,6)');
    expect(ascending(at(lone, 3).weights)).toBe(false);
  });

  it('has the gaps, the U values and the errors of the text', () => {
    const gaps = end.slice(1).map((w, j) => distance(w, at(end, j)));
    for (const gap of gaps) expectStated(slug, gap, 3);
    const u = end.map((w, j) => {
      const neighbours = [j - 1, j + 1].filter((k) => k >= 0 && k < end.length);
      return sum(neighbours.map((k) => distance(w, at(end, k)))) / neighbours.length;
    });
    for (const value of u) expectStated(slug, value, 3);
    const short = pitches.map((x) => distance(x, at(end, winnerOf(end, x))));
    expectStated(slug, sum(short) / short.length, 3);
    expectStated(slug, at(short, 0), 3);
  });

  it('a shrinking radius lowers the quantisation error to the one of the text and leaves a unit between the clusters', () => {
    for (const sigma of [0.6, 1]) {
      let weights: readonly Vector[] = end;
      let winners: readonly number[] = [];
      for (let round = 0; round < 200; round++) {
        const done = train(weights, pitches, 0.2, gaussian(sigma * 0.95 ** round));
        weights = at(done, 3).weights;
        winners = done.map(({ winner }) => winner);
      }
      expect(at(at(weights, 0), 0)).toBeCloseTo(1, 3);
      expect(at(at(weights, 1), 0)).toBeCloseTo(2, 3);
      const [third, fourth] = [at(at(weights, 2), 0), at(at(weights, 3), 0)];
      expect(third > 2.5 && third < 7.5 && fourth > 8 && fourth < 9).toBe(true);
      expect(winners).not.toContain(2);
      expectStated(slug, sum(pitches.map((x) => distance(x, at(weights, winnerOf(weights, x))))) / 4, 2);
    }
  });
});

describe('som: the theory', () => {
  it('the Gaussian neighbourhood has the values of the text', () => {
    expectStated(slug, gaussian(1)(1), 3);
    expectStated(slug, gaussian(1)(2), 3);
    expect(gaussian(1)(0)).toBe(1);
  });

  it('among weights of equal length the nearest has the largest inner product', () => {
    const weights = Array.from({ length: 12 }, (_, j) => [Math.cos(j), Math.sin(j)]);
    for (const x of [
      [0.3, -2],
      [1, 1],
      [-4, 0.5],
    ]) {
      const products = weights.map((w) => sum(w.map((v, k) => v * at(x, k))));
      expect(winnerOf(weights, x)).toBe(products.indexOf(Math.max(...products)));
    }
  });

  it('a chain that is in order stays in order', () => {
    let weights: readonly Vector[] = [[0], [1], [4], [5], [9], [10]];
    let pitch = 7;
    for (let t = 0; t < 500; t++) {
      pitch = (pitch * 37 + 11) % 101;
      weights = at(train(weights, [[pitch / 10]], 0.5, box), 0).weights;
      expect(ascending(weights)).toBe(true);
    }
  });

  it('the time constant brings the radius from 5 to 1 in 1000 steps', () => {
    const tau = 1000 / Math.log(5);
    expectStated(slug, tau, 0);
    expect(5 * Math.exp(-1000 / tau)).toBeCloseTo(1, 12);
  });

  it('the batch form without a neighbourhood is a round of k-means', () => {
    const inputs = [[1], [2], [3], [7], [8], [12]];
    const weights = [[0], [6], [11]];
    const groups = [...Map.groupBy(inputs, (x) => winnerOf(weights, x)).entries()].sort(([a], [b]) => a - b);
    const centres = groups.map(([, members]) => [sum(members.map((m) => at(m, 0))) / members.length]);
    expect(batch(weights, inputs, alone)).toEqual(centres);
    batch(weights, inputs, gaussian(0.05)).forEach((w, j) => {
      expect(at(w, 0)).toBeCloseTo(at(at(centres, j), 0), 6);
    });
  });

  it('the batch form is where the online steps are in balance', () => {
    const inputs = [[1], [2], [8], [9]];
    const fixed = batch(end, inputs, gaussian(1));
    const winners = inputs.map((x) => winnerOf(end, x));
    fixed.forEach((w, j) => {
      const pull = inputs.map((x, i) => gaussian(1)(Math.abs(j - at(winners, i))) * (at(x, 0) - at(w, 0)));
      expect(sum(pull)).toBeCloseTo(0, 10);
    });
  });
});

describe('som: the other numbers', () => {
  it('the rule of thumb gives 61 units to 150 samples', () => {
    expectStated(slug, 5 * Math.sqrt(150), 0);
  });

  it('eight times the density has four times the units', () => {
    expect(8 ** (2 / 3)).toBeCloseTo(4, 12);
    expectStated(slug, 4, 0);
  });
});
