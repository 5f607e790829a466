import { Temporal } from 'temporal-polyfill';
import { type Instant, instant } from '../kernel/time.ts';

export { validZone } from './zone.ts';

/** When something comes again, in the group's local time. */
export interface Cadence {
  /** Minutes since local midnight, 0 … 1439. */
  readonly minuteOfDay: number;
  /** ISO weekdays, 1 Monday … 7 Sunday; at least one. */
  readonly days: readonly number[];
}

/** A cadence of one weekday finds its next date within this many days, also where a zone has skipped a date. */
const LONGEST_WAIT = 14;

/**
 * The first due time after `after`, which is the due time before or any other moment. One due time a local date: in an hour that
 * comes twice it is the first, and where clocks skip it, the first moment behind the gap.
 * @throws RangeError for a cadence without days or minutes of a day, or an unknown zone: those are refused where they are typed
 */
export function nextDue(cadence: Cadence, zone: string, after: Instant): Instant {
  const { minuteOfDay, days } = cadence;
  if (!Number.isInteger(minuteOfDay) || minuteOfDay < 0 || minuteOfDay > 1439)
    throw new RangeError(`minuteOfDay must be 0 … 1439, not ${minuteOfDay}`);
  const time = Temporal.PlainTime.from({ hour: Math.floor(minuteOfDay / 60), minute: minuteOfDay % 60 });
  const today = zoned(after, zone).toPlainDate();
  for (let wait = 0; wait <= LONGEST_WAIT; wait++) {
    const date = today.add({ days: wait });
    if (!days.includes(date.dayOfWeek) || !exists(date, zone)) continue;
    const due = moment(date.toPlainDateTime(time), zone);
    if (due > after) return due;
  }
  throw new RangeError(`days must hold ISO weekdays 1 … 7, not [${days.join(', ')}]`);
}

/** The local date, `2026-11-20`. */
export const localDate = (at: Instant, zone: string): string => zoned(at, zone).toPlainDate().toString();

/** The local month, `2026-11`. */
export const localMonth = (at: Instant, zone: string): string => localDate(at, zone).slice(0, -3);

/** The local ISO week, `2026-W47`; in the days around New Year its year may differ from the date's. */
export function localWeek(at: Instant, zone: string): string {
  const { yearOfWeek, weekOfYear } = zoned(at, zone);
  return `${yearOfWeek}-W${String(weekOfYear).padStart(2, '0')}`;
}

const zoned = (at: Instant, zone: string): Temporal.ZonedDateTime => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

/** False for a date that the zone left out when it crossed the date line (Samoa, 30 December 2011). */
const exists = (date: Temporal.PlainDate, zone: string): boolean => date.toZonedDateTime(zone).toPlainDate().equals(date);

function moment(local: Temporal.PlainDateTime, zone: string): Instant {
  const first = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  // In a gap `earlier` reads the clock as it went before, so the change itself is what comes next.
  const real = first.toPlainDateTime().equals(local) ? first : first.getTimeZoneTransition('next');
  return instant((real ?? first).epochMilliseconds);
}
