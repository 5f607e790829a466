import { describe, expect, it } from 'vitest';
import {
  a2cStep,
  exactValues,
  gradientSample,
  type Learner,
  levels,
  played,
  reinforce,
  type Step,
  score,
  secondMomentOfWeight,
  sigmoid,
  tdError,
  train,
  untrained,
} from '../../src/figures/actor-critic.ts';
import { seeded } from '../../src/kernel/random.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'actor-critic';
const rates = { critic: 0.5, actor: 0.2, discount: 0.9 };

/** Both texts must hold the given string. */
function expectWritten(...texts: readonly string[]): void {
  for (const locale of ['zh', 'en'] as const) for (const text of texts) expect(articleSource(slug, locale), locale).toContain(text);
}

const plays: readonly (readonly boolean[])[] = [[true, true], [true, false], [false]];
const rows: { game: number; step: Step; error: number; learner: Learner }[] = [];
{
  let learner = untrained;
  for (const [game, actions] of plays.entries()) {
    for (const [state, go] of actions.entries()) {
      const step = played(state, go);
      const error = tdError(learner, step, rates.discount);
      learner = a2cStep(learner, step, rates);
      rows.push({ game: game + 1, step, error, learner });
    }
  }
}

/** Written as in the table: at most three decimals, the chance with exactly three unless it is one half. */
const short = (value: number): string => value.toFixed(3).replace(/\.?0+$/, '');
const chance = (value: number): string => (value === 0.5 ? '0.5' : value.toFixed(3));

describe('actor-critic: the worked example', () => {
  it('has the five rows of the table', () => {
    const words = { zh: { go: '闯', leave: '走', comma: '，' }, en: { go: 'go', leave: 'leave', comma: ', ' } };
    for (const locale of ['zh', 'en'] as const) {
      const { go, leave, comma } = words[locale];
      for (const row of rows) {
        const s = row.step.state;
        const [value = 0, logit = 0] = [row.learner.values[s], row.learner.logits[s]];
        const line = `| ${row.game} | $s_${s + 1}$ ${row.step.go ? go : leave} | ${short(row.error)} | ${short(value)} | ${short(logit)}${comma}${chance(sigmoid(logit))} |`;
        expect(articleSource(slug, locale)).toContain(line);
      }
    }
  });

  it('reads the second game as the text does', () => {
    expect(rows[2]?.error).toBeCloseTo(0 + 0.9 * 5 - 0, 12);
    expect(rows[3]?.error).toBeCloseTo(1 - 5, 12);
    expectWritten(String.raw`\delta=0+0.9\times5-0=4.5`, String.raw`\theta_2=1+0.2\times(-4)\times(-0.731)\approx1.585`);
    expectStated(slug, 1 + 0.2 * -4 * score(1, false), 3);
  });

  it('REINFORCE would have encouraged the worse action', () => {
    const before = rows[1]?.learner as Learner;
    const after = reinforce(before, [played(0, true), played(1, false)], rates);
    expect(before.logits[1]).toBeCloseTo(1, 12);
    expectStated(slug, after.logits[1] as number, 3);
    expectWritten('1-0.146=0.854');
    expect(1 - (after.logits[1] as number)).toBeCloseTo(0.146, 3);
  });
});

describe('actor-critic: baselines', () => {
  it('has the mean and the variances of the text', () => {
    const plain = gradientSample(0, 10, 1, 0);
    const withValue = gradientSample(0, 10, 1, 5.5);
    expectStated(slug, plain.mean, 2);
    expectStated(slug, plain.variance, 4);
    expect(withValue).toEqual({ mean: plain.mean, variance: 0 });
    expect(exactValues([0.5, 0.5], 0.9)[1]).toBe(5.5);
  });

  it('the state value can be worse than no baseline, as stated', () => {
    const [logit, value] = [Math.log(0.95 / 0.05), 0.95 * 10 + 0.05 * 1];
    expectStated(slug, value, 2);
    expectStated(slug, gradientSample(logit, 10, 1, 0).variance, 2);
    expectStated(slug, gradientSample(logit, 10, 1, value).variance, 2);
  });

  it('a baseline leaves the mean alone, and the weighted average of q has the least variance', () => {
    for (const logit of [-2, 0.3, 1.7]) {
      const p = sigmoid(logit);
      const [go, leave] = [7, -2];
      const squares = [p * (1 - p) ** 2, (1 - p) * p ** 2] as const;
      const best = (squares[0] * go + squares[1] * leave) / (squares[0] + squares[1]);
      const least = gradientSample(logit, go, leave, best);
      for (const baseline of [best - 1, best + 1, p * go + (1 - p) * leave]) {
        const other = gradientSample(logit, go, leave, baseline);
        expect(other.mean).toBeCloseTo(p * (1 - p) * (go - leave), 12);
        expect(other.variance).toBeGreaterThanOrEqual(least.variance - 1e-12);
      }
    }
  });
});

describe('actor-critic: the theory', () => {
  const discount = 0.9;

  it('the policy gradient theorem agrees with finite differences', () => {
    const logits = [0.4, -0.7];
    const value = (theta: readonly number[]): number => exactValues(theta.map(sigmoid), discount)[0] as number;
    const chances = logits.map(sigmoid);
    const v = exactValues(chances, discount);
    // Sum over both states: gamma^t Pr(s_t = s) sum_a pi(a|s) score(a) q(s, a).
    const reach = [1, chances[0] as number];
    const theorem = logits.map((logit, s) => {
      const p = sigmoid(logit);
      const q = { go: (levels[s]?.go ?? 0) + discount * (v[s + 1] ?? 0), leave: levels[s]?.leave ?? 0 };
      return discount ** s * (reach[s] ?? 0) * (p * score(logit, true) * q.go + (1 - p) * score(logit, false) * q.leave);
    });
    for (const s of [0, 1]) {
      const shifted = (h: number): number[] => logits.map((logit, i) => (i === s ? logit + h : logit));
      expect((value(shifted(1e-5)) - value(shifted(-1e-5))) / 2e-5).toBeCloseTo(theorem[s] as number, 7);
    }
  });

  it('with exact values the mean TD error is the advantage', () => {
    const chances = [0.3, 0.8];
    const learner = { values: exactValues(chances, discount), logits: [0, 0] };
    const [v1 = 0, v2 = 0] = learner.values;
    expect(tdError(learner, played(0, true), discount)).toBeCloseTo(0.9 * v2 - v1, 12);
    // Averaged over the policy the advantage vanishes.
    for (const [s, p] of chances.entries()) {
      const mean = p * tdError(learner, played(s, true), discount) + (1 - p) * tdError(learner, played(s, false), discount);
      expect(mean).toBeCloseTo(0, 12);
    }
  });

  it('importance weights give back the mean under pi, and their second moment is as stated', () => {
    const [pi, beta, f] = [
      [0.9, 0.1],
      [0.5, 0.5],
      [3, -4],
    ] as const;
    const weighted = beta[0] * (pi[0] / beta[0]) * f[0] + beta[1] * (pi[1] / beta[1]) * f[1];
    expect(weighted).toBeCloseTo(pi[0] * f[0] + pi[1] * f[1], 12);
    expectStated(slug, pi[0] / beta[0], 1);
    expectStated(slug, pi[1] / beta[1], 1);
    const moment = secondMomentOfWeight(pi, beta);
    expectStated(slug, moment, 2);
    expectStated(slug, moment ** 10, 0);
  });

  it('a2c learns to go on, and the second state learns first', () => {
    let dice = seeded('actor-critic');
    const runs = Array.from({ length: 200 }, () => {
      const run = train(300, { critic: 0.2, actor: 0.05, discount }, dice);
      dice = run.dice;
      return run;
    });
    const mean = (state: number, game: number): number =>
      runs.reduce((sum, run) => sum + (run.chances[state]?.[game] ?? 0), 0) / runs.length;
    expect(mean(0, 299)).toBeGreaterThan(0.95);
    expect(mean(1, 299)).toBeGreaterThan(0.95);
    expect(mean(1, 20) - mean(0, 20)).toBeGreaterThan(0.1);
  });
});
