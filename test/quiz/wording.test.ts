import { describe, expect, it } from 'vitest';
import { asWritten, bare, readPositions } from '../../src/quiz/wording.ts';

const simplified = (text: string) => text.replaceAll('損', '损').replaceAll('數', '数');

describe('the bare form of a short answer', () => {
  it.each([
    ['Exponential Loss', 'exponentialloss'],
    ['  exponential-loss. ', 'exponentialloss'],
    ['“ＥＸＰＯＮＥＮＴＩＡＬ　ＬＯＳＳ”', 'exponentialloss'],
    ['the exponential loss', 'exponentialloss'],
    ['指数 损失。', '指数损失'],
    ['Poincaré', 'poincare'],
    ['k-d tree', 'kdtree'],
    ['GPT-3.5', 'gpt3.5'],
    ['A*', 'a*'],
    ['C#', 'c#'],
    ['theta', 'theta'],
    ['……', ''],
  ])('of %j is %j', (text, form) => {
    expect(bare(text, asWritten)).toBe(form);
  });
  it('goes through the fold that is given', () => {
    expect(bare('指數 損失', simplified)).toBe('指数损失');
  });
});

describe('typed positions', () => {
  it.each<[string, readonly number[]]>([
    ['B', [1]],
    ['b', [1]],
    ['Ｂ', [1]],
    ['ｂ。', [1]],
    ['(b)', [1]],
    ['2', [1]],
    ['２', [1]],
    ['A C', [0, 2]],
    ['ac', [0, 2]],
    ['A、C', [0, 2]],
    ['a 和 c', [0, 2]],
    ['1,3', [0, 2]],
    ['BADC', [1, 0, 3, 2]],
    ['b>a>d>c', [1, 0, 3, 2]],
    ['B → A → D → C', [1, 0, 3, 2]],
  ])('of %j are %j', (text, positions) => {
    expect(readPositions(text, 4)).toEqual(positions);
  });
  it.each(['', 'E', '5', '0', 'AA', 'A2', '-1', '1.5', 'B?C!', 'none', 'bad idea', '选项'])('are not read from %j', (text) => {
    expect(readPositions(text, 4)).toBeNull();
  });
});
