import { describe, expect, it } from 'vitest';
import {
  answersForPoints,
  classifierFree,
  classifierGuided,
  cleanEstimate,
  ddimStep,
  guidedArrival,
  normalDensity,
  sampled,
  sharpened,
  tilted,
} from '../../src/figures/guidance.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'guidance';

function expectWritten(text: string): void {
  for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale), `${locale} writes ${text}`).toContain(text);
}

const abar = 0.64;
const x = 0.5;
const answers = answersForPoints(x, abar);
const guided = classifierFree(answers.given, answers.blind, 2);

describe('guidance: the worked example', () => {
  it('the answers are those of Bayes on two points', () => {
    const likelihood = [1, -1].map((image) => normalDensity(x, Math.sqrt(abar) * image, 1 - abar)) as [number, number];
    const share = likelihood[0] / (likelihood[0] + likelihood[1]);
    expect(answers.share).toBeCloseTo(share, 12);
    // The noise that was added, averaged over the two images it could have been added to.
    const noises = [1, -1].map((image) => (x - Math.sqrt(abar) * image) / Math.sqrt(1 - abar)) as [number, number];
    expect(answers.given).toBeCloseTo(noises[0], 12);
    expect(answers.blind).toBeCloseTo(share * noises[0] + (1 - share) * noises[1], 12);
    const h = 1e-6;
    const slope = (Math.log(answersForPoints(x + h, abar).share) - Math.log(answersForPoints(x - h, abar).share)) / (2 * h);
    expect(answers.slope).toBeCloseTo(slope, 7);
  });

  it('has the numbers of the text', () => {
    expectStated(slug, answers.given, 1);
    expectStated(slug, (2 * 0.8 * 0.5) / 0.36, 4);
    expectStated(slug, answers.share, 4);
    expectStated(slug, 2 * answers.share - 1, 4);
    expectStated(slug, answers.blind, 4);
    expectStated(slug, guided, 3);
    expectStated(slug, cleanEstimate(x, guided, abar), 3);
    expectStated(slug, ddimStep(x, guided, abar, 0.9216), 3);
    expect(cleanEstimate(x, answers.given, abar)).toBeCloseTo(1, 12);
    expectStated(slug, ddimStep(x, answers.given, abar, 0.9216), 2);
    expectStated(slug, answers.slope, 4);
  });

  it('a classifier with strength 3 gives the same prediction', () => {
    expect(classifierGuided(answers.blind, answers.slope, 3, abar)).toBeCloseTo(guided, 12);
    for (const w of [0, 0.7, 6.5])
      for (const place of [-1.2, 0.1, 0.9]) {
        const here = answersForPoints(place, 0.3);
        expect(classifierGuided(here.blind, here.slope, 1 + w, 0.3)).toBeCloseTo(classifierFree(here.given, here.blind, w), 10);
      }
  });
});

describe('guidance: what is sampled', () => {
  it('has the table of the text', () => {
    for (const w of [0, 1, 3, 6.5]) {
      const [got, wanted] = [sampled(w), tilted(w)];
      expectWritten(
        `| ${w} | ${got.mean.toFixed(2)} | ${got.deviation.toFixed(2)} | ${wanted.mean.toFixed(2)} | ${wanted.deviation.toFixed(2)} |`,
      );
    }
    expectStated(slug, sampled(0).share, 3);
    expectStated(slug, sampled(6.5).share, 3);
  });

  it('the short equation is DDIM in many steps', () => {
    // Noise predictions of the two Gaussian classes, by Bayes, and the plain sampler of the article.
    const predictions = (place: number, a: number): readonly [given: number, blind: number] => {
      const [signal, noise] = [Math.sqrt(a), Math.sqrt(1 - a)];
      const [da, db] = [normalDensity(place, signal), normalDensity(place, -signal)];
      const given = noise * (place - signal);
      return [given, (da * given + db * noise * (place + signal)) / (da + db)];
    };
    const steps = 4000;
    for (const [start, w] of [
      [0.3, 3],
      [-1, 1],
      [1.4, 0],
    ] as const) {
      let place: number = start;
      for (let k = 0; k < steps; k++) {
        const [now, then] = [(k + 0.5) / (steps + 0.5), Math.min(1, (k + 1.5) / (steps + 0.5))];
        place = ddimStep(place, classifierFree(...predictions(place, now * now), w), now * now, then * then);
      }
      expect(place).toBeCloseTo(guidedArrival(start, w), 2);
    }
  });

  it('the sharpened density is that of Bayes to the power w', () => {
    for (const place of [-0.5, 1, 2.2]) {
      const share = normalDensity(place, 1) / (normalDensity(place, 1) + normalDensity(place, -1));
      expect(sharpened(place, 3)).toBeCloseTo(normalDensity(place, 1) * share ** 3, 12);
    }
  });

  it('software scale 7.5 is w = 6.5', () => {
    const [given, blind] = [0.37, -0.2];
    expect(blind + 7.5 * (given - blind)).toBeCloseTo(classifierFree(given, blind, 6.5), 12);
  });
});
