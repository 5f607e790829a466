import type { Cadence } from '../../schedule/cadence.ts';
import { formatDays } from '../../schedule/parse.ts';
import type { Say } from '../say.ts';

/** `08:30, Mon–Fri` in the reader's words. */
export function cadenceText(cadence: Cadence, say: Say): string {
  const time = `${String(Math.floor(cadence.minuteOfDay / 60)).padStart(2, '0')}:${String(cadence.minuteOfDay % 60).padStart(2, '0')}`;
  return say('cadence', { time, days: daysText(cadence.days, say) });
}

function daysText(days: readonly number[], say: Say): string {
  const { kind, spans } = formatDays(days, say.locale);
  if (kind !== 'some') return say(`days-${kind}`);
  const name = (day: number) => say(`weekday-${day}`);
  return spans
    .flatMap(({ from, to }) =>
      to - from > 1 ? [say('days-range', { from: name(from), to: name(to) })] : from === to ? [name(from)] : [name(from), name(to)],
    )
    .join(say('list-separator'));
}
