import { describe, expect, it } from 'vitest';
import {
  type Answer,
  advantages,
  answers,
  busyShare,
  chanceOfSignal,
  divergence,
  gradient,
  lengthRewards,
  mean,
  mirrorStep,
  partition,
  priorities,
  restingPolicy,
  rewards,
  softmax,
  successAfter,
} from '../../src/figures/kimi-k15.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'kimi-k15';
const uniform = [0.25, 0.25, 0.25, 0.25];
const given = rewards(answers, 0.4);
const better = advantages(given);

/** Both texts must hold the given string. */
function expectWritten(...texts: readonly string[]): void {
  for (const locale of ['zh', 'en'] as const) for (const text of texts) expect(articleSource(slug, locale), locale).toContain(text);
}

const short = (value: number): string => value.toFixed(3).replace(/\.?0+$/, '');

describe('kimi-k15: the worked example', () => {
  it('has the rows of the table', () => {
    const byLength = lengthRewards(answers);
    for (const [j, { tokens, right }] of answers.entries()) {
      const rest = [byLength, given, better].map((column) => short(column[j] ?? Number.NaN)).join(' | ');
      expect(articleSource(slug, 'zh')).toContain(`| ${j + 1} | ${tokens}，${right ? '对' : '错'} | ${rest} |`);
      expect(articleSource(slug, 'en')).toContain(`| ${j + 1} | ${tokens}, ${right ? 'right' : 'wrong'} | ${rest} |`);
    }
    expect(mean(given) * 4).toBeCloseTo(1.933, 3);
    expectWritten(String.raw`1.933/4\approx0.483`, String.raw`\lambda=0.5-\frac{400}{600}\approx-0.167`);
  });

  it('punishes the long right answer from the stated weight on', () => {
    const longRight = (weight: number): number => advantages(rewards(answers, weight))[1] as number;
    expect(longRight(12 / 11)).toBeCloseTo(0, 12);
    expect(longRight(1.08)).toBeGreaterThan(0);
    expect(longRight(1.1)).toBeLessThan(0);
    expectStated(slug, 12 / 11, 2);
  });

  it('the first step of 4 adds the advantages to the scores and lands on the regularised optimum', () => {
    const slope = gradient([0, 0, 0, 0], uniform, given, 1, mean(given));
    for (const [j, s] of slope.entries()) expect(4 * s).toBeCloseTo(better[j] as number, 12);
    const policy = softmax(better);
    expectWritten(String.raw`\pi=(${policy.map((p) => p.toFixed(3)).join(String.raw`,\;`)})`);
    expectStated(slug, (policy[0] as number) + (policy[1] as number), 3);
    for (const [j, p] of mirrorStep(uniform, given, 1).entries()) expect(policy[j]).toBeCloseTo(p, 12);
  });

  it('all four brackets are then equal, and the mean as baseline rests lower', () => {
    const logZ = Math.log(partition(uniform, given, 1));
    const gap = logZ - mean(given);
    expectWritten(String.raw`\tau\ln Z-\bar r=0.626-0.483=0.143`);
    expect([logZ, mean(given), gap].map((x) => x.toFixed(3))).toEqual(['0.626', '0.483', '0.143']);
    for (const [j, p] of softmax(better).entries()) expect((given[j] as number) - mean(given) - Math.log(p / 0.25)).toBeCloseTo(gap, 12);
    const right = (policy: readonly number[]): number => (policy[0] as number) + (policy[1] as number);
    expect(right(restingPolicy(uniform, given, 1, logZ))).toBeCloseTo(right(mirrorStep(uniform, given, 1)), 9);
    const resting = restingPolicy(uniform, given, 1, mean(given));
    expectStated(slug, right(resting), 3);
    for (const s of gradient(resting.map(Math.log), uniform, given, 1, mean(given))) expect(s).toBeCloseTo(0, 10);
  });
});

describe('kimi-k15: the theory', () => {
  it('the closed form beats every other distribution tried', () => {
    const reference = [0.5, 0.3, 0.2];
    const reward = [1, 0, 1];
    const value = (p: readonly number[], tau: number): number =>
      p.reduce((total, share, j) => total + share * (reward[j] ?? 0), 0) - tau * divergence(p, reference);
    for (const tau of [0.3, 1, 4]) {
      const best = value(mirrorStep(reference, reward, tau), tau);
      expect(best).toBeCloseTo(tau * Math.log(partition(reference, reward, tau)), 12);
      for (let a = 0.02; a < 1; a += 0.07) {
        for (let b = 0.02; a + b < 1; b += 0.07) expect(value([a, b, 1 - a - b], tau)).toBeLessThanOrEqual(best + 1e-12);
      }
    }
  });

  it('with a 0/1 reward the log-odds rise by 1/tau', () => {
    for (const tau of [0.5, 3]) expect(mirrorStep([0.3, 0.7], [1, 0], tau)[0]).toBeCloseTo(successAfter(0.3, tau), 12);
    let rate = 0.5;
    for (let i = 0; i < 4; i++) rate = successAfter(rate, 1);
    expectStated(slug, rate, 3);
    for (const tau of [1, 0.2, 10]) expectStated(slug, successAfter(0.5, tau), 3);
  });

  it('when right answers are rare the mean as baseline rests between reference and optimum', () => {
    // The question on p = 0.05, tau = 0.2: the balance of the two classes, sampled from the reference.
    const [p, tau] = [0.05, 0.2];
    const force = (rate: number): number =>
      p * (1 - rate) * (1 - p - tau * Math.log(rate / p)) - (1 - p) * rate * (-p - tau * Math.log((1 - rate) / (1 - p)));
    expect(force(p)).toBeGreaterThan(0);
    expect(force(successAfter(p, tau))).toBeLessThan(0);
    expect(tau * Math.log(partition([p, 1 - p], [1, 0], tau))).toBeCloseTo(0.42, 2);
  });

  it('tau ln Z tends to the mean reward', () => {
    const gap = (tau: number): number => Math.abs(tau * Math.log(partition(uniform, given, tau)) - mean(given));
    expect(gap(1000)).toBeLessThan(1e-3);
    expect(gap(10)).toBeLessThan(gap(1));
  });

  it('the direction is minus the gradient of the squared error over 2 tau', () => {
    const logits = [0.3, -0.2, 0.5, 0];
    const tau = 0.7;
    const loss = (at: readonly number[]): number =>
      mean(softmax(at).map((p, j) => ((given[j] ?? 0) - mean(given) - tau * Math.log(p / 0.25)) ** 2));
    for (const [j, s] of gradient(logits, uniform, given, tau, mean(given)).entries()) {
      const moved = (h: number): number[] => logits.map((logit, i) => (i === j ? logit + h : logit));
      expect(-(loss(moved(1e-5)) - loss(moved(-1e-5))) / 2e-5 / (2 * tau)).toBeCloseTo(s, 7);
    }
  });
});

describe('kimi-k15: the other numbers', () => {
  it('a wrong group is told to write less', () => {
    const wrong: Answer[] = [400, 700, 1000].map((tokens) => ({ tokens, right: false }));
    expect(lengthRewards(wrong)).toEqual([0, 0, -0.5]);
    expectWritten('0,0,-0.5');
    expect(Math.sign(advantages(rewards(wrong, 0.4))[2] as number)).toBe(-1);
    expect(lengthRewards([answers[0] as Answer, answers[0] as Answer])).toEqual([0, 0]);
  });

  it('groups of eight give a signal as often as stated', () => {
    for (const rate of [0.5, 0.05, 0.01]) {
      expectStated(slug, chanceOfSignal(rate, 8), 3);
      let mixed = 0;
      for (let bits = 1; bits < 255; bits++) {
        const right = bits.toString(2).replaceAll('0', '').length;
        mixed += rate ** right * (1 - rate) ** (8 - right);
      }
      expect(mixed).toBeCloseTo(chanceOfSignal(rate, 8), 12);
    }
  });

  it('priorities are as stated', () => {
    for (const share of priorities([0.9, 0.5, 0.2])) expectStated(slug, share, 3);
  });

  it('workers are as busy as stated', () => {
    const lengths = [...Array.from({ length: 63 }, () => 4000), 128_000];
    expectStated(slug, busyShare(lengths) * 100, 1);
    expectStated(slug, busyShare(lengths, 8000) * 100, 1);
    expectStated(slug, 128_000 / 8000, 0);
    expect(128 * 1024).toBe(131_072);
    expectWritten('131,072');
  });
});
