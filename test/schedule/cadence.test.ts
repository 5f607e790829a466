import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { type Instant, instant } from '../../src/kernel/time.ts';
import { type Cadence, localDate, localMonth, localWeek, nextDue } from '../../src/schedule/cadence.ts';
import { upcoming } from '../../src/schedule/missed.ts';

const DAILY = [1, 2, 3, 4, 5, 6, 7];
const utc = (text: string): Instant => instant(Date.parse(text));
const at = (clock: string, days: readonly number[] = DAILY): Cadence => ({
  minuteOfDay: Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)),
  days,
});
/** Due times in UTC and in local time, with the offset. */
const shown = (cadence: Cadence, zone: string, from: string, count: number) =>
  upcoming(cadence, zone, utc(from), count).map((due) =>
    Temporal.Instant.fromEpochMilliseconds(due).toZonedDateTimeISO(zone).toString({ timeZoneName: 'never', smallestUnit: 'minute' }),
  );

describe('the next due time', () => {
  it('is later today, or on the next of the days', () => {
    expect(shown(at('08:30'), 'Asia/Shanghai', '2026-11-20T00:00Z', 2)).toEqual(['2026-11-20T08:30+08:00', '2026-11-21T08:30+08:00']);
    expect(shown(at('08:30', [1, 3, 5]), 'Asia/Shanghai', '2026-11-20T00:31Z', 3)).toEqual([
      '2026-11-23T08:30+08:00',
      '2026-11-25T08:30+08:00',
      '2026-11-27T08:30+08:00',
    ]);
    expect(shown(at('00:00', [7]), 'UTC', '2026-11-22T00:00Z', 1)).toEqual(['2026-11-29T00:00+00:00']);
  });
  it('is after the due time before, never the same', () => {
    const due = nextDue(at('08:30'), 'Asia/Shanghai', utc('2026-11-20T00:00Z'));
    expect(nextDue(at('08:30'), 'Asia/Shanghai', due)).toBe(due + 86_400_000);
    expect(nextDue(at('08:30'), 'Asia/Shanghai', instant(due - 1))).toBe(due);
  });
  it('goes by the date of the group, not of UTC', () => {
    expect(shown(at('07:00', [6]), 'Asia/Shanghai', '2026-11-20T22:00Z', 1)).toEqual(['2026-11-21T07:00+08:00']);
    expect(shown(at('20:00', [5]), 'America/New_York', '2026-11-21T00:00Z', 1)).toEqual(['2026-11-20T20:00-05:00']);
  });
  it('of a day that nobody named, or a minute that no day has, is a mistake of the program', () => {
    expect(() => nextDue(at('08:30', []), 'UTC', utc('2026-11-20T00:00Z'))).toThrow(RangeError);
    expect(() => nextDue(at('08:30', [0, 8]), 'UTC', utc('2026-11-20T00:00Z'))).toThrow(RangeError);
    expect(() => nextDue({ minuteOfDay: 1440, days: DAILY }, 'UTC', utc('2026-11-20T00:00Z'))).toThrow(RangeError);
    expect(() => nextDue(at('08:30'), 'Mars/Olympus', utc('2026-11-20T00:00Z'))).toThrow(RangeError);
  });
});

describe('when clocks go forward', () => {
  it.each<[zone: string, clock: string, from: string, times: string[]]>([
    ['Europe/Berlin', '08:30', '2026-03-28T00:00Z', ['2026-03-28T08:30+01:00', '2026-03-29T08:30+02:00', '2026-03-30T08:30+02:00']],
    ['Europe/Berlin', '02:30', '2026-03-28T00:00Z', ['2026-03-28T02:30+01:00', '2026-03-29T03:00+02:00', '2026-03-30T02:30+02:00']],
    ['Europe/Berlin', '02:00', '2026-03-28T00:00Z', ['2026-03-28T02:00+01:00', '2026-03-29T03:00+02:00', '2026-03-30T02:00+02:00']],
    ['Europe/Berlin', '03:00', '2026-03-28T00:00Z', ['2026-03-28T03:00+01:00', '2026-03-29T03:00+02:00', '2026-03-30T03:00+02:00']],
    ['America/New_York', '02:30', '2026-03-07T00:00Z', ['2026-03-07T02:30-05:00', '2026-03-08T03:00-04:00', '2026-03-09T02:30-04:00']],
    ['Australia/Lord_Howe', '02:15', '2026-10-03T00:00Z', ['2026-10-04T02:30+11:00', '2026-10-05T02:15+11:00']],
    ['America/Sao_Paulo', '00:30', '2018-11-03T12:00Z', ['2018-11-04T01:00-02:00', '2018-11-05T00:30-02:00']],
  ])('in %s, %s after %s comes once a date, at the first moment behind the gap', (zone, clock, from, times) => {
    expect(shown(at(clock), zone, from, times.length)).toEqual(times);
  });
  it('over midnight, as in Nuuk, the gap ends on the next date, and that date keeps its own', () => {
    expect(shown(at('23:30'), 'America/Nuuk', '2026-03-28T12:00Z', 3)).toEqual([
      '2026-03-29T00:00-01:00',
      '2026-03-29T23:30-01:00',
      '2026-03-30T23:30-01:00',
    ]);
    expect(shown(at('23:30', [6]), 'America/Nuuk', '2026-03-28T12:00Z', 2)).toEqual(['2026-03-29T00:00-01:00', '2026-04-04T23:30-01:00']);
  });
  it('a date that the zone left out, as Samoa did, has none', () => {
    expect(shown(at('08:30'), 'Pacific/Apia', '2011-12-29T12:00Z', 2)).toEqual(['2011-12-29T08:30-10:00', '2011-12-31T08:30+14:00']);
    expect(shown(at('08:30', [5]), 'Pacific/Apia', '2011-12-29T12:00Z', 1)).toEqual(['2012-01-06T08:30+14:00']);
  });
});

describe('when clocks go back', () => {
  it.each<[zone: string, clock: string, from: string, times: string[]]>([
    ['Europe/Berlin', '08:30', '2026-10-24T12:00Z', ['2026-10-25T08:30+01:00', '2026-10-26T08:30+01:00']],
    ['Europe/Berlin', '02:30', '2026-10-24T12:00Z', ['2026-10-25T02:30+02:00', '2026-10-26T02:30+01:00']],
    ['Europe/Berlin', '03:00', '2026-10-24T12:00Z', ['2026-10-25T03:00+01:00', '2026-10-26T03:00+01:00']],
    ['America/New_York', '01:31', '2026-10-31T12:00Z', ['2026-11-01T01:31-04:00', '2026-11-02T01:31-05:00']],
    ['Australia/Lord_Howe', '01:45', '2026-04-04T00:00Z', ['2026-04-05T01:45+11:00', '2026-04-06T01:45+10:30']],
  ])('in %s, %s after %s is the first of the two, once', (zone, clock, from, times) => {
    expect(shown(at(clock), zone, from, times.length)).toEqual(times);
  });
  it('a moment inside the repeated hour does not bring the same date again', () => {
    const second = utc('2026-10-25T01:10Z'); // 02:10 for the second time
    expect(nextDue(at('02:30'), 'Europe/Berlin', second)).toBe(utc('2026-10-26T01:30Z'));
  });
});

describe('over the years', () => {
  const ZONES = [
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Shanghai',
    'America/Santiago',
    'Africa/Casablanca',
    'Asia/Beirut',
    'UTC',
  ];
  const cadence = fc.record({ minuteOfDay: fc.nat({ max: 1439 }), days: fc.subarray(DAILY, { minLength: 1 }) });
  const around = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2036, 0, 1) }).map(instant);

  it('due times rise, each on its weekday and at its time, one for every date of the cadence', () => {
    fc.assert(
      fc.property(cadence, fc.constantFrom(...ZONES), around, (when, zone, from) => {
        let last = from;
        let date: Temporal.PlainDate | null = null;
        for (let i = 0; i < 120; i++) {
          const due = nextDue(when, zone, last);
          expect(due).toBeGreaterThan(last);
          const local = Temporal.Instant.fromEpochMilliseconds(due).toZonedDateTimeISO(zone);
          expect(when.days).toContain(local.dayOfWeek);
          const wanted = local.toPlainDate().toPlainDateTime({ hour: Math.floor(when.minuteOfDay / 60), minute: when.minuteOfDay % 60 });
          if (!local.toPlainDateTime().equals(wanted)) {
            // The only other time allowed: the change itself, over a gap that swallowed the wanted one.
            const before = Temporal.Instant.fromEpochMilliseconds(due - 1).toZonedDateTimeISO(zone);
            expect(before.offsetNanoseconds).toBeLessThan(local.offsetNanoseconds);
            expect(Temporal.PlainDateTime.compare(before.toPlainDateTime(), wanted)).toBe(-1);
            expect(Temporal.PlainDateTime.compare(wanted, local.toPlainDateTime())).toBe(-1);
          }
          if (date) {
            const expected: Temporal.PlainDate = nextOf(date, when.days);
            expect(local.toPlainDate().toString()).toBe(expected.toString());
          }
          date = local.toPlainDate();
          last = due;
        }
      }),
      { numRuns: 60 },
    );
  });
  it('any moment between two due times leads to the second', () => {
    fc.assert(
      fc.property(cadence, fc.constantFrom(...ZONES), around, fc.double({ min: 0, max: 1, noNaN: true }), (when, zone, from, part) => {
        const first = nextDue(when, zone, from);
        const second = nextDue(when, zone, first);
        expect(nextDue(when, zone, instant(Math.min(second - 1, Math.floor(first + part * (second - first)))))).toBe(second);
      }),
    );
  });

  function nextOf(date: Temporal.PlainDate, days: readonly number[]): Temporal.PlainDate {
    let next = date.add({ days: 1 });
    while (!days.includes(next.dayOfWeek)) next = next.add({ days: 1 });
    return next;
  }
});

describe('a local day, week and month', () => {
  it('are those of the zone', () => {
    const late = utc('2026-11-30T23:30Z');
    expect([localDate(late, 'UTC'), localMonth(late, 'UTC'), localWeek(late, 'UTC')]).toEqual(['2026-11-30', '2026-11', '2026-W49']);
    expect([localDate(late, 'Asia/Shanghai'), localMonth(late, 'Asia/Shanghai')]).toEqual(['2026-12-01', '2026-12']);
    expect(localDate(utc('2026-11-20T02:00Z'), 'America/New_York')).toBe('2026-11-19');
  });
  it('weeks are ISO weeks: they begin on Monday, and belong to the year of their Thursday', () => {
    expect(localWeek(utc('2026-11-22T15:59Z'), 'Asia/Shanghai')).toBe('2026-W47');
    expect(localWeek(utc('2026-11-22T16:00Z'), 'Asia/Shanghai')).toBe('2026-W48');
    expect(localWeek(utc('2027-01-01T12:00Z'), 'UTC')).toBe('2026-W53');
    expect(localWeek(utc('2024-12-30T12:00Z'), 'UTC')).toBe('2025-W01');
  });
});
