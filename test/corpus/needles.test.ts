import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { needleOf } from '../../src/corpus/concepts.ts';
import { Needles } from '../../src/corpus/needles.ts';
import { scan } from '../../src/corpus/scan.ts';

const finder = (...names: string[]) => {
  const needles = new Needles<string>();
  for (const name of names) needles.add(needleOf(name), name);
  return (text: string) => {
    const scanned = scan(text);
    return needles.find(scanned).map(({ values, at, length }) => ({
      names: values,
      written: text.slice(scanned.from[at], scanned.to[at + length - 1]),
    }));
  };
};

describe('a name is found', () => {
  it.each(['k-d tree', 'kd tree', 'KD-Trees', 'kdtree', 'K–D TREE', 'k d tree'])('however it is spelled: %s', (spelling) => {
    const text = `以 ${spelling} 查找`;
    expect(finder('kd-tree')(text)).toEqual([{ names: ['kd-tree'], written: spelling }]);
  });

  it('where Latin and Chinese meet', () => {
    expect(finder('kd树')('用kd 树来查')).toEqual([{ names: ['kd树'], written: 'kd 树' }]);
  });

  it('as a plural and with an apostrophe', () => {
    expect(finder('random forest')("Random forests' votes, a random forest's vote").map((hit) => hit.written)).toEqual([
      'Random forests',
      'random forest',
    ]);
  });

  it('in the places of the text it was read from, in traditional characters too', () => {
    expect(finder('随机森林')('🌲 隨機 森林。')).toEqual([{ names: ['随机森林'], written: '隨機 森林' }]);
  });

  it('with all that share it', () => {
    expect(finder('RF', 'rf')('RF')).toEqual([{ names: ['RF', 'rf'], written: 'RF' }]);
  });
});

describe('a name is not found', () => {
  it('inside a Latin word', () => {
    expect(finder('SOM')('some awesome SOMs')).toEqual([{ names: ['SOM'], written: 'SOMs' }]);
  });

  it('inside a longer name that is there', () => {
    expect(finder('梯度', '梯度提升树')('梯度提升树与梯度').map((hit) => hit.names[0])).toEqual(['梯度提升树', '梯度']);
  });

  it('over the end of a clause', () => {
    expect(finder('random forest')('it is random. Forests follow; random, forest')).toEqual([]);
  });
});

it('reads any text, and every place lies within it', () => {
  const find = finder('kd tree', '树', 'k');
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[kd树 \-.🌲]*$/u)), (text) => {
      const scanned = scan(text);
      find(text);
      expect(scanned.edge).toHaveLength(scanned.compact.length + 1);
      expect(scanned.from).toHaveLength(scanned.compact.length);
      scanned.from.forEach((from, i) => {
        const to = scanned.to[i] ?? -1;
        expect(from >= 0 && from <= to && to <= text.length).toBe(true);
      });
    }),
  );
});
