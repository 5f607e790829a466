import { describe, expect, it } from 'vitest';
import { judge } from '../../src/quiz/grade.ts';
import type { Given, Key } from '../../src/quiz/session.ts';
import { asWritten } from '../../src/quiz/wording.ts';

const typed = (key: Key, text: string) => judge(key, { kind: 'typed', text }, asWritten);

describe('a numeric answer', () => {
  const key: Key = { kind: 'numeric', answer: 0.55, tolerance: 0.01 };
  it.each(['0.55', '0,55', '约 0.549', '55%', '0.56', '0.54', '11/20', '5.5×10^-1'])('is right as %j', (text) => {
    expect(typed(key, text)).toBe('right');
  });
  it.each(['0.5601', '0.5399', '55', '0.55%', '-0.55', '1.1', 'no idea'])('is wrong as %j', (text) => {
    expect(typed(key, text)).toBe('wrong');
  });
  it('that counts percent takes the sign or leaves it', () => {
    const percent: Key = { kind: 'numeric', answer: 12.5, tolerance: 0.1, percent: true };
    expect(['12.5', '12.5%', '12.5 percent', '0.125'].map((text) => typed(percent, text))).toEqual(['right', 'right', 'right', 'wrong']);
  });
  it('without tolerance is right where floating point is off by its last bit', () => {
    expect(typed({ kind: 'numeric', answer: 0.1 + 0.2, tolerance: 0 }, '0.3')).toBe('right');
    expect(typed({ kind: 'numeric', answer: 0.3, tolerance: 0 }, '0.3000001')).toBe('wrong');
  });
});

describe('a short answer', () => {
  const key: Key = { kind: 'short', accepted: ['指数损失', '指数损失函数', 'exponentialloss'] };
  it.each(['exponential loss', 'Exponential-Loss', '指数 损失', '指数损失函数。'])('is right as %j', (text) => {
    expect(typed(key, text)).toBe('right');
  });
  it.each(['exponential los', 'exponentail loss', 'exponential losses', '指数损矢', '指数损失涵数'])(
    'is a near miss as %j: not right, but to be looked at',
    (text) => {
      expect(typed(key, text)).toBe('near');
    },
  );
  it.each(['logistic loss', 'exponential', '损失', '', '。。。', 'x'.repeat(10_000)])('is wrong as %j', (text) => {
    expect(typed(key, text)).toBe('wrong');
  });
  it('of two characters has no near miss, another one is another word', () => {
    expect(typed({ kind: 'short', accepted: ['方差'] }, '偏差')).toBe('wrong');
  });
  it('is folded as the key was', () => {
    expect(judge(key, { kind: 'typed', text: '指數損失' }, (text) => text.replaceAll('數', '数').replaceAll('損', '损'))).toBe('right');
  });
});

describe('a pressed answer', () => {
  const several = (...options: number[]): Given => ({ kind: 'several', options, locked: false });
  const order = (...sequence: number[]): Given => ({ kind: 'order', sequence });
  it('of one option is right where it is the one', () => {
    const key: Key = { kind: 'choice', right: 2 };
    expect([0, 1, 2].map((option) => judge(key, { kind: 'choice', option }, asWritten))).toEqual(['wrong', 'wrong', 'right']);
  });
  it('of several options is right where it is all of them and no other', () => {
    const key: Key = { kind: 'several', right: [0, 2] };
    expect(
      [several(0, 2), several(2, 0), several(0), several(0, 1, 2), several(0, 1)].map((given) => judge(key, given, asWritten)),
    ).toEqual(['right', 'right', 'wrong', 'wrong', 'wrong']);
  });
  it('of an order is right where it is the whole order', () => {
    const key: Key = { kind: 'order', length: 3 };
    expect([order(0, 1, 2), order(0, 1), order(0, 2, 1), order()].map((given) => judge(key, given, asWritten))).toEqual([
      'right',
      'wrong',
      'wrong',
      'wrong',
    ]);
  });
  it('to a question of another kind is wrong', () => {
    expect(judge({ kind: 'short', accepted: ['0'] }, { kind: 'choice', option: 0 }, asWritten)).toBe('wrong');
    expect(judge({ kind: 'choice', right: 0 }, { kind: 'typed', text: 'A' }, asWritten)).toBe('wrong');
  });
});
