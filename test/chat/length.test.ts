import { describe, expect, it } from 'vitest';
import { clip, isVisible, lengthOf } from '../../src/chat/length.ts';

describe('the length of a text', () => {
  it('is counted in the unit of the platform', () => {
    expect(['utf16', 'points', 'bytes'].map((unit) => lengthOf('aé很👍🏽', unit as 'bytes'))).toEqual([7, 5, 14]);
    expect(lengthOf('\ud83d', 'bytes')).toBe(new TextEncoder().encode('\ud83d').length);
  });
});

describe('a clipped text', () => {
  it('is left alone where it fits', () => {
    expect(clip('很好', 2, 'utf16')).toBe('很好');
    expect(clip('很好', 6, 'bytes')).toBe('很好');
  });

  it('ends with a mark, within the limit', () => {
    expect(clip('Recorded: B', 8, 'utf16')).toBe('Recorde…');
    expect(clip('已经记下', 9, 'bytes')).toBe('已经…');
    expect(clip('a word', 3, 'utf16')).toBe('a…');
  });

  it('is not cut within a character as people see it', () => {
    expect(clip('ab👩‍👩‍👧‍👦cd', 8, 'utf16')).toBe('ab…');
    expect(clip('e\u0301e\u0301e\u0301', 4, 'points')).toBe('e\u0301…');
  });
});

describe('a text that shows nothing', () => {
  it('is one of blanks and of signs without a look', () => {
    expect(['', ' \n\t', '\u200b\ufeff', '\u2067'].some(isVisible)).toBe(false);
    expect(['.', '很', '\u0301', '\ud83d'].every(isVisible)).toBe(true);
  });
});
