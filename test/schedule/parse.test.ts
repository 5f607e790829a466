import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDays, parseClock, parseDays } from '../../src/schedule/parse.ts';

describe('a typed time of day', () => {
  it.each<[string, number]>([
    ['8:30', 510],
    ['08:30', 510],
    ['８：３０', 510],
    ['8∶30', 510],
    [' 8:30 ', 510],
    ['00:00', 0],
    ['23:59', 1439],
    ['8点', 480],
    ['8点半', 510],
    ['8點半', 510],
    ['20时05分', 1205],
    ['8点5分', 485],
    ['８点３０', 510],
  ])('%j is minute %d', (text, minute) => {
    expect(parseClock(text)).toBe(minute);
  });
  it.each(['', '8', '830', '24:00', '8:60', '8:5', '08:300', '-8:30', '8.30', '8:30pm', '25点', '8点60分', '半', 'soon'])(
    '%j is none',
    (text) => {
      expect(parseClock(text)).toBeNull();
    },
  );
});

describe('typed weekdays', () => {
  it.each<[string, string]>([
    ['daily', '1234567'],
    ['every day', '1234567'],
    ['每天', '1234567'],
    ['weekdays', '12345'],
    ['工作日', '12345'],
    ['weekends', '67'],
    ['周末', '67'],
    ['mon-fri', '12345'],
    ['Mon–Fri', '12345'],
    ['Monday to Thursday', '1234'],
    ['fri-mon', '1567'],
    ['mon-mon', '1'],
    ['mon,wed,fri', '135'],
    ['fri, wed and mon', '135'],
    ['mon wed', '13'],
    ['tues,thurs', '24'],
    ['mon-wed,sat', '1236'],
    ['tue,weekends', '267'],
    ['SUN', '7'],
    ['一三五', '135'],
    ['周一三五', '135'],
    ['每周一三五', '135'],
    ['周一、周三', '13'],
    ['星期一和星期天', '17'],
    ['礼拜六日', '67'],
    ['周一至周五', '12345'],
    ['週一到週五', '12345'],
    ['一至五', '12345'],
    ['周六-周一', '167'],
    ['周一至周三、周日', '1237'],
  ])('%j are %s', (text, days) => {
    expect(parseDays(text)?.join('')).toBe(days);
  });
  it.each([
    '',
    ' ',
    ',',
    '-',
    'mon-',
    '-fri',
    'mon-wed-fri',
    'monwed',
    'mo',
    'moon',
    'funday',
    'today',
    '周',
    '周八',
    '一三五八',
    '12345',
    '周一至',
    'to',
    'and',
    'weekdays-sun',
    'x'.repeat(10_000),
  ])('%j are none', (text) => {
    expect(parseDays(text)).toBeNull();
  });
});

describe('weekdays for showing', () => {
  it('have a kind that the messages have a word for', () => {
    expect(
      [
        [1, 2, 3, 4, 5, 6, 7],
        [5, 4, 3, 2, 1],
        [6, 7],
        [1, 2],
      ].map((days) => formatDays(days, 'en').kind),
    ).toEqual(['daily', 'weekdays', 'weekends', 'some']);
  });
  it('are spans, and a short code in each language', () => {
    expect(formatDays([1, 2, 3, 5], 'en')).toEqual({
      kind: 'some',
      spans: [
        { from: 1, to: 3 },
        { from: 5, to: 5 },
      ],
      code: 'mon-wed,fri',
    });
    expect(formatDays([1, 2, 3, 5], 'zh').code).toBe('周一至周三、周五');
    expect(formatDays([6, 7], 'en').code).toBe('sat,sun');
    expect(formatDays([], 'en')).toEqual({ kind: 'some', spans: [], code: '' });
  });
  it('are read back from their code', () => {
    fc.assert(
      fc.property(fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }), fc.constantFrom('zh' as const, 'en' as const), (days, locale) => {
        expect(parseDays(formatDays(days, locale).code)).toEqual(days);
      }),
    );
  });
});
