import type { Locale } from '../kernel/locale.ts';
import type { Inline } from '../kernel/prose.ts';

type Moment = Extract<Inline, { kind: 'time' }>;

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const FORMATS: Readonly<Record<Moment['show'], Intl.DateTimeFormatOptions>> = {
  // What old apps show where new ones count down.
  relative: { ...CLOCK, second: '2-digit' },
  time: CLOCK,
  date: { year: 'numeric', month: 'short', day: 'numeric' },
  datetime: { weekday: 'short', month: 'short', day: 'numeric', ...CLOCK },
};

/** `date_time_format` of core.telegram.org/bots/api#date-time-entity-formatting: relative, weekday, long date, short time. */
export const momentFormats = { relative: 'r', time: 't', date: 'D', datetime: 'wDt' } as const;

/** Formatters by look, language and zone: making one takes longer than all the rest of a message. */
const made = new Map<string, Intl.DateTimeFormat>();
const MOST_MADE = 500;

/** A moment as text in the group's zone, for apps that do not know `date_time`. */
export function momentText({ show, at }: Moment, locale: Locale, timeZone: string): string {
  const name = `${show} ${locale} ${timeZone}`;
  const format = made.get(name) ?? new Intl.DateTimeFormat(locale, { ...FORMATS[show], timeZone });
  if (made.size < MOST_MADE) made.set(name, format);
  return format.format(at);
}
