import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Option, Question } from '../../src/corpus/article.ts';
import { type QuestionId, questionId, slug } from '../../src/kernel/ids.ts';
import { prose } from '../../src/kernel/prose.ts';
import { seeded } from '../../src/kernel/random.ts';
import { type Draw, draw } from '../../src/quiz/draw.ts';
import { asWritten } from '../../src/quiz/wording.ts';

const both = (text: string) => ({ zh: prose(text), en: prose(text) });
const option = (text: string, right = false): Option => ({ text: both(text), why: both(text), right });
const base = (id: string, level: 1 | 2 | 3) => ({
  id: questionId(id),
  topic: slug('adaboost'),
  level,
  section: 'weights',
  prompt: both('?'),
  explanation: both('.'),
});
const choice = (id: string, level: 1 | 2 | 3 = 1): Question => ({
  ...base(id, level),
  kind: 'choice',
  options: [option('a'), option('b', true), option('c'), option('d')],
});
/** Levels 4 : 5 : 3, as a topic's bank has them. */
const bank = Array.from({ length: 12 }, (_, i) => choice(`q${i}`, i < 4 ? 1 : i < 9 ? 2 : 3));

const none: ReadonlySet<QuestionId> = new Set();
const drawFrom = (questions: readonly Question[], count: number, asked = none, seed = 'seed'): Draw =>
  draw(questions, asked, count, seeded(seed), asWritten);
const idsOf = ({ drawn }: Draw) => drawn.map(({ question }) => question);
const levelsOf = (result: Draw) => idsOf(result).map((id) => bank.find((question) => question.id === id)?.level);

describe('a draw', () => {
  it('is the same from the same seed, and another from another', () => {
    expect(drawFrom(bank, 5)).toEqual(drawFrom(bank, 5));
    expect(idsOf(drawFrom(bank, 5))).not.toEqual(idsOf(drawFrom(bank, 5, none, 'other')));
  });
  it('goes from easy to hard, evenly over the levels', () => {
    expect(levelsOf(drawFrom(bank, 3))).toEqual([1, 2, 3]);
    expect(levelsOf(drawFrom(bank, 5))).toEqual([1, 1, 2, 2, 3]);
    expect(levelsOf(drawFrom(bank, 10))).toEqual([1, 1, 1, 1, 2, 2, 2, 3, 3, 3]);
  });
  it('gives fewer where the bank has no more', () => {
    const result = drawFrom(bank.slice(0, 3), 5);
    expect(idsOf(result).toSorted()).toEqual(['q0', 'q1', 'q2']);
    expect(result.startedOver).toBe(false);
    expect(idsOf(drawFrom([], 5))).toEqual([]);
  });
  it.each([0, -3, Number.NaN])('of %d questions is empty', (count) => {
    expect(idsOf(drawFrom(bank, count))).toEqual([]);
  });
  it('takes all that was not asked before it starts over', () => {
    const asked = new Set(bank.slice(2).map((question) => question.id));
    const result = drawFrom(bank, 5, asked);
    expect(result.startedOver).toBe(true);
    expect(idsOf(result)).toEqual(expect.arrayContaining(['q0', 'q1']));
    expect(new Set(idsOf(result)).size).toBe(5);
  });
  it('keeps the levels even where it starts over', () => {
    const asked = new Set(bank.slice(2).map((question) => question.id));
    expect(levelsOf(drawFrom(bank, 6, asked))).toEqual([1, 1, 2, 2, 3, 3]);
  });
  it('takes a question once that stands twice in the bank', () => {
    expect(idsOf(drawFrom([choice('q'), choice('q')], 2))).toEqual(['q']);
  });
  it('does not start over while there is enough', () => {
    const asked = new Set(bank.slice(5).map((question) => question.id));
    const result = drawFrom(bank, 5, asked);
    expect(result.startedOver).toBe(false);
    expect(idsOf(result).toSorted()).toEqual(['q0', 'q1', 'q2', 'q3', 'q4']);
  });
  it('asks nothing again before the bank is used up, over any games', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: 1, max: 14 }),
        fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 12 }),
        (seed, size, counts) => {
          const mine = bank.concat(choice('x1', 3), choice('x2', 1)).slice(0, size);
          let asked = new Set<QuestionId>();
          let dice = seeded(seed);
          for (const count of counts) {
            const result = draw(mine, asked, count, dice, asWritten);
            const ids = idsOf(result);
            const fresh = mine.filter((question) => !asked.has(question.id));
            expect(new Set(ids).size).toBe(Math.min(count, size));
            expect(ids.filter((id) => !asked.has(id)).length).toBe(Math.min(fresh.length, ids.length));
            expect(result.startedOver).toBe(fresh.length < ids.length);
            asked = new Set(result.startedOver ? ids : [...asked, ...ids]);
            dice = result.dice;
          }
        },
      ),
    );
  });
  it('changes neither the bank nor what was asked', () => {
    const frozen = Object.freeze([...bank]);
    const asked = new Set([questionId('q1')]);
    drawFrom(frozen, 12, asked);
    expect(asked.size).toBe(1);
  });
});

describe('a drawn question', () => {
  const one = (question: Question, seed = 'seed') => {
    const drawn = drawFrom([question], 1, none, seed).drawn[0];
    if (!drawn) throw new Error('nothing was drawn');
    return drawn;
  };
  const seeds = Array.from({ length: 200 }, (_, i) => `seed ${i}`);

  it('shows its options shuffled, every order among them, and knows the right one by its own index', () => {
    const orders = new Set(seeds.map((seed) => one(choice('q'), seed).order.join('')));
    expect(orders.size).toBe(24);
    expect(new Set(drawFrom(bank, 12).drawn.map(({ order }) => order.join(''))).size).toBeGreaterThan(4);
    expect(one(choice('q')).key).toEqual({ kind: 'choice', right: 1 });
  });
  it('with several right options knows them all', () => {
    const question: Question = { ...base('q', 2), kind: 'several', options: [option('a', true), option('b'), option('c', true)] };
    expect(one(question).key).toEqual({ kind: 'several', right: [0, 2] });
  });
  it('of an order is never shown in its right order', () => {
    const question: Question = { ...base('q', 2), kind: 'order', items: ['a', 'b', 'c'].map(both) };
    const orders = new Set(seeds.map((seed) => one(question, seed).order.join('')));
    expect([...orders].sort()).toEqual(['021', '102', '120', '201', '210']);
    expect(one({ ...question, items: [both('a')] } as Question).order).toEqual([0]);
  });
  it('with a number counts percent where its unit is percent', () => {
    const numeric = (unit: { zh: string; en: string } | null): Question => ({
      ...base('q', 2),
      kind: 'numeric',
      answer: 12.5,
      tolerance: 0.1,
      unit,
      mistakes: [],
    });
    expect(one(numeric(null))).toMatchObject({ order: [], key: { kind: 'numeric', answer: 12.5, tolerance: 0.1 } });
    expect(one(numeric({ zh: '像素', en: 'pixels' })).key).not.toHaveProperty('percent');
    expect(one(numeric({ zh: '%', en: '%' })).key).toHaveProperty('percent', true);
  });
  it('with a short answer carries the accepted wordings of both languages, folded, each once', () => {
    const question: Question = {
      ...base('q', 2),
      kind: 'short',
      accepted: { zh: ['指數损失', '指数 损失'], en: ['Exponential Loss', '…'] },
    };
    const drawn = draw([question], none, 1, seeded('seed'), (text) => text.replaceAll('數', '数')).drawn[0];
    expect(drawn?.key).toEqual({ kind: 'short', accepted: ['指数损失', 'exponentialloss'] });
  });
});
