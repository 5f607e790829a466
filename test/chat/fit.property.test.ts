import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fit as fitted } from '../../src/chat/fit.ts';
import { lengthOf } from '../../src/chat/length.ts';
import { isViewWithin, measureAll } from '../../src/chat/measure.ts';
import { displayed, spelled } from '../../src/chat/spelling.ts';
import type { Capabilities } from '../../src/chat/transport.ts';
import type { Block, View } from '../../src/chat/view.ts';
import type { Inline, Prose } from '../../src/kernel/prose.ts';
import { platforms } from '../support/platforms.ts';
import { anyText, numberedView, simpleView } from '../support/views.ts';

/** More of them for a long look: FIT_RUNS=700. */
const runs = Number(process.env.FIT_RUNS ?? 50);

describe.each(platforms)('any View on %s', (_, can) => {
  it('becomes messages within the limits, in the forms that the platform has', () => {
    fc.assert(
      fc.property(numberedView, (view) => {
        for (const part of fitted(view, can)) {
          const size = measureAll(part.blocks, can);
          expect(size.text).toBeLessThanOrEqual(can.text - can.reserve);
          expect(size.blocks).toBeLessThanOrEqual(can.blocks);
          expect(size.runs).toBeLessThanOrEqual(can.runs);
          expect(size.choices).toBeLessThanOrEqual(can.choices);
          expect(size.rows).toBeLessThanOrEqual(can.rows);
          expect(part.audience).toBe(view.audience);
          for (const block of part.blocks) expectShowable(block, can);
        }
      }),
      { numRuns: runs },
    );
  });

  it('loses no text and doubles none', () => {
    fc.assert(
      fc.property(numberedView, (view) => {
        const { once, repeated } = numbersOf(view);
        const seen = fitted(view, can)
          .flatMap((part) => part.blocks.flatMap((block) => written(block, can)))
          .join('')
          .replaceAll(BLANK, '');
        const found = [...seen.matchAll(/«(\d+)»/g)].map((match) => Number(match[1]));
        expect(found.filter((number) => !repeated.has(number))).toEqual(once);
        for (const number of repeated) expect(found).toContain(number);
      }),
      { numRuns: runs },
    );
  });

  it('keeps every character of plain blocks, in order', () => {
    fc.assert(
      fc.property(simpleView, (view) => {
        const before = view.blocks
          .flatMap((block) => written(block, can))
          .join('')
          .replaceAll(BLANK, '');
        const after = fitted(view, can)
          .flatMap((part) => part.blocks.flatMap((block) => written(block, can)))
          .join('')
          .replaceAll(BLANK, '');
        if (before !== '') expect(after).toBe(before);
      }),
      { numRuns: runs },
    );
  });

  it('keeps every button, in order', () => {
    fc.assert(
      fc.property(numberedView, (view) => {
        expect(fitted(view, can).flatMap(tokens)).toEqual(tokens(view));
      }),
      { numRuns: runs },
    );
  });

  it('is left alone when it was fitted before, and when it was within the limits', () => {
    fc.assert(
      fc.property(numberedView, (view) => {
        for (const part of fitted(view, can)) {
          expect(isViewWithin(part, can)).toBe(true);
          const again = fitted(part, can);
          expect(again).toEqual([part]);
          expect(again[0]).toBe(part);
        }
      }),
      { numRuns: runs },
    );
  });

  it('is never cut within a character as people see it, where one fits', () => {
    const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
    const characters = (value: string) => [...segmenter.segment(value)].map(({ segment }) => segment.trim()).filter(Boolean);
    fc.assert(
      fc.property(anyText, (value) => {
        fc.pre(characters(value).every((one) => lengthOf(one, can.unit) <= can.text / 4));
        const parts = fitted(
          { blocks: [{ kind: 'paragraph', content: [{ kind: 'text', text: value.toWellFormed() }] }], audience: 'room' },
          can,
        );
        const cut = parts.flatMap((part) => part.blocks.flatMap((block) => characters(written(block, can).join(''))));
        if (seen(value)) expect(cut.filter(seen)).toEqual(characters(value.toWellFormed()).filter(seen));
      }),
      { numRuns: runs },
    );
  });
});

const BLANK = /[\s\p{Cc}\p{Cf}]/gu;
const seen = (character: string): boolean => character.replaceAll(BLANK, '') !== '';

function expectShowable(block: Block, can: Capabilities): void {
  if (can.math === 'text') expect(JSON.stringify(block)).not.toContain('"kind":"math"');
  if (can.table === 'text') expect(block.kind).not.toBe('table');
  if (can.heading === 'text') expect(block.kind).not.toBe('heading');
  if (can.picture === 'text') expect(block.kind).not.toBe('picture');
  if (can.figure === 'text') expect(block.kind).not.toBe('figure');
  if (block.kind === 'table')
    expect(Math.max(block.header.length, ...block.rows.map((row) => row.length))).toBeLessThanOrEqual(can.columns);
  if (block.kind === 'picture' || block.kind === 'figure') expect(lengthOf(block.alt, can.unit)).toBeLessThanOrEqual(can.alt);
  if (block.kind !== 'options' && block.kind !== 'actions') return;
  expect(block.choices.length).toBeGreaterThan(0);
  for (const { label } of block.choices) {
    const shown = label.map((node) => (node.kind === 'math' ? node.tex : node.kind === 'time' ? '' : node.text)).join('');
    expect(shown.trim() !== '' || label.some((node) => node.kind === 'time')).toBe(true);
    expect(shown).not.toMatch(/\n/);
    expect(lengthOf(shown, can.unit)).toBeLessThanOrEqual(can.label);
    if (!can.styleInLabel) expect(label.every((node) => node.kind === 'text' && !node.style)).toBe(true);
  }
}

/** What a reader sees of a block, without the marks of `fit`: letters, `…` on what goes on. */
function written(block: Block, can: Capabilities): readonly string[] {
  const line = (content: Prose): string => content.map((node) => inline(node, can)).join('');
  switch (block.kind) {
    case 'divider':
      return [];
    case 'heading':
    case 'paragraph':
    case 'quote':
    case 'note':
      return [line(block.content)];
    case 'list':
      return block.items.map(line);
    case 'table':
      return [block.header, ...block.rows].flat().map(line);
    case 'code':
      return [block.text.toWellFormed()];
    case 'math': {
      const shown = can.math === 'native' ? { kind: 'code' as const, text: block.tex } : displayed(block.tex);
      return [shown.kind === 'code' ? shown.text : line(shown.content)];
    }
    case 'drawing':
      return block.instead.flatMap((inner) => written(inner, can));
    case 'figure':
    case 'picture':
      return [block.alt.toWellFormed()];
    case 'spoiler': {
      const title = line(block.title);
      return [title === '…' ? '' : title, ...block.blocks.flatMap((inner) => written(inner, can))];
    }
    case 'options':
    case 'actions':
      return block.choices.map((choice) => line(choice.label));
  }
}

function inline(node: Inline, can: Capabilities): string {
  if (node.kind === 'time') return `${node.at}`;
  if (node.kind !== 'math') return node.text.toWellFormed();
  return can.math === 'native' ? node.tex : spelled(node.tex).text;
}

/** The numbers of a View's texts; a column's name may be said again in each row. */
function numbersOf(view: View): { readonly once: readonly number[]; readonly repeated: ReadonlySet<number> } {
  const once: number[] = [];
  const repeated = new Set<number>();
  const collect = (value: unknown, header: boolean): void => {
    if (typeof value === 'string') {
      for (const match of value.matchAll(/«(\d+)»/g)) header ? repeated.add(Number(match[1])) : once.push(Number(match[1]));
    } else if (Array.isArray(value)) for (const one of value) collect(one, header);
    else if (value !== null && typeof value === 'object')
      for (const [key, one] of Object.entries(value)) collect(one, header || key === 'header');
  };
  collect(view.blocks, false);
  return { once, repeated };
}

const tokens = (view: View): readonly string[] =>
  view.blocks.flatMap((block) => (block.kind === 'options' || block.kind === 'actions' ? block.choices.map((choice) => choice.token) : []));
