import { describe, expect, it } from 'vitest';
import {
  adjacent,
  alone,
  batch,
  beside,
  chain,
  deadUnits,
  decayed,
  distance,
  gaussian,
  halfRing,
  nearestTwo,
  neighboursOf,
  PITCHES as pitches,
  quantisationError,
  rectangle,
  START as start,
  timeConstant,
  topographicError,
  train,
  uMatrix,
  type Vector,
  winnerOf,
} from '../../src/figures/som.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'som';

const at = <T>(values: readonly T[], i: number): T => {
  const value = values[i];
  if (value === undefined) throw new Error(`no element ${i}`);
  return value;
};
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const row = chain(4);
const steps = train(start, row, pitches, 0.5, beside);
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
    const lone = train(start, row, pitches, 0.5, alone);
    expect([...new Set(lone.map(({ winner }) => winner))].sort()).toEqual([0, 2]);
    expect(at(lone, 3).weights).toEqual([[1.25], [0], [8], [6]]);
    expectWritten('(1.25,0,8,6)');
    expect(ascending(at(lone, 3).weights)).toBe(false);
  });

  it('has the gaps, the U values and the errors of the text', () => {
    const gaps = end.slice(1).map((w, j) => distance(w, at(end, j)));
    for (const gap of gaps) expectStated(slug, gap, 3);
    const u = uMatrix(end, row);
    for (const value of u) expectStated(slug, value, 3);
    const short = pitches.map((x) => distance(x, at(end, winnerOf(end, x))));
    expect(quantisationError(end, pitches)).toBeCloseTo(sum(short) / short.length, 12);
    expectStated(slug, quantisationError(end, pitches), 3);
    expectStated(slug, at(short, 0), 3);
  });

  it('with the radius as it is, the rounds end at the weights and the error of the text', () => {
    let weights: readonly Vector[] = start;
    for (let round = 0; round < 200; round++) weights = at(train(weights, row, pitches, 0.5, beside), 3).weights;
    expectWritten(`(${weights.map((w) => String(Number(at(w, 0).toFixed(3)))).join(', ')})`);
    expectStated(slug, quantisationError(weights, pitches), 1);
    const again = at(train(weights, row, pitches, 0.5, beside), 3).weights;
    again.forEach((w, j) => {
      expect(at(w, 0)).toBeCloseTo(at(at(weights, j), 0), 9);
    });
  });

  it('a shrinking radius lowers the quantisation error to the one of the text and leaves a unit between the clusters', () => {
    for (const sigma of [0.6, 1]) {
      let weights: readonly Vector[] = end;
      let winners: readonly number[] = [];
      for (let round = 0; round < 200; round++) {
        const done = train(weights, row, pitches, 0.2, gaussian(sigma * 0.95 ** round));
        weights = at(done, 3).weights;
        winners = done.map(({ winner }) => winner);
      }
      expect(at(at(weights, 0), 0)).toBeCloseTo(1, 3);
      expect(at(at(weights, 1), 0)).toBeCloseTo(2, 3);
      const [third, fourth] = [at(at(weights, 2), 0), at(at(weights, 3), 0)];
      expect(third > 2.5 && third < 7.5 && fourth > 8 && fourth < 9).toBe(true);
      expect(winners).not.toContain(2);
      expectStated(slug, quantisationError(weights, pitches), 2);
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
      weights = at(train(weights, chain(6), [[pitch / 10]], 0.5, beside), 0).weights;
      expect(ascending(weights)).toBe(true);
    }
  });

  it('the time constant brings the radius from 5 to 1 in 1000 steps', () => {
    const tau = timeConstant(5, 1, 1000);
    expectStated(slug, tau, 0);
    expect(decayed(5, tau, 1000)).toBeCloseTo(1, 12);
    expect(tau).toBeCloseTo(1000 / Math.log(5), 9);
  });

  it('the batch form without a neighbourhood is a round of k-means', () => {
    const inputs = [[1], [2], [3], [7], [8], [12]];
    const weights = [[0], [6], [11]];
    const groups = [...Map.groupBy(inputs, (x) => winnerOf(weights, x)).entries()].sort(([a], [b]) => a - b);
    const centres = groups.map(([, members]) => [sum(members.map((m) => at(m, 0))) / members.length]);
    expect(batch(weights, chain(3), inputs, alone)).toEqual(centres);
    batch(weights, chain(3), inputs, gaussian(0.05)).forEach((w, j) => {
      expect(at(w, 0)).toBeCloseTo(at(at(centres, j), 0), 6);
    });
  });

  it('the batch form is where the online steps are in balance', () => {
    const inputs = [[1], [2], [8], [9]];
    const fixed = batch(end, row, inputs, gaussian(1));
    const winners = inputs.map((x) => winnerOf(end, x));
    fixed.forEach((w, j) => {
      const pull = inputs.map((x, i) => gaussian(1)(Math.abs(j - at(winners, i))) * (at(x, 0) - at(w, 0)));
      expect(sum(pull)).toBeCloseTo(0, 10);
    });
  });
});

describe('som: the net in the plane', () => {
  const grid = rectangle(4, 3);

  it('units have two, three or four neighbours', () => {
    expect(grid.map((_, j) => neighboursOf(grid, j).length)).toEqual([2, 3, 3, 2, 3, 4, 4, 3, 2, 3, 3, 2]);
    expect([adjacent(grid, 0, 1), adjacent(grid, 0, 4), adjacent(grid, 0, 5), adjacent(grid, 3, 4)]).toEqual([true, true, false, false]);
  });

  it('a net laid over the samples as on the grid has no topographic error, and one with two rows swapped has', () => {
    const samples = grid.map(([x = 0, y = 0]) => [x + 0.2, y + 0.05]);
    expect(topographicError(grid, grid, samples)).toBe(0);
    const swapped = grid.map((_, j) => at(grid, j < 8 ? (j + 4) % 8 : j));
    // Of the last column two samples have a unit of a row that is now two away as their second
    expect(topographicError(swapped, grid, samples)).toBeCloseTo(2 / 12, 12);
    const crossed = grid.map((_, j) => at(grid, (j * 5) % 12));
    expect(topographicError(crossed, grid, samples)).toBeGreaterThan(0.5);
  });

  it('the nearest two and the dead units are those of a full sort', () => {
    const weights = halfRing(30, 'weights');
    const samples = halfRing(40, 'samples');
    for (const x of samples) {
      const order = weights.map((w, j) => [distance(w, x), j] as const).sort((a, b) => a[0] - b[0]);
      expect(nearestTwo(weights, x)).toEqual([at(order, 0)[1], at(order, 1)[1]]);
    }
    const winners = new Set(samples.map((x) => winnerOf(weights, x)));
    expect(deadUnits(weights, samples)).toBe(weights.filter((_, j) => !winners.has(j)).length);
  });

  it('samples lie on the half ring, half of them within the radius that halves its area', () => {
    const radii = halfRing(4000, 'ring').map(([x = 0, y = 0]) => {
      expect(y).toBeGreaterThanOrEqual(0);
      return Math.hypot(x, y);
    });
    expect(Math.min(...radii)).toBeGreaterThanOrEqual(0.5);
    expect(Math.max(...radii)).toBeLessThanOrEqual(1);
    expect(radii.filter((r) => r < Math.sqrt(0.625)).length / radii.length).toBeCloseTo(0.5, 1);
  });

  it('a neighbourhood of 0.3 cells gives the next unit less than half a per cent', () => {
    expect(gaussian(0.3)(1)).toBeCloseTo(0.0039, 4);
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
