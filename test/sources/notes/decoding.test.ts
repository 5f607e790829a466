import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../src/sources/notes/decoding.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const decoded = (bytes: Uint8Array | readonly number[]): string | null => {
  const read = decodeText(Uint8Array.from(bytes));
  return read.ok ? read.value : null;
};
const utf16 = (text: string, order: 'le' | 'be'): number[] =>
  [...`\ufeff${text}`].flatMap((char) => {
    const [low, high] = [char.charCodeAt(0) & 255, char.charCodeAt(0) >> 8];
    return order === 'le' ? [low, high] : [high, low];
  });
/** 灯塔很高，水车转动。 */
const GB = [0xb5, 0xc6, 0xcb, 0xfe, 0xba, 0xdc, 0xb8, 0xdf, 0xa3, 0xac, 0xcb, 0xae, 0xb3, 0xb5, 0xd7, 0xaa, 0xb6, 0xaf, 0xa1, 0xa3];

describe('a text file', () => {
  it('is read as UTF-8, with or without a byte order mark', () => {
    expect(decoded(utf8('灯塔 é 😀'))).toBe('灯塔 é 😀');
    expect(decoded(utf8('\ufeff灯塔'))).toBe('灯塔');
    expect(decoded([])).toBe('');
  });

  it('is read as UTF-16 where its byte order mark says so', () => {
    expect(decoded(utf16('灯塔 abc', 'le'))).toBe('灯塔 abc');
    expect(decoded(utf16('灯塔 abc', 'be'))).toBe('灯塔 abc');
  });

  it('is read as GB18030, English words in it or not', () => {
    expect(decoded(GB)).toBe('灯塔很高，水车转动。');
    expect(decoded([...utf8('# Notes on GAN\n\n'), ...GB, ...utf8(' (see PCA)\n')])).toBe(
      '# Notes on GAN\n\n灯塔很高，水车转动。 (see PCA)\n',
    );
  });
});

describe('a file is refused', () => {
  it('where it is a picture, or UTF-16 without a byte order mark', () => {
    expect(decoded([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])).toBeNull();
    expect(decoded(utf16('abc', 'le').slice(2))).toBeNull();
  });

  it('rather than read in a wrong encoding', () => {
    // “Élan, café, Ångström” in Latin-1
    const latin = [...'Élan, café, Ångström naïve'].map((char) => char.charCodeAt(0));
    expect(decoded(latin)).toBeNull();
    expect(decodeText(Uint8Array.from(latin))).toMatchObject({ ok: false, error: expect.stringContaining('UTF-8') });
  });

  it('where it is control characters by the dozen', () => {
    expect(decoded(Array.from({ length: 200 }, (_, index) => (index % 8) + 1))).toBeNull();
    expect(decoded([...utf8(`${'灯塔'.repeat(2000)}`), 0x07])).not.toBeNull();
  });
});

it('whatever the bytes, it gives a text or a reason', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const read = decodeText(bytes);
      expect(typeof (read.ok ? read.value : read.error)).toBe('string');
    }),
  );
});

it('any text survives its way through UTF-8', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      fc.pre(!/[\p{Cc}\p{Co}\ufffd\ufeff]/u.test(text));
      expect(decoded(utf8(text))).toBe(text);
    }),
  );
});
