import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../kernel/time.ts';

export const PERIODS = ['day', 'week', 'month', 'all'] as const;
export type Period = (typeof PERIODS)[number];

/** First and last local date of the period that holds the moment; weeks start on Monday (ISO 8601). Null is open. */
export function periodDates(period: Period, at: Instant, timeZone: string): { from: string | null; to: string | null } {
  const date = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate();
  switch (period) {
    case 'day':
      return { from: date.toString(), to: date.toString() };
    case 'week': {
      const monday = date.subtract({ days: date.dayOfWeek - 1 });
      return { from: monday.toString(), to: monday.add({ days: 6 }).toString() };
    }
    case 'month':
      return { from: date.with({ day: 1 }).toString(), to: date.with({ day: date.daysInMonth }).toString() };
    case 'all':
      return { from: null, to: null };
  }
}

/** Days in a row up to today, or up to yesterday while today has nothing yet. `days` are local dates, newest first. */
export function streak(days: readonly string[], today: string): number {
  let expected = Temporal.PlainDate.from(today);
  if (days[0] !== today) expected = expected.subtract({ days: 1 });
  let count = 0;
  for (const day of days) {
    if (day !== expected.toString()) break;
    count += 1;
    expected = expected.subtract({ days: 1 });
  }
  return count;
}

/** The Monday twelve weeks back: a calendar of twelve columns ends with the week of `today`. */
export function calendarStart(today: string): string {
  const date = Temporal.PlainDate.from(today);
  return date.subtract({ days: date.dayOfWeek - 1 + 7 * 11 }).toString();
}

/** Every date from the first to the last, both included. */
export function datesFrom(first: string, last: string): readonly string[] {
  const start = Temporal.PlainDate.from(first);
  const count = start.until(Temporal.PlainDate.from(last), { largestUnit: 'days' }).days + 1;
  return Array.from({ length: Math.max(0, count) }, (_, day) => start.add({ days: day }).toString());
}
