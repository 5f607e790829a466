import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fit as fitted } from '../../src/chat/fit.ts';
import { measure, measureAll } from '../../src/chat/measure.ts';
import type { Block } from '../../src/chat/view.ts';
import { paragraph, text } from '../../src/kernel/prose.ts';
import { discordLike, telegramLike } from '../support/platforms.ts';
import { numberedView } from '../support/views.ts';
import { withMarks, withoutMarks } from '../support/writing.ts';

describe('the measure', () => {
  it('is never less than what an encoder writes', () => {
    fc.assert(
      fc.property(numberedView, (view) => {
        for (const part of fitted(view, discordLike)) {
          expect(withMarks(part).length).toBeLessThanOrEqual(measureAll(part.blocks, discordLike).text);
        }
        for (const part of fitted(view, telegramLike)) {
          expect(withoutMarks(part).length).toBeLessThanOrEqual(measureAll(part.blocks, telegramLike).text);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('counts text with its escapes, marks and what stands between blocks', () => {
    const blocks: readonly Block[] = [paragraph('a*b'), { kind: 'note', content: [text('one\ntwo', 'strong')] }];
    expect(measureAll(blocks, telegramLike).text).toBe(3 + 2 + 7);
    expect(measureAll(blocks, discordLike).text).toBe(4 + 2 + (4 + 4 + 4 + 7));
    expect(withMarks({ blocks, audience: 'room' })).toBe('a\\*b\n\n-# **one\n-# two**');
  });

  it('counts the numbers of a list, and its further lines', () => {
    const list: Block = { kind: 'list', ordered: true, start: 9, items: [[text('a')], [text('b\nc')]] };
    expect(measure(list, telegramLike).text).toBe('9. a\n10. b\nc'.length);
    expect(measure(list, discordLike).text).toBe('9. a\n10. b\nc'.length + 3 * discordLike.markup.line);
  });

  it('counts a formula as what it is shown as', () => {
    const fraction: Block = { kind: 'math', tex: '\\frac{1}{2}' };
    expect(measure(fraction, telegramLike).text).toBe(1);
    const cases: Block = { kind: 'math', tex: '\\begin{cases}1\\\\2\\end{cases}' };
    expect(measure(cases, discordLike).text).toBeGreaterThan(cases.tex.length + '```latex\n\n```'.length - 1);
  });

  it('counts rows and buttons as components where the platform does, and text that stands together as one', () => {
    const choices = Array.from({ length: 7 }, (_, index) => ({ token: `t${index}`, label: [text(`${index}`)] }));
    const blocks: readonly Block[] = [paragraph('a'), paragraph('b'), { kind: 'divider' }, paragraph('c'), { kind: 'options', choices }];
    expect(measureAll(blocks, discordLike)).toMatchObject({ blocks: 1 + 1 + 1 + 2 + 7, choices: 7, rows: 2 });
    expect(measureAll(blocks, telegramLike)).toMatchObject({ blocks: 5, choices: 7, rows: 2 });
  });
});
