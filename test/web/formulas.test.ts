import { expect, test } from 'vitest';
import { err, ok } from '../../src/kernel/result.ts';
import { formulaShelf } from '../../src/web/formulas.ts';

function shelfOf(may: () => boolean = () => true, room?: number) {
  const drawn: string[] = [];
  const shelf = formulaShelf(
    (tex, display) => {
      drawn.push(`${display ? 'D' : 'I'} ${tex}`);
      return tex === 'bad'
        ? err({ message: 'not TeX' })
        : ok({ svg: `<svg style="vertical-align: -1ex" viewBox="0 0 1 1"><g style="x"/></svg>` });
    },
    may,
    room,
  );
  return { drawn, shelf };
}

test('a formula is drawn once for each of its two forms', () => {
  const { drawn, shelf } = shelfOf();
  for (let i = 0; i < 3; i++) {
    shelf('x', true);
    shelf('x', false);
  }
  expect(drawn).toEqual(['D x', 'I x']);
});

test('a drawing carries no styles', () => {
  expect(shelfOf().shelf('x', true)).toEqual({ kind: 'svg', svg: '<svg viewBox="0 0 1 1"><g/></svg>' });
});

test('a broken formula is tried once, one that is too long never', () => {
  const { drawn, shelf } = shelfOf();
  expect(shelf('bad', true)).toEqual({ kind: 'broken', problem: 'not TeX' });
  shelf('bad', true);
  expect(shelf('x'.repeat(4_001), true).kind).toBe('broken');
  expect(drawn).toEqual(['D bad']);
});

test('the drawings kept take so much room and no more; what was used last stays', () => {
  const { drawn, shelf } = shelfOf(undefined, 100);
  for (const tex of ['a', 'b', 'a', 'c', 'a']) shelf(tex, true);
  expect(drawn).toEqual(['D a', 'D b', 'D c']);
  shelf('b', true);
  expect(drawn.at(-1)).toBe('D b');
  expect(drawn).toHaveLength(4);
});

test('what is drawn already is shown even when nothing new may be drawn', () => {
  let left = 1;
  const { shelf } = shelfOf(() => left-- > 0);
  shelf('x', true);
  expect(shelf('y', true).kind).toBe('busy');
  expect(shelf('x', true).kind).toBe('svg');
});
