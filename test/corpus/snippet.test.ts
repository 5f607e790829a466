import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Section } from '../../src/corpus/article.ts';
import { needleOf } from '../../src/corpus/concepts.ts';
import { Needles } from '../../src/corpus/needles.ts';
import { snippet } from '../../src/corpus/snippet.ts';
import { type Inline, math, type Prose, text } from '../../src/kernel/prose.ts';
import { section } from '../support/articles.ts';

const marks = (...names: string[]) => {
  const needles = new Needles<true>();
  for (const name of names) needles.add(needleOf(name), true);
  return needles;
};
/** Matches in 【】, formulas in dollars. */
const shown = (content: Prose): string =>
  content
    .map((node) =>
      node.kind === 'math'
        ? `$${node.tex}$`
        : node.kind === 'text'
          ? node.style === 'mark'
            ? `【${node.text}】`
            : node.text
          : `<${node.kind}>`,
    )
    .join('');
const look = (part: Section, names: string[], columns?: number) => shown(snippet(part, marks(...names), columns));

describe('a snippet', () => {
  it('shows the sentence that matches and what follows, as far as it fits', () => {
    const part = section('a', '题', '第一句没有。第二句讲梯度。第三句跟着。', '第四句太远了，放不下。');
    expect(look(part, ['梯度'], 40)).toBe('第一句没有。第二句讲【梯度】。第三句跟着。');
    expect(look(part, ['梯度'], 28)).toBe('第二句讲【梯度】。第三句跟着。');
    expect(look(part, ['梯度'], 20)).toBe('第二句讲【梯度】。');
  });

  it('prefers the sentence with the most of what was asked for', () => {
    const part = section('a', '题', '讲梯度。讲梯度与步长。讲步长。');
    expect(look(part, ['梯度', '步长'], 16)).toBe('讲【梯度】与【步长】。');
  });

  it('marks whatever spelling or synonym matched', () => {
    const part = section('a', '题', '隨機森林（Random Forests）与 ＲＦ 是一回事。');
    expect(look(part, ['随机森林', 'random forest', 'rf'])).toBe('【隨機森林】（【Random Forests】）与 【ＲＦ】 是一回事。');
  });

  it('marks Latin words whole, and not parts of them', () => {
    const part = section('a', 'T', 'Sampling takes samples; resample.');
    expect(look(part, ['sample'])).toBe('【Sampling】 takes 【samples】; resample.');
  });

  it('begins where the section begins when only its title matches', () => {
    expect(look(section('a', '题', '甲。乙。'), ['梯度'])).toBe('甲。乙。');
  });

  it('cuts a long sentence between words, around the matches', () => {
    const sentence = `${'前面是很长的一段铺垫，'.repeat(12)}这里才说到梯度消失的原因，${'后面又是很长的说明，'.repeat(12)}完。`;
    const found = look(section('a', '题', sentence), ['梯度消失'], 60);
    expect(found).toMatch(/^….*【梯度消失】.*…$/);
    expect(found).not.toMatch(/^…[，。]/);
    const english = `${'long words before '.repeat(30)}vanishing gradient ${'and words behind '.repeat(30)}end.`;
    const part = look(section('a', 'T', english), ['vanishing gradient'], 60);
    expect(part).toMatch(/^…(long |words |before )+【vanishing gradient】( (and|words|behind))+ ?…$/);
  });

  it('keeps formulas whole and counts what they show, not how they are written', () => {
    const tex = '\\frac{\\partial \\mathcal{L}}{\\partial \\boldsymbol{\\theta}}';
    const part = section('a', '题', [text('它的梯度是 '), math(tex), text('。')]);
    expect(look(part, ['梯度'], 24)).toBe(`它的【梯度】是 $${tex}$。`);
  });

  it('reads lists, tables and code, and links are text', () => {
    const part: Section = {
      anchor: 'a',
      title: '题',
      blocks: [
        { kind: 'math', tex: 'x' },
        { kind: 'table', header: [[text('量')], [text('值')]], rows: [[[text('步幅')], [math('s')]]] },
        { kind: 'list', ordered: true, items: [[text('见'), { kind: 'link', text: '感受野', href: 'topic:receptive-field' }]] },
        { kind: 'code', text: '\nstride = 2\n' },
      ],
    };
    expect(look(part, ['步幅'], 14)).toBe('【步幅】 · $s$');
    expect(look(part, ['感受野'], 8)).toBe('见【感受野】');
    expect(look(part, ['stride'], 10)).toBe('【stride】 = 2');
    expect(snippet(part, marks('stride'), 10).at(-1)).toEqual(text(' = 2', 'code'));
  });

  it('is empty for a section without words', () => {
    expect(snippet({ anchor: 'a', title: '题', blocks: [{ kind: 'math', tex: 'x' }] }, marks('x'))).toEqual([]);
  });
});

it('is about as wide as it may be, and made of the section, whatever the text', () => {
  const pieces = fc.constantFrom('梯度', '步长与', 'gradient ', 'k-d ', '。', '，', '. ', '🎉', '\ud800', ' ');
  const nodes: fc.Arbitrary<Inline> = fc.oneof(
    fc.array(pieces, { minLength: 1, maxLength: 30 }).map((parts) => text(parts.join(''))),
    fc.constantFrom('x', '\\alpha_t', 'f(x)').map(math),
  );
  const bare = (content: Prose) => shown(content).replaceAll(/[\s…【】]/g, '');
  fc.assert(
    fc.property(fc.array(nodes, { maxLength: 8 }), (content) => {
      const found = snippet(section('a', '题', content), marks('梯度', 'kd'), 40);
      expect(bare(content)).toContain(bare(found));
      // A formula's source is up to eight signs longer than it looks; two marks say that something was left out.
      const formulas = found.filter((node) => node.kind === 'math').length;
      expect([...shown(found)].length).toBeLessThanOrEqual(40 + 2 + 8 * Math.max(3, formulas));
    }),
  );
});
