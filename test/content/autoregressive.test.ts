import { describe, expect, it } from 'vitest';
import {
  type Bits,
  type Conditionals,
  entropy as entropyOf,
  everyVector,
  type Fvsbn,
  fvsbn,
  fvsbnParameters,
  logOdds,
  masks,
  EXAMPLE as model,
  type Nade,
  nade,
  nadeParameters,
  paths,
  probability,
  type Rows,
  sample,
  separateParameters,
  sigmoid,
  step,
} from '../../src/figures/autoregressive.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'autoregressive';

const at = <T>(values: readonly T[], i: number): T => {
  const value = values[i];
  if (value === undefined) throw new Error(`no element ${i}`);
  return value;
};
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

describe('autoregressive: the worked example', () => {
  it('has the probabilities of the table, which sum to one', () => {
    const table = new Map([
      [0.3, ['000', '111']],
      [0.075, ['001', '110']],
      [0.0625, ['010', '011', '100', '101']],
    ]);
    for (const [p, vectors] of table)
      for (const vector of vectors) expect(probability(fvsbn(model), [...vector].map(Number))).toBeCloseTo(p, 12);
    expect(sum(everyVector(3).map((x) => probability(fvsbn(model), x)))).toBeCloseTo(1, 12);
    for (const p of table.keys()) expectStated(slug, p, 4);
  });

  it('has the entropy and the saving of the text', () => {
    const all = everyVector(3);
    const entropy = -sum(all.map((x) => probability(fvsbn(model), x) * Math.log2(probability(fvsbn(model), x))));
    expect(entropyOf(fvsbn(model), 3)).toBeCloseTo(entropy, 12);
    expectStated(slug, entropy, 3);
    for (const i of [0, 1, 2]) expect(sum(all.map((x) => at(x, i) * probability(fvsbn(model), x)))).toBeCloseTo(0.5, 12);
    expectStated(slug, 3 - entropy, 3);
  });

  it('draws the sample of the text', () => {
    expect(sample(fvsbn(model), [0.62, 0.2, 0.55])).toEqual([0, 1, 0]);
    // A fine grid of draws falls on each vector as often as it is likely.
    const ticks = Array.from({ length: 20 }, (_, i) => (i + 0.5) / 20);
    const drawn = ticks.flatMap((u) => ticks.flatMap((v) => ticks.map((w) => sample(fvsbn(model), [u, v, w]).join(''))));
    for (const x of everyVector(3))
      expect(drawn.filter((one) => one === x.join('')).length / drawn.length).toBeCloseTo(probability(fvsbn(model), x), 12);
  });

  it('makes the training step of the text', () => {
    const x = [1, 1, 0];
    const before = fvsbn(model)(x);
    for (const [i, error] of [-0.5, -0.25, 0.8].entries()) expect(at(before, i) - at(x, i)).toBeCloseTo(error, 12);
    const after = step(model, x, 0.5);
    const [first, second, third] = logOdds(after, x);
    expect(first).toBeCloseTo(0.25, 12);
    expectStated(slug, second ?? Number.NaN, 4);
    expectStated(slug, third ?? Number.NaN, 4);
    for (const p of fvsbn(after)(x)) expectStated(slug, p, 4);
    expectStated(slug, 1 - at(fvsbn(after)(x), 2), 4);
    expectStated(slug, probability(fvsbn(after), x), 3);
  });
});

describe('autoregressive: the theory', () => {
  it('the step follows the gradient of the loss', () => {
    const x = [1, 1, 0];
    const h = 1e-6;
    const loss = (w: number): number => -Math.log(probability(fvsbn({ ...model, weights: [[], [w], at(model.weights, 2)] }), x));
    const w = 2 * Math.log(3);
    const slope = (loss(w + h) - loss(w - h)) / (2 * h);
    expect(at(at(step(model, x, 0.5).weights, 1), 0)).toBeCloseTo(w - 0.5 * slope, 6);
  });

  it('a trained FVSBN cannot do the exclusive or, and two hidden units can', () => {
    const data: readonly Bits[] = [
      [0, 0, 0],
      [0, 1, 1],
      [1, 0, 1],
      [1, 1, 0],
    ];
    const loss = (p: Conditionals): number => -sum(data.map((x) => Math.log(probability(p, x)))) / data.length;
    let trained: Fvsbn = { bias: [0.3, -0.2, 0.4], weights: [[], [0.5], [-1, 0.7]] };
    for (let epoch = 0; epoch < 4000; epoch++) for (const x of data) trained = step(trained, x, 0.02);
    expect(loss(fvsbn(trained))).toBeGreaterThan(3 * Math.LN2 - 1e-9);
    expect(loss(fvsbn(trained))).toBeCloseTo(3 * Math.LN2, 3);
    const solved = nade({
      columns: [
        [20, 20],
        [20, 20],
        [0, 0],
      ],
      hiddenBias: [-10, -30],
      outputs: [
        [0, 0],
        [0, 0],
        [20, -20],
      ],
      bias: [0, 0, -10],
    });
    expect(loss(solved)).toBeCloseTo(2 * Math.LN2, 3);
    expect(sum(everyVector(3).map((x) => probability(solved, x)))).toBeCloseTo(1, 12);
  });

  it('the running sum of NADE is the sum over the prefix', () => {
    const net: Nade = {
      columns: [
        [0.4, -1],
        [0.9, 0.3],
        [-0.5, 0.8],
        [1, 1],
      ],
      hiddenBias: [0.1, -0.2],
      outputs: [
        [1, 2],
        [-1, 0.5],
        [0.3, -0.7],
        [2, 1],
      ],
      bias: [0.2, -0.1, 0.4, 0],
    };
    for (const x of everyVector(4)) {
      const afresh = net.bias.map((b, i) => {
        const hidden = net.hiddenBias.map((c, k) => sigmoid(c + sum(x.slice(0, i).map((v, j) => v * at(at(net.columns, j), k)))));
        return sigmoid(b + sum(hidden.map((h, k) => h * at(at(net.outputs, i), k))));
      });
      for (const [i, p] of nade(net)(x).entries()) expect(p).toBeCloseTo(at(afresh, i), 12);
    }
    expect(sum(everyVector(4).map((x) => probability(nade(net), x)))).toBeCloseTo(1, 12);
  });

  it('the masks have the matrices of the text, and are strictly triangular for any degrees', () => {
    const { input, output } = masks(3, [1, 2]);
    const written = (rows: Rows): string => `\\begin{pmatrix}${rows.map((row) => row.join('&')).join('\\\\')}\\end{pmatrix}`;
    for (const locale of ['zh', 'en'] as const)
      expect(articleSource(slug, locale)).toContain(`${written(output)}${written(input)}=${written(paths({ input, output }))}`);
    for (const degrees of [[1, 1, 3], [2], [4, 1, 2, 3, 3, 1]]) {
      const wide = masks(5, degrees);
      for (const [d, row] of paths(wide).entries()) for (const [from, count] of row.entries()) if (from >= d) expect(count).toBe(0);
    }
  });

  it('one strict inequality fewer leaks a dimension into its own output', () => {
    expect(at(at(paths(masks(3, [1, 2])), 1), 1)).toBe(0);
    expect(at(at(paths(masks(3, [1, 2], true)), 1), 1)).toBeGreaterThan(0);
  });

  it('the paths are those that a search through the network finds', () => {
    for (const leaky of [false, true]) {
      const made = masks(4, [1, 1, 3], leaky);
      for (const [d, row] of paths(made).entries())
        for (const [from, count] of row.entries())
          expect([0, 1, 2].filter((k) => at(at(made.input, k), from) === 1 && at(at(made.output, d), k) === 1)).toHaveLength(count);
    }
    // The question's network: output 4 sees three dimensions, output 3 the first alone, output 1 nothing.
    const seen = paths(masks(4, [1, 1, 3])).map((row) => row.map((count) => count > 0));
    expect(seen).toEqual([
      [false, false, false, false],
      [true, false, false, false],
      [true, false, false, false],
      [true, true, true, false],
    ]);
  });
});

describe('autoregressive: the other numbers', () => {
  const [n, h] = [784, 500];

  it('the parameters are as many as stated', () => {
    expectStated(slug, fvsbnParameters(n), 0);
    expect(fvsbnParameters(3)).toBe(model.bias.length + model.weights.flat().length);
    expectStated(slug, nadeParameters(n, h), 0);
    const separate = separateParameters(n, h);
    expect(separate).toBe((h * n * (n - 1)) / 2 + n * (2 * h + 1));
    expect(articleSource(slug, 'en')).toContain(`${Math.round(separate / 1e6)} million`);
    expect(articleSource(slug, 'zh')).toContain(`${(separate / 1e8).toFixed(2)} 亿`);
  });

  it('the table of an image is as large as stated', () => {
    expect(Math.floor(n * Math.log10(2))).toBe(236);
    for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale)).toContain('10^{236}');
    expectStated(slug, 32 * 32 * 3, 0);
  });
});
