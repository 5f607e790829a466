import { describe, expect, it } from 'vitest';
import {
  chainTokens,
  entropy,
  expectedTokens,
  freeTokens,
  fullTree,
  greedyTree,
  headParameters,
  inOrder,
  type Path,
  passSeconds,
  pathProbability,
  speedup,
  treeMask,
  typicalThreshold,
  verifyGreedily,
} from '../../src/figures/medusa.ts';
import { below, type RandomState, seeded } from '../../src/kernel/random.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'medusa';
const BANDWIDTH = 1.555e12;
const PEAK = 312e12;
const accuracy = [
  [0.6, 0.2, 0.1],
  [0.4, 0.2, 0.1],
];
const NAMES = ['ABC', 'pqr'];
const named = (path: Path): string => path.map((rank, k) => NAMES[k]?.[rank]).join('');

function expectWritten(text: string): void {
  for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale), `${locale} writes ${text}`).toContain(text);
}

describe('medusa: the cost of a pass', () => {
  it('a token costs 9 ms of reading and 0.045 ms of arithmetic, and 201 tokens are free', () => {
    expect(passSeconds(7e9, 1, BANDWIDTH, PEAK)).toBeCloseTo(14e9 / BANDWIDTH, 12);
    expectStated(slug, passSeconds(7e9, 1, BANDWIDTH, PEAK) * 1000, 1);
    expectStated(slug, (14e9 / PEAK) * 1000, 3);
    expectStated(slug, freeTokens(BANDWIDTH, PEAK), 0);
    expect(passSeconds(7e9, 200, BANDWIDTH, PEAK)).toBe(passSeconds(7e9, 1, BANDWIDTH, PEAK));
    expect(passSeconds(7e9, 202, BANDWIDTH, PEAK)).toBeGreaterThan(passSeconds(7e9, 1, BANDWIDTH, PEAK));
    expect(4 * 64).toBeGreaterThan(freeTokens(BANDWIDTH, PEAK));
  });

  it('the heads have the sizes of the text', () => {
    const head = headParameters(4096, 32000);
    const gigabytes = (4 * head * 2) / 1e9;
    expectStated(slug, gigabytes, 2);
    expectStated(slug, (gigabytes / 14) * 100, 1);
    expect(articleSource(slug, 'zh')).toContain(`${(head / 1e8).toFixed(2)} 亿参数`);
    expect(articleSource(slug, 'en')).toContain(`${(head / 1e6).toFixed(0)} million parameters`);
    const large = headParameters(4096, 128000);
    expect(articleSource(slug, 'zh')).toContain(`${(large / 1e8).toFixed(2)} 亿参数`);
    expect(articleSource(slug, 'en')).toContain(`${(large / 1e6).toFixed(0)} million parameters`);
  });
});

describe('medusa: the worked example', () => {
  const chosen = greedyTree(accuracy, 6);

  it('compares the three trees as written', () => {
    const chain = fullTree([1, 1]);
    const square = fullTree([2, 2]);
    expect([chain.length, square.length, chosen.length]).toEqual([2, 6, 6]);
    for (const tree of [chain, square, chosen]) expectStated(slug, expectedTokens(tree, accuracy), 2);
    expectStated(slug, speedup(expectedTokens(chosen, accuracy), 1.2), 2);
  });

  it('chooses the nodes of the text, in their order', () => {
    expect(chosen.map(named)).toEqual(['A', 'Ap', 'B', 'Aq', 'C', 'Bp']);
    expectWritten('A 0.6');
    for (const path of chosen.slice(1)) expectWritten(`${named(path)} ${Number(pathProbability(path, accuracy).toFixed(2))}`);
    expectStated(slug, pathProbability([1, 1], accuracy), 2);
  });

  it('no other tree of six nodes is better', () => {
    const all = fullTree([3, 3]);
    let best = 0;
    for (let bits = 0; bits < 2 ** all.length; bits++) {
      const tree = all.filter((_, i) => (bits >> i) & 1);
      const closed = tree.every((path) => path.length === 1 || tree.some((other) => other.length === 1 && other[0] === path[0]));
      if (tree.length === 6 && closed) best = Math.max(best, expectedTokens(tree, accuracy));
    }
    expect(expectedTokens(chosen, accuracy)).toBeCloseTo(best, 12);
  });

  it('has the mask and the positions of the text', () => {
    const mask = treeMask(chosen);
    const rows = mask.map((row) => row.slice(0, row.lastIndexOf(true) + 1).map((seen) => (seen ? '1' : '.')));
    const labels = ['x', ...inOrder(chosen).map((path) => [...named(path)].join(' '))];
    rows.forEach((row, i) => {
      expectWritten(`${labels[i]?.padEnd(7)}${row.join('  ')}\n`);
    });
    expectStated(slug, mask.flat().length, 0);
    expectStated(slug, mask.flat().filter(Boolean).length, 0);
    const depths = [0, ...inOrder(chosen).map((path) => path.length)];
    expect(articleSource(slug, 'en')).toContain(depths.join(', '));
    expect(articleSource(slug, 'zh')).toContain(depths.join('、'));
  });

  it('accepts x, B and p', () => {
    const choice = (path: Path): string => ({ '': 'B', B: 'p' })[named(path)] ?? 's';
    const word = (path: Path): string => named(path).slice(-1);
    expect(named(verifyGreedily(chosen, word, choice))).toBe('Bp');
  });

  it('has the bars of typical acceptance', () => {
    const sharp = [0.8, 0.1, 0.05, 0.05];
    expectStated(slug, entropy(sharp), 3);
    expectStated(slug, 0.3 * Math.exp(-entropy(sharp)), 3);
    expectStated(slug, typicalThreshold(sharp, 0.09, 0.3), 2);
    const flat = Array.from({ length: 16 }, () => 1 / 16);
    expectStated(slug, typicalThreshold(flat, 0.09, 0.3), 5);
    expectStated(slug, 1 / 16, 4);
    expect(1 / 16).toBeGreaterThan(typicalThreshold(flat, 0.09, 0.3));
    expect(1 / 16).toBeLessThan(0.09);
    expectStated(slug, Math.log(0.3 / 0.09), 3);
    expect(0.3 ** 2).toBeCloseTo(0.09, 12);
  });
});

describe('medusa: the theory', () => {
  it('the geometric sum is stated, and is that of a chain of equal accuracies', () => {
    expectStated(slug, chainTokens(0.8, 4), 2);
    const equal = [[0.8], [0.8], [0.8], [0.8]];
    expect(chainTokens(0.8, 4)).toBeCloseTo(expectedTokens(fullTree([1, 1, 1, 1]), equal), 12);
  });

  it('a full tree has the products of the widths as nodes and simplifies to sums of accuracies', () => {
    const heads = [
      [0.5, 0.3, 0.1],
      [0.4, 0.2],
      [0.3, 0.3],
    ];
    const tree = fullTree([3, 2, 2]);
    expect(tree.length).toBe(3 + 6 + 12);
    expect(expectedTokens(tree, heads)).toBeCloseTo(1 + 0.9 + 0.9 * 0.6 + 0.9 * 0.6 * 0.6, 12);
  });

  it('drawing the right words at random gives the expected number of accepted ones', () => {
    const tree = greedyTree(accuracy, 6);
    let dice: RandomState = seeded('medusa');
    const draw = (shares: readonly number[]): number => {
      const drawn = below(10000, dice);
      dice = drawn.state;
      let left = drawn.value / 10000;
      return shares.findIndex((share) => {
        left -= share;
        return left < 0;
      });
    };
    let accepted = 0;
    const trials = 20000;
    for (let n = 0; n < trials; n++) {
      const right = accuracy.map(draw);
      const word = (path: Path): string => String(path.at(-1));
      accepted += 1 + verifyGreedily(tree, word, (path) => String(right[path.length] ?? -1)).length;
    }
    expect(accepted / trials).toBeCloseTo(expectedTokens(tree, accuracy), 1);
  });

  it('rejection sampling with a draft returns the distribution of the large model', () => {
    const p = [0.5, 0.3, 0.2];
    const q = [0.7, 0.1, 0.2];
    const kept = p.map((x, i) => Math.min(x, q[i] ?? 0));
    const rest = p.map((x, i) => Math.max(0, x - (q[i] ?? 0)));
    const missing = 1 - kept.reduce((a, b) => a + b, 0);
    const total = rest.reduce((a, b) => a + b, 0);
    p.forEach((x, i) => {
      expect((kept[i] ?? 0) + (missing * (rest[i] ?? 0)) / total).toBeCloseTo(x, 12);
    });
  });
});
