import { describe, expect, it } from 'vitest';
import type { Picture } from '../../../src/chat/picture.ts';
import type { PollForm } from '../../../src/chat/view.ts';
import { math, prose } from '../../../src/kernel/prose.ts';
import { instant, after as later, seconds } from '../../../src/kernel/time.ts';
import { pollPayload } from '../../../src/telegram/polls.ts';

const now = instant(Date.parse('2026-11-20T08:00:00Z'));

const form = (changed: Partial<PollForm> = {}): PollForm => ({
  title: prose('Question 1 of 3'),
  question: prose('Which one?'),
  options: ['one', 'two', 'three'].map((label, index) => ({ token: `a.x.0.${index}`, label: prose(label) })),
  right: [1],
  explanation: prose('Because.'),
  closes: later(now, seconds(20)),
  join: 'j.x',
  lock: null,
  ...changed,
});
const options = (labels: readonly string[]) => labels.map((label, index) => ({ token: `t${index}`, label: prose(label) }));

describe('a question as a native poll', () => {
  it('carries its options in their order, what is right, and when it closes', () => {
    expect(pollPayload(form(), now)).toEqual({
      question: 'Which one?',
      options: [{ text: 'one' }, { text: 'two' }, { text: 'three' }],
      description: 'Question 1 of 3',
      explanation: 'Because.',
      right: [1],
      several: false,
      closes: now / 1000 + 20,
    });
  });

  it.each([
    ['a formula in the question', form({ question: prose('What is ', math('x^2'), '?') })],
    ['a formula in an option', form({ options: [{ token: 't', label: [math('x')] }, ...options(['y'])] })],
    ['a formula in the explanation', form({ explanation: [math('x')] })],
    ['a question of 301 characters', form({ question: prose('长'.repeat(301)) })],
    ['an option of 101 characters', form({ options: options(['x'.repeat(101), 'y']) })],
    ['an explanation of 201 characters', form({ explanation: prose('x'.repeat(201)) })],
    ['an explanation with three line feeds', form({ explanation: prose('a\nb\nc\nd') })],
    ['an option of which nothing can be seen', form({ options: options(['\u200b\u2060', 'y']) })],
    ['thirteen options', form({ options: options(Array.from({ length: 13 }, (_, index) => `o${index}`)) })],
    ['two options that read alike', form({ options: options(['same', ' same ']) })],
    ['four seconds left', form({ closes: later(now, seconds(4)) })],
  ])('is not possible with %s', (_, wish) => {
    expect(pollPayload(wish, now)).toBeNull();
  });

  it('is possible at the very limits', () => {
    const most = form({
      question: prose('q'.repeat(300)),
      options: options(Array.from({ length: 12 }, (_, index) => `${index}`.padEnd(100, 'x'))),
      explanation: prose(`${'e'.repeat(196)}\n.\n.`),
      closes: later(now, seconds(5)),
    });
    expect(pollPayload(most, now)).not.toBeNull();
  });

  it('has letters for options where a picture shows the question', () => {
    const hard = math('\\begin{pmatrix}1\\\\2\\end{pmatrix}');
    const picture: Picture = {
      kind: 'card',
      card: { kind: 'question', heading: 'Question 1 of 3', topic: 'PCA', prompt: [hard], hint: '', options: [[hard], [hard]] },
    };
    const labels = [hard, hard].map((label, index) => ({ token: `t${index}`, label: [label] }));
    expect(pollPayload(form({ question: [hard], options: labels, picture }), now)).toMatchObject({
      question: 'Question 1 of 3',
      options: [{ text: 'A' }, { text: 'B' }],
    });
    expect(pollPayload(form({ question: prose('Is ', math('x^2'), ' right?'), options: labels, picture }), now)).toMatchObject({
      question: 'Is x² right?',
    });
  });
});
