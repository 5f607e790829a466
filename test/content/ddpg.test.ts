import { describe, expect, it } from 'vitest';
import {
  beginner,
  drive,
  features,
  follow,
  following,
  normal,
  optimum,
  ornsteinUhlenbeck,
  parameters,
  q,
  type Settings,
  slope,
  stationaryDeviation,
  target,
  train,
  update,
} from '../../src/figures/ddpg.ts';
import { seeded } from '../../src/kernel/random.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'ddpg';
const settings: Settings = { critic: 0.5, actor: 0.1, discount: 0.9, tau: 0.1 };

/** Both texts must hold the given string. */
function expectWritten(...texts: readonly string[]): void {
  for (const locale of ['zh', 'en'] as const) for (const text of texts) expect(articleSource(slug, locale), locale).toContain(text);
}

describe('ddpg: the worked example', () => {
  const step = drive(1, beginner.theta * 1 - 0.3);
  const after = update(beginner, [step], settings);

  it('has the transition and the target of the text', () => {
    expect(step.a).toBeCloseTo(-0.5, 12);
    expectStated(slug, step.r, 2);
    expect(step.next).toBeCloseTo(0.5, 12);
    expectStated(slug, q(beginner.wTarget, 0.5, -0.1), 2);
    expectStated(slug, target(beginner, step, 0.9), 3);
    expectWritten(String.raw`y=-1.25+0.9\times(-0.42)=-1.628`);
  });

  it('has the critic of the text', () => {
    expect(q(beginner.w, 1, -0.5)).toBeCloseTo(-1.5, 12);
    expectStated(slug, target(beginner, step, 0.9) - q(beginner.w, 1, -0.5), 3);
    expect(features(1, -0.5)).toEqual([-1, 0.5, -0.25]);
    expectWritten(String.raw`\nabla_wQ=(-1,0.5,-0.25)`, `w=(${after.w.map((x) => x.toFixed(3)).join(',')})`);
  });

  it('has the actor and the copies of the text', () => {
    expectStated(slug, slope(after.w, 1, -0.2), 4);
    expectStated(slug, after.theta, 5);
    expectWritten(String.raw`\bar w=(${after.wTarget.map((x) => x.toFixed(4)).join(',')})`);
    expectStated(slug, after.thetaTarget, 6);
  });

  it('the executed action would give the wrong sign', () => {
    expectStated(slug, slope(after.w, 1, -0.5), 3);
    expect(Math.sign(slope(after.w, 1, -0.5))).not.toBe(Math.sign(slope(after.w, 1, -0.2)));
  });
});

describe('ddpg: the exact solution', () => {
  const best = optimum(0.9);

  it('has the root and the gain of the text', () => {
    expect(best.x ** 2 - 0.8 * best.x - 0.9).toBeCloseTo(0, 12);
    expectStated(slug, best.x, 3);
    expectStated(slug, best.theta, 3);
  });

  it('satisfies the Bellman equation everywhere, and its actor is greedy', () => {
    const agent = { w: best.w, theta: best.theta, wTarget: best.w, thetaTarget: best.theta };
    for (const [s, a] of [
      [1, 0.3],
      [-0.7, 0.2],
      [2, -1.5],
    ] as const) {
      expect(target(agent, drive(s, a), 0.9)).toBeCloseTo(q(best.w, s, a), 10);
      expect(slope(best.w, s, best.theta * s)).toBeCloseTo(0, 10);
    }
  });

  it('beats its neighbours when the return is added up', () => {
    const cost = (gain: number): number => {
      let [s, sum, weight] = [1, 0, 1];
      for (let t = 0; t < 400; t++) {
        const step = drive(s, gain * s);
        sum += weight * step.r;
        weight *= 0.9;
        s = step.next;
      }
      return sum;
    };
    expect(cost(best.theta)).toBeCloseTo(q(best.w, 1, best.theta), 10);
    for (const shift of [-0.02, 0.02]) expect(cost(best.theta + shift)).toBeLessThan(cost(best.theta));
  });

  it('the algorithm settles near the best gain', () => {
    const path = train(6000, settings, seeded('ddpg'));
    const tail = path.slice(-500);
    expect(tail.reduce((sum, agent) => sum + agent.theta, 0) / tail.length).toBeCloseTo(best.theta, 2);
  });

  it('a longer run begins like a shorter one, so the picture and its words agree', () => {
    expect(train(40, settings, seeded('ddpg')).slice(0, 7)).toEqual(train(7, settings, seeded('ddpg')));
  });

  it('the chain rule agrees with a finite difference of Q along the policy', () => {
    for (const s of [0.4, -1.2]) {
      const along = (theta: number): number => q([2, 1, 3], s, theta * s);
      expect((along(-0.3 + 1e-6) - along(-0.3 - 1e-6)) / 2e-6).toBeCloseTo(s * slope([2, 1, 3], s, -0.3 * s), 6);
    }
  });
});

describe('ddpg: the other numbers', () => {
  it('counts levels of seven joints', () => {
    expectWritten('3^7=2187');
    expect(3 ** 7).toBe(2187);
    expect(10 ** 7).toBe(10_000_000);
  });

  it('a copy at tau 0.001 has the half-life and the lag of the text', () => {
    expectStated(slug, Math.log(0.5) / Math.log(1 - 0.001), 0);
    // Mean age of a geometric average: sum of n tau (1 - tau)^n.
    let age = 0;
    for (let n = 0; n < 40_000; n++) age += n * 0.001 * 0.999 ** n;
    expectStated(slug, age, 0);
    let agent = { ...beginner, w: [0, 0, 0] as const };
    for (let n = 0; n < 693; n++) agent = { ...follow(agent, 0.001), w: [0, 0, 0] as const };
    expect(agent.wTarget[0] / 2).toBeCloseTo(0.5, 3);
    for (const [n, value] of following(50, { tau: 0.1 }).entries()) expect(value).toBeCloseTo(1 - 0.9 ** (n + 1), 12);
    expect(following(5, { every: 3 })).toEqual([0, 0, 1, 1, 1]);
  });

  it('a buffer of a million cheetah steps and the actor have the sizes of the text', () => {
    const numbers = 17 + 6 + 1 + 17;
    expectStated(slug, numbers, 0);
    expectStated(slug, numbers * 4, 0);
    expect((numbers * 4 * 1e6) / 1e6).toBe(164);
    expect(parameters([17, 400, 300, 6])).toBe(129_306);
    expectWritten('129,306');
    expectStated(slug, (129_306 * 4) / 1e6, 1);
  });

  it('the noise has the deviation and the correlation of the text', () => {
    expectStated(slug, stationaryDeviation(0.15, 0.2), 3);
    expectStated(slug, 0.85 ** 10, 3);
    const { path } = ornsteinUhlenbeck(60_000, 0.15, 0.2, seeded('noise'));
    const settled = path.slice(200);
    const power = settled.reduce((sum, n) => sum + n * n, 0) / settled.length;
    expect(Math.sqrt(power)).toBeCloseTo(stationaryDeviation(0.15, 0.2), 1);
    const lagged = settled.slice(10).reduce((sum, n, i) => sum + n * (settled[i] ?? 0), 0) / (settled.length - 10);
    expect(Math.abs(lagged / power - 0.85 ** 10)).toBeLessThan(0.04);
  });

  it('the largest of ten standard normal errors is 1.54 on average', () => {
    // E max = integral of x n phi(x) Phi(x)^(n-1), by summing on a fine grid.
    let [cumulated, mean] = [0, 0];
    const width = 1e-4;
    for (let x = -9; x < 9; x += width) {
      const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
      cumulated += density * width;
      mean += x * 10 * density * cumulated ** 9 * width;
    }
    expectStated(slug, mean, 2);
    let [dice, total] = [seeded('max'), 0];
    for (let run = 0; run < 20_000; run++) {
      let top = -Infinity;
      for (let k = 0; k < 10; k++) {
        const drawn = normal(dice);
        dice = drawn.dice;
        top = Math.max(top, drawn.value);
      }
      total += top;
    }
    expect(Math.abs(total / 20_000 - mean)).toBeLessThan(0.02);
  });
});
