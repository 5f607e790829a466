import type { Cadence } from '../../schedule/cadence.ts';
import type { Say } from '../say.ts';

/** `08:30, Mon–Fri` in the reader's words. */
export function cadenceText(cadence: Cadence, say: Say): string {
  const time = `${String(Math.floor(cadence.minuteOfDay / 60)).padStart(2, '0')}:${String(cadence.minuteOfDay % 60).padStart(2, '0')}`;
  return say('cadence', { time, days: daysText(cadence.days, say) });
}

function daysText(days: readonly number[], say: Say): string {
  const sorted = [...new Set(days)].sort();
  const name = (day: number | undefined) => say(`weekday-${day}`);
  if (sorted.length === 7) return say('days-all');
  const run = sorted.every((day, index) => index === 0 || day === (sorted[index - 1] ?? 0) + 1);
  if (run && sorted.length > 2) return say('days-range', { from: name(sorted[0]), to: name(sorted.at(-1)) });
  return sorted.map(name).join(say('list-separator'));
}
