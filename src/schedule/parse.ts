import type { Both, Locale } from '../kernel/locale.ts';

/** A time of day in minutes since midnight, or null: `8:30`, `08:30`, `８：３０`, `8点`, `8点半`, `8点05分`. 24 hours; `24:00` is none. */
export function parseClock(text: string): number | null {
  const [, hour, minute, spoken] = /^(\d{1,2})(?:[:∶](\d{2})|[点點时時](半|\d{1,2}分?)?)$/u.exec(text.normalize('NFKC').trim()) ?? [];
  if (hour === undefined) return null;
  const hours = Number(hour);
  const minutes = spoken === '半' ? 30 : Number.parseInt(minute ?? spoken ?? '0', 10);
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : null;
}

const ALL = [1, 2, 3, 4, 5, 6, 7];
const CODES: Both<readonly string[]> = {
  en: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
  zh: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
};
const GROUPS: readonly (readonly [names: RegExp, days: readonly number[]])[] = [
  [/^(?:daily|every ?day|每[天日]|天天)$/u, ALL],
  [/^(?:week ?days?|work(?:ing)? ?days?|工作日)$/u, ALL.slice(0, 5)],
  [/^(?:weekends?|[周週]末)$/u, ALL.slice(5)],
];

const ENGLISH = 'mon(?:days?)?|tue(?:s|s?days?)?|wed(?:nesdays?)?|thu(?:rs?|rs?days?)?|fri(?:days?)?|sat(?:urdays?)?|sun(?:days?)?';
const CHINESE = '(?:[周週]|星期|[礼禮]拜)?[一二三四五六日天]';
const RANGE = new RegExp(`^(${ENGLISH}|${CHINESE})-(${ENGLISH}|${CHINESE})$`, 'u');
const SINGLES = new RegExp(`^(?:${ENGLISH}|(?:${CHINESE})+)$`, 'u');
const SINGLE = new RegExp(`${ENGLISH}|${CHINESE}`, 'gu');

/** Longer lines name no weekdays. */
const LONGEST_LINE = 100;

/**
 * ISO weekdays in order, or null: `mon-fri`, `fri-mon` (over the weekend), `mon,wed,fri`, `Monday to Thursday`, `daily`, `weekdays`,
 * `weekends`, `一三五`, `周一至周五`, `周一、周三`, `每周六日`, `每天`, `工作日`, `周末`, and lists of these.
 */
export function parseDays(text: string): readonly number[] | null {
  if (text.length > LONGEST_LINE) return null;
  const line = text.normalize('NFKC').trim().toLowerCase();
  const whole = groupOf(line);
  if (whole) return whole;
  const days = new Set<number>();
  for (const part of partsOf(line)) {
    const found = groupOf(part) ?? rangeOf(part) ?? singlesOf(part);
    if (!found) return null;
    for (const day of found) days.add(day);
  }
  return days.size > 0 ? [...days].sort() : null;
}

/** A list at commas, spaces and the like; ranges stay whole, with a plain hyphen. */
function partsOf(line: string): readonly string[] {
  return line
    .replaceAll(/\s*(?:[\u2010-\u2015~∼至到-]|(?<=\s)to(?=\s))\s*/gu, '-')
    .replaceAll(/(?<=\s)and(?=\s)/gu, ' ')
    .replaceAll(/每(?=[周週星礼禮])/gu, '')
    .split(/[\s,;、和及与&+/]+/u)
    .filter(Boolean);
}

const groupOf = (part: string): readonly number[] | null => GROUPS.find(([names]) => names.test(part))?.[1] ?? null;

function rangeOf(part: string): readonly number[] | null {
  const [, from, to] = RANGE.exec(part) ?? [];
  if (from === undefined || to === undefined) return null;
  const first = dayOf(from);
  return Array.from({ length: ((dayOf(to) - first + 7) % 7) + 1 }, (_, i) => ((first - 1 + i) % 7) + 1);
}

const singlesOf = (part: string): readonly number[] | null => (SINGLES.test(part) ? (part.match(SINGLE) ?? []).map(dayOf) : null);

function dayOf(name: string): number {
  const english = CODES.en.indexOf(name.slice(0, 3));
  return english >= 0 ? english + 1 : '一二三四五六日'.indexOf(name.slice(-1).replace('天', '日')) + 1;
}

/** Weekdays that follow each other; one day where both are the same. */
export interface DaySpan {
  readonly from: number;
  readonly to: number;
}

export interface DaysShown {
  /** What has a word of its own in the messages; `some` is told by its spans. */
  readonly kind: 'daily' | 'weekdays' | 'weekends' | 'some';
  readonly spans: readonly DaySpan[];
  /** As people type it, and `parseDays` reads it: `mon-wed,fri`, `周一至周三、周五`. */
  readonly code: string;
}

/** Weekdays for showing: what they are, not a sentence about them. In the code two days in a row stand as two. */
export function formatDays(days: readonly number[], locale: Locale): DaysShown {
  const sorted = ALL.filter((day) => days.includes(day));
  const spans: DaySpan[] = [];
  for (const day of sorted) {
    const last = spans.at(-1);
    if (last?.to === day - 1) spans[spans.length - 1] = { from: last.from, to: day };
    else spans.push({ from: day, to: day });
  }
  const [until, and] = locale === 'zh' ? ['至', '、'] : ['-', ','];
  const name = (day: number) => CODES[locale][day - 1] ?? '';
  const codes = spans.map(({ from, to }) => (to - from > 1 ? name(from) + until + name(to) : [...new Set([from, to])].map(name).join(and)));
  return { kind: kindOf(sorted.join('')), spans, code: codes.join(and) };
}

function kindOf(digits: string): DaysShown['kind'] {
  if (digits === '1234567') return 'daily';
  if (digits === '12345') return 'weekdays';
  return digits === '67' ? 'weekends' : 'some';
}
