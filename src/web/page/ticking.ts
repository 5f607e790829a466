import type { Locale } from '../../kernel/locale.ts';
import type { Inline } from '../../kernel/prose.ts';
import { h } from './dom.ts';
import { locale } from './preferences.ts';

type Moment = Extract<Inline, { kind: 'time' }>;

/** The server's clock minus ours, so that a countdown ends when the question does. */
let ahead = 0;

export function setServerNow(now: number): void {
  ahead = now - Date.now();
}

export const serverNow = (): number => Date.now() + ahead;

/** A moment in the group's zone, in which its schedules are meant, and the language around it; hovering tells it in full. */
export function moment(
  { at, show }: Pick<Moment, 'at' | 'show'>,
  around: { readonly locale: Locale; readonly timeZone: string },
): HTMLElement {
  const element = h('time', { datetime: new Date(at).toISOString(), title: told(at, around) });
  if (show === 'relative') {
    element.dataset.until = String(at);
    element.dataset.locale = around.locale;
    // A screen reader is not told every second.
    element.setAttribute('aria-live', 'off');
    tick(element);
  } else element.textContent = format(at, show, around.locale, around.timeZone);
  return element;
}

export function format(at: number, show: Exclude<Moment['show'], 'relative'>, language: Locale = locale(), timeZone?: string): string {
  const style = {
    time: { timeStyle: 'short' },
    date: { dateStyle: 'long' },
    datetime: { dateStyle: 'medium', timeStyle: 'short' },
  } as const;
  return new Intl.DateTimeFormat(tag(language), timeZone ? { ...style[show], timeZone } : style[show]).format(at);
}

/** `in 12 sec`, `12秒后`; what is over is `now`. `wait` in milliseconds. */
export function relative(wait: number, language: Locale): string {
  const format = new Intl.RelativeTimeFormat(tag(language), { numeric: wait <= 0 ? 'auto' : 'always', style: 'short' });
  const [amount, name] = measured(Math.max(0, Math.ceil(wait / 1000)));
  return format.format(amount, name);
}

/** A length of time, for the eye. */
export function unit(seconds: number, language: Locale = locale()): string {
  const [amount, name] = measured(seconds);
  return new Intl.NumberFormat(tag(language), { style: 'unit', unit: name, unitDisplay: 'short' }).format(amount);
}

function measured(seconds: number): [number, 'second' | 'minute' | 'hour' | 'day'] {
  if (seconds < 100) return [seconds, 'second'];
  if (seconds < 6000) return [Math.round(seconds / 60), 'minute'];
  if (seconds < 129_600) return [Math.round(seconds / 3600), 'hour'];
  return [Math.round(seconds / 86_400), 'day'];
}

export const tag = (language: Locale = locale()): string => (language === 'zh' ? 'zh-CN' : 'en-GB');

function told(at: number, { locale: language, timeZone }: { readonly locale: Locale; readonly timeZone: string }): string {
  try {
    return new Intl.DateTimeFormat(tag(language), { dateStyle: 'full', timeStyle: 'long', timeZone }).format(at);
  } catch {
    return new Date(at).toISOString();
  }
}

function tick(element: HTMLElement): void {
  const left = Number(element.dataset.until) - serverNow();
  const next = relative(left, element.dataset.locale === 'en' ? 'en' : 'zh');
  if (element.textContent !== next) element.textContent = next;
  element.classList.toggle('countdown', left > 0 && left < 100_000);
  element.classList.toggle('soon', left > 0 && left <= 5_000);
}

/** One timer for all moments on the page. */
export function startTicking(): void {
  setInterval(() => {
    if (!document.hidden) for (const element of document.querySelectorAll<HTMLElement>('time[data-until]')) tick(element);
  }, 250);
}
