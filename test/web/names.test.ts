import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { personName } from '../../src/web/names.ts';

const nameOf = (raw: string): string => {
  const name = personName(raw);
  return name.ok ? name.value : `(${name.error})`;
};

describe('a name', () => {
  test('may be in any script', () => {
    for (const name of ['小林', 'Ada', 'Łukasz Żak', 'مريم', 'ผู้เล่น', '👩‍🔬', 'やまだ 太郎', 'می‌خواهم']) expect(nameOf(name)).toBe(name);
  });

  test('is one line without spaces around it', () => {
    expect(nameOf('  Ada \n  Lovelace\t')).toBe('Ada Lovelace');
  });

  test('loses what turns the writing around or cannot be seen', () => {
    expect(nameOf('Ada\u202E\u2066nimda\u200F')).toBe('Adanimda');
    expect(nameOf('A\u0000d\u001Ba\u200B')).toBe('Ada');
    expect(nameOf('小\u3164林')).toBe('小林');
    expect(nameOf('\u200DAda\u200C')).toBe('Ada');
  });

  test('that cannot be seen at all is refused', () => {
    for (const name of ['', '   ', '\u200B\u200D', '\u3164', '\u2800', '\u0301']) expect(nameOf(name)).toBe('(empty)');
  });

  test('has 32 characters at most, as people count them', () => {
    expect(nameOf('学'.repeat(32))).toBe('学'.repeat(32));
    expect(nameOf('学'.repeat(33))).toBe('(long)');
    expect(nameOf('👩‍🔬'.repeat(32))).toBe('👩‍🔬'.repeat(32));
    expect(nameOf('👩‍🔬'.repeat(33))).toBe('(long)');
  });

  test('does not tower over the lines around it', () => {
    expect(nameOf(`Z${'\u0308\u0301'.repeat(40)}`).length).toBeLessThan(10);
  });

  test('that was cleaned stays as it is when it is cleaned again, and holds no control', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (raw) => {
        const once = personName(raw);
        if (!once.ok) return;
        expect(personName(once.value)).toEqual(once);
        expect(once.value).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
      }),
      { numRuns: 2_000 },
    );
  });
});
