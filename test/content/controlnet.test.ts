import { describe, expect, it } from 'vitest';
import {
  encoder,
  example,
  gradients,
  hintChannels,
  output,
  parameterCounts,
  residualNumbers,
  type Toy,
  type Trainable,
  train,
  vaeEncoder,
} from '../../src/figures/controlnet.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'controlnet';
const PARTS = ['out', 'copy', 'into', 'encoder'] as const satisfies readonly Trainable[];

function expectWritten(text: string): void {
  for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale), `${locale} writes ${text}`).toContain(text);
}

describe('controlnet: the worked example', () => {
  const run = train(example.toy, example.sample, example.rate, 3);

  it('has the table of the text', () => {
    const short = (value: number): string => String(Math.round(value * 10_000) / 10_000);
    const row = (name: string, value: (step: (typeof run)[number]) => number): void =>
      expectWritten(`| ${name} | ${run.map((step) => short(value(step))).join(' | ')} |`);
    row('$z_2$', (step) => step.toy.out);
    row('$\\theta_c$', (step) => step.toy.copy);
    row('$z_1$', (step) => step.toy.into);
    row('$e$', (step) => step.toy.encoder);
    row('$y_c$', (step) => step.output);
  });

  it('has the gradients of the text, and the parts wake up one after the other', () => {
    const [first, second, third] = run.map((step) => step.gradient);
    const awake = (gradient: typeof first): string[] => PARTS.filter((part) => Math.abs(gradient?.[part] ?? 0) > 1e-12);
    expect(awake(first)).toEqual(['out']);
    expect(awake(second)).toEqual(['out', 'copy', 'into']);
    expect(awake(third)).toEqual([...PARTS]);
    expect(first?.out).toBe(-4);
    expectStated(slug, second?.out ?? 0, 1);
    expectStated(slug, second?.copy ?? 0, 2);
    expectStated(slug, second?.into ?? 0, 2);
    expectStated(slug, third?.encoder ?? 0, 4);
    expectStated(slug, 1 + (run[2]?.toy.into ?? 0) * 2, 3);
  });

  it('starts at the output of the locked block', () => expect(run[0]?.output).toBe(example.toy.locked * example.sample.x));

  it('the gradients agree with finite differences', () => {
    const toy: Toy = { locked: 1.3, copy: 0.7, out: -0.4, into: 0.9, encoder: 1.1 };
    const sample = { x: 0.6, condition: -1.7, target: 2 };
    const loss = (moved: Toy): number => 0.5 * (output(moved, sample) - sample.target) ** 2;
    for (const part of PARTS) {
      const h = 1e-6;
      const slope = (loss({ ...toy, [part]: toy[part] + h }) - loss({ ...toy, [part]: toy[part] - h })) / (2 * h);
      expect(gradients(toy, sample)[part]).toBeCloseTo(slope, 6);
    }
  });

  it('without the input added nothing ever moves', () => {
    // With x = 0 on the copy's path the toy is fed by the condition alone.
    const stuck = train(example.toy, { x: 0, condition: 2, target: 4 }, example.rate, 20);
    for (const step of stuck) for (const part of PARTS) expect(Math.abs(step.gradient[part])).toBe(0);
  });

  it('reaches its target', () => expect(train(example.toy, example.sample, example.rate, 20).at(-1)?.output).toBeCloseTo(4, 3));
});

describe('controlnet: sizes', () => {
  const counts = parameterCounts();

  it('the table of parameters', () => {
    for (const count of [counts.base, counts.copied, counts.zero, counts.hint, counts.control])
      expectWritten(`| ${count.toLocaleString('en')} |`);
    expect(counts.copied + counts.zero + counts.hint).toBe(counts.control);
    expectWritten(`${((100 * counts.control) / counts.base).toFixed(0)}%`);
    expectStated(slug, (2 * counts.control) / 1e6, 0);
  });

  it('agrees with the published sizes of the two networks', () => {
    expect(counts.base).toBe(859_520_964);
    expect(counts.control).toBe(361_279_120);
    expect(vaeEncoder()).toBe(34_163_592);
  });

  it('both texts give the size of the two encoders', () => {
    expect(articleSource(slug, 'zh')).toContain('3,416 万');
    expect(articleSource(slug, 'en')).toContain(`${(vaeEncoder() / 1e6).toFixed(2)} million`);
    expect(articleSource(slug, 'zh')).toContain(`${Math.round(counts.hint / 1e4)} 万`);
    expect(articleSource(slug, 'en')).toContain(`${(counts.hint / 1e6).toFixed(2)} million`);
  });

  it('twelve skips and the middle block get 6,717,440 numbers', () => {
    expect(encoder().skips).toHaveLength(12);
    expect(encoder().skips.at(-1)).toEqual({ channels: 1280, side: 8 });
    expectWritten(residualNumbers().toLocaleString('en'));
  });

  it('the condition encoder has eight layers', () => {
    expect(hintChannels).toHaveLength(9);
    expect(articleSource(slug, 'zh')).toContain(hintChannels.slice(1).join('、'));
    expect(articleSource(slug, 'en')).toContain(`${hintChannels.slice(1, 8).join(', ')} and 320`);
  });
});
