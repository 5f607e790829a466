import { describe, expect, it } from 'vitest';
import {
  asked,
  calls,
  circular,
  circularChance,
  example,
  expectedCalls,
  guessAll,
  knownFrom,
  mcnemar,
  mixed,
  perPass,
  rotation,
  standardError,
  steady,
  taxonomy,
  vanilla,
} from '../../src/figures/mmbench.ts';
import { below, type RandomState, seeded } from '../../src/kernel/random.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'mmbench';

function expectWritten(text: string): void {
  for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale), `${locale} writes ${text}`).toContain(text);
}

const letters = (places: readonly (number | null)[]): string => places.map((place) => (place === null ? '–' : 'ABCD'[place])).join(', ');

describe('mmbench: the worked example', () => {
  it('has the table of the text', () => {
    for (const [i, question] of example.entries()) {
      const hit = (questions: (list: readonly [typeof question]) => number): number => questions([question]);
      expectWritten(`| ${i + 1} | ${letters(question.right)} | ${letters(question.chosen)} | ${hit(vanilla)} | ${hit(circular)} |`);
    }
  });

  it('has the three scores and the calls of the text', () => {
    expectWritten(`${vanilla(example) * 100}%`);
    expectWritten(`13/20=${perPass(example) * 100}\\%`);
    expectWritten(`2/5=${circular(example) * 100}\\%`);
    expect(example.map((question) => calls([question]))).toEqual([4, 4, 2, 1, 4]);
    expectStated(slug, calls(example), 0);
  });
});

describe('mmbench: rotation', () => {
  it('takes the right option to each place once', () => {
    for (const options of [2, 3, 4])
      for (let first = 0; first < options; first++)
        expect(rotation(first, options).toSorted((a, b) => a - b)).toEqual(Array.from({ length: options }, (_, i) => i));
  });

  it('a fixed letter is right in one pass of N, a fixed content in all or none', () => {
    for (const first of 'ABCD') {
      expect(perPass([asked(first, 'CCCC')])).toBe(0.25);
      expect(circular([asked(first, 'CCCC')])).toBe(0);
    }
    const content = (from: number, picked: number) => ({ right: rotation(from, 4), chosen: rotation(picked, 4) });
    expect(circular([content(1, 1)])).toBe(1);
    expect(perPass([content(1, 2)])).toBe(0);
  });

  it('unfolds the development set into 3.72 passes a question', () => {
    expectWritten('1,164');
    expectWritten('4,329');
    expectStated(slug, 4329 / 1164, 2);
  });
});

describe('mmbench: chance', () => {
  const draw = (dice: RandomState, options: number): { answers: number[]; dice: RandomState } => {
    const answers: number[] = [];
    let state = dice;
    for (let pass = 0; pass < options; pass++) {
      const drawn = below(options, state);
      answers.push(drawn.value);
      state = drawn.state;
    }
    return { answers, dice: state };
  };

  it('uniform guessing has the scores of the text, and a simulation agrees', () => {
    expectStated(slug, circularChance(4) * 100, 2);
    expect(circularChance(2)).toBe(0.25);
    let dice = seeded('guesser');
    for (const options of [2, 3]) {
      let [passed, called] = [0, 0];
      const rounds = 20_000;
      for (let i = 0; i < rounds; i++) {
        const { answers, dice: after } = draw(dice, options);
        dice = after;
        const question = { right: rotation(i % options, options), chosen: answers };
        passed += circular([question]);
        called += calls([question]);
      }
      expect(Math.abs(passed / rounds - circularChance(options))).toBeLessThan(0.012);
      expect(Math.abs(called / rounds - expectedCalls(options))).toBeLessThan(0.03);
    }
  });

  it('a biased guesser does worse than a uniform one', () => {
    expectStated(slug, guessAll([0.55, 0.25, 0.15, 0.05]) * 100, 2);
    let dice = seeded('bias');
    for (let round = 0; round < 200; round++) {
      const raw = [0, 1, 2, 3].map(() => {
        const drawn = below(1000, dice);
        dice = drawn.state;
        return drawn.value + 1;
      });
      const total = raw.reduce((a, b) => a + b, 0);
      expect(guessAll(raw.map((value) => value / total))).toBeLessThanOrEqual(circularChance(4) + 1e-15);
    }
  });

  it('knowing 60 % gives the two scores of the text, and the first can be undone', () => {
    const scores = mixed(0.6, 4);
    expectWritten(scores.vanilla.toFixed(3));
    expectStated(slug, scores.circular, 3);
    expect(knownFrom(scores.vanilla, 4)).toBeCloseTo(0.6, 12);
  });

  it('0.9 a pass makes 0.656 in four', () => expectStated(slug, steady(0.9, 4), 3));
});

describe('mmbench: errors', () => {
  it('of the total and of one ability', () => {
    expectStated(slug, standardError(0.6, 1784) * 100, 2);
    expectStated(slug, 1.96 * standardError(0.6, 1784) * 100, 2);
    expectStated(slug, 1784 / 20, 0);
    expectStated(slug, standardError(0.6, 89) * 100, 2);
    expectStated(slug, 1.96 * standardError(0.6, 89) * 100, 1);
  });

  it('of a difference, unpaired and paired', () => {
    expectStated(slug, 2400 / 1784, 2);
    expectStated(slug, 1.96 * Math.SQRT2 * standardError(0.6, 1784) * 100, 2);
    expectStated(slug, mcnemar(60, 36), 2);
    expect(mcnemar(60, 36)).toBeGreaterThan(1.96);
  });

  it("McNemar's z has mean 0 and variance 1 if both are equally strong", () => {
    // Exact: of 96 questions each falls to either side with probability one half.
    const total = 96;
    let probability = 0.5 ** total;
    let [mean, square] = [0, 0];
    for (let first = 0; first <= total; first++) {
      const z = mcnemar(first, total - first);
      mean += probability * z;
      square += probability * z * z;
      probability *= (total - first) / (first + 1);
    }
    expect(mean).toBeCloseTo(0, 10);
    expect(square).toBeCloseTo(1, 10);
  });
});

describe('mmbench: the taxonomy', () => {
  it('has 2, 6 and 20 abilities, in the numbers of the table', () => {
    const groups = Object.values(taxonomy).flatMap((branch) => Object.entries(branch));
    expect(Object.keys(taxonomy)).toHaveLength(2);
    expect(groups).toHaveLength(6);
    expect(new Set(groups.flatMap(([, abilities]) => abilities)).size).toBe(20);
    for (const [name, abilities] of groups)
      for (const locale of ['zh', 'en'] as const)
        expect(articleSource(slug, locale)).toMatch(new RegExp(`${name} \\| ${abilities.length} \\|`));
  });
});
