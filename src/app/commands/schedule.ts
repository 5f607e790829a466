import { refusal } from '../../chat/command.ts';
import type { Block } from '../../chat/view.ts';
import { type Inline, type Prose, prose, text } from '../../kernel/prose.ts';
import { err, ok } from '../../kernel/result.ts';
import { nextDue } from '../../schedule/cadence.ts';
import { type Call, command, line, privately, type Reply } from '../call.ts';
import { composeToday } from '../digest.ts';
import type { KnownRoom, Schedule } from '../ports.ts';
import { cadenceText } from '../present/cadence.ts';
import { chosenRoom } from '../room-choice.ts';

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7] as const;
/** More would only be noise in a group. */
const MOST = 10;

const when = { time: { kind: 'clock' }, days: { kind: 'days', optional: true }, room: { kind: 'room', optional: true } } as const;

export const scheduleDigest = command({
  name: 'schedule digest',
  params: when,
  allowed: 'managers',
  posts: true,
  run: (call, { time, days, room }) => add(call, 'digest', { time, days, room }),
});

export const scheduleQuiz = command({
  name: 'schedule quiz',
  params: when,
  allowed: 'managers',
  posts: true,
  run: (call, { time, days, room }) => add(call, 'quiz', { time, days, room }),
});

interface Wish {
  readonly time: number;
  readonly days: readonly number[] | null;
  readonly room: string | null;
}

/** A group has one digest; setting it again moves it. Quizzes can be several. */
async function add(call: Call, kind: Schedule['kind'], wish: Wish): Promise<Reply> {
  const { tables, group } = call;
  const chosen = await chosenRoom(wish.room, call);
  if (!chosen.ok) return chosen;
  const room = chosen.value;
  const cadence = { minuteOfDay: wish.time, days: wish.days ?? EVERY_DAY };
  const existing = await tables.schedules.of(group.id);
  if (existing.length >= MOST) return err(refusal('refuse-schedules', { most: MOST }));
  const next = nextDue(cadence, group.timeZone, call.at);
  const fresh = { group: group.id, room: room.id, kind, cadence, paused: false, next, last: null };
  const before = existing.find((one) => one.kind === kind && (kind === 'digest' || one.cadence.minuteOfDay === wish.time));
  const schedule = before ? { ...before, ...fresh, last: before.last } : await tables.schedules.add(fresh);
  if (before) await tables.schedules.save(schedule);
  await wake(call, schedule);
  return ok([privately(line(doneLine(call, kind, schedule, room)))]);
}

function doneLine({ say, group, room: here }: Call, kind: Schedule['kind'], { cadence, next }: Schedule, room: KnownRoom): Prose {
  const when = cadenceText(cadence, say);
  const first: Inline | string = next === null ? '' : { kind: 'time', at: next, show: 'datetime' };
  const values = { when, zone: group.timeZone, next: first };
  return room.id === here.id
    ? say.rich(`schedule-${kind}-done`, values)
    : say.rich(`schedule-there-${kind}-done`, { ...values, room: room.title });
}

const wake = (call: Call, schedule: Schedule) =>
  schedule.next === null
    ? call.tables.due.remove(`schedule.${schedule.id}`)
    : call.tables.due.put({
        key: `schedule.${schedule.id}`,
        kind: 'schedule',
        room: schedule.room,
        at: schedule.next,
        payload: String(schedule.id),
      });

export const scheduleList = command({
  name: 'schedule list',
  standard: true,
  params: {},
  allowed: 'anyone',
  async run({ say, tables, group }) {
    const all = await tables.schedules.of(group.id);
    if (all.length === 0) return ok([privately(line(say.rich('schedule-none')))]);
    const items: Prose[] = [];
    for (const one of all) {
      const room = await tables.rooms.get(one.room);
      const parts: Prose[] = [
        say.rich('schedule-line', {
          number: one.id,
          kind: say(`schedule-kind-${one.kind}`),
          when: cadenceText(one.cadence, say),
          room: room?.title ?? one.room,
        }),
      ];
      if (room?.closed) parts.push(say.rich('schedule-closed', { why: room.closed.why }));
      else if (one.paused) parts.push(say.rich('schedule-paused'));
      else if (one.next !== null) parts.push(say.rich('schedule-next', { next: { kind: 'time', at: one.next, show: 'datetime' } }));
      if (one.last) parts.push(say.rich(`schedule-last-${one.last.outcome}`, { at: { kind: 'time', at: one.last.at, show: 'datetime' } }));
      items.push(prose(...parts.flatMap((part, index) => (index > 0 ? [text(say('sentence-gap')), ...part] : [...part]))));
    }
    const blocks: Block[] = [
      { kind: 'heading', level: 2, content: say.rich('schedule-title') },
      { kind: 'list', ordered: false, items },
    ];
    blocks.push({ kind: 'note', content: say.rich('schedule-zone', { zone: group.timeZone }) });
    return ok([privately(...blocks)]);
  },
});

const which = { number: { kind: 'integer', least: 1, most: 999_999, optional: true } } as const;

export const schedulePause = command({
  name: 'schedule pause',
  params: which,
  allowed: 'managers',
  run: (call, { number }) => change(call, number, 'paused', async (schedule) => ({ ...schedule, paused: true, next: null })),
});

export const scheduleResume = command({
  name: 'schedule resume',
  params: which,
  allowed: 'managers',
  run: (call, { number }) =>
    change(call, number, 'resumed', async (schedule) => ({
      ...schedule,
      paused: false,
      next: nextDue(schedule.cadence, call.group.timeZone, call.at),
    })),
});

export const scheduleOff = command({
  name: 'schedule off',
  params: which,
  allowed: 'managers',
  run: (call, { number }) => change(call, number, 'off', async () => null),
});

/** Without a number: all of the group's. */
async function change(
  call: Call,
  number: number | null,
  done: string,
  to: (schedule: Schedule) => Promise<Schedule | null>,
): Promise<Reply> {
  const all = await call.tables.schedules.of(call.group.id);
  const chosen = number === null ? all : all.filter((one) => one.id === number);
  if (chosen.length === 0) return err(number === null ? refusal('refuse-no-schedules') : refusal('refuse-no-schedule', { number }));
  for (const schedule of chosen) {
    const after = await to(schedule);
    if (after) {
      await call.tables.schedules.save(after);
      await wake(call, after);
    } else {
      await call.tables.schedules.remove(schedule.id);
      await call.tables.due.remove(`schedule.${schedule.id}`);
    }
  }
  return ok([privately(line(call.say.rich(`schedule-${done}-done`, { count: chosen.length })))]);
}

export const schedulePreview = command({
  name: 'schedule preview',
  params: {},
  allowed: 'managers',
  async run(call) {
    return ok(await composeToday(call, call.sayAll.locale));
  },
});
