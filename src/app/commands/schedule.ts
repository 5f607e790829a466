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
import type { Say } from '../say.ts';

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

/** A group has one digest; setting it again moves it. Quizzes can be several: the same time in the same room again changes its days. */
async function add(call: Call, kind: Schedule['kind'], wish: Wish): Promise<Reply> {
  const { tables, group } = call;
  const chosen = await chosenRoom(wish.room, call);
  if (!chosen.ok) return chosen;
  const room = chosen.value;
  const cadence = { minuteOfDay: wish.time, days: wish.days ?? EVERY_DAY };
  const existing = await tables.schedules.of(group.id);
  const before = existing.find((one) => one.kind === kind && (kind === 'digest' || isAt(one, wish.time, room)));
  if (!before && existing.length >= MOST) return err(refusal('refuse-schedules', { most: MOST }));
  const next = nextDue(cadence, group.timeZone, call.at);
  const fresh = { group: group.id, room: room.id, kind, cadence, paused: false, next, last: null };
  const schedule = before ? { ...before, ...fresh, last: before.last } : await tables.schedules.add(fresh);
  if (before) await tables.schedules.save(schedule);
  await wake(call, schedule);
  const done = line(doneLine(call, kind, schedule, room));
  const replaced = before && !isSame(before, schedule) ? line(await replacedLine(call, before)) : null;
  return ok([privately(done, ...(replaced ? [replaced] : []))]);
}

const isAt = ({ cadence, room }: Schedule, time: number, { id }: KnownRoom): boolean => cadence.minuteOfDay === time && room === id;

const isSame = (before: Schedule, { room, cadence }: Schedule): boolean =>
  before.room === room && before.cadence.minuteOfDay === cadence.minuteOfDay && before.cadence.days.join() === cadence.days.join();

/** What was set before, so that nobody loses it without noticing. */
async function replacedLine({ say, tables }: Call, { cadence, room }: Schedule): Promise<Prose> {
  const title = (await tables.rooms.get(room))?.title ?? room;
  return say.rich('schedule-replaced', { when: cadenceText(cadence, say), room: title });
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
  async run(call) {
    const { say, tables, group } = call;
    const all = await tables.schedules.of(group.id);
    if (all.length === 0) return ok([privately(line(say.rich('schedule-none')))]);
    const items: Prose[] = [];
    for (const one of all) items.push(sentences(say, [...(await standing(call, one)), ...lastOf(say, one)]));
    const blocks: Block[] = [
      { kind: 'heading', level: 2, content: say.rich('schedule-title') },
      { kind: 'list', ordered: false, items },
    ];
    blocks.push({ kind: 'note', content: say.rich('schedule-zone', { zone: group.timeZone }) });
    return ok([privately(...blocks)]);
  },
});

/** What is planned, and whether it comes: `1 digest: 08:30, every day in Study group. Next: …`. */
async function standing({ say, tables }: Call, one: Schedule): Promise<Prose[]> {
  const room = await tables.rooms.get(one.room);
  const planned = say.rich('schedule-line', {
    number: one.id,
    kind: say(`schedule-kind-${one.kind}`),
    when: cadenceText(one.cadence, say),
    room: room?.title ?? one.room,
  });
  if (room?.closed) return [planned, say.rich('schedule-closed', { why: room.closed.why })];
  if (one.paused) return [planned, say.rich('schedule-paused')];
  return one.next === null ? [planned] : [planned, say.rich('schedule-next', { next: { kind: 'time', at: one.next, show: 'datetime' } })];
}

const lastOf = (say: Say, { last }: Schedule): Prose[] =>
  last ? [say.rich(`schedule-last-${last.outcome}`, { at: { kind: 'time', at: last.at, show: 'datetime' } })] : [];

const sentences = (say: Say, parts: readonly Prose[]): Prose =>
  prose(...parts.flatMap((part, index) => (index > 0 ? [text(say('sentence-gap')), ...part] : [...part])));

const which = { number: { kind: 'integer', least: 1, most: 999_999, optional: true } } as const;

export const schedulePause = command({
  name: 'schedule pause',
  params: which,
  allowed: 'managers',
  run: (call, { number }) =>
    change(call, number, {
      done: 'paused',
      applies: ({ paused }) => !paused,
      to: (schedule) => ({ ...schedule, paused: true, next: null }),
    }),
});

export const scheduleResume = command({
  name: 'schedule resume',
  params: which,
  allowed: 'managers',
  run: (call, { number }) =>
    change(call, number, {
      done: 'resumed',
      applies: ({ paused }) => paused,
      to: (schedule) => ({ ...schedule, paused: false, next: nextDue(schedule.cadence, call.group.timeZone, call.at) }),
    }),
});

export const scheduleOff = command({
  name: 'schedule off',
  params: which,
  allowed: 'managers',
  run: (call, { number }) => change(call, number, { done: 'off', applies: () => true, to: () => null }),
});

interface Change {
  readonly done: 'paused' | 'resumed' | 'off';
  /** What is so already is neither changed nor counted. */
  applies(schedule: Schedule): boolean;
  /** Null: deleted. */
  to(schedule: Schedule): Schedule | null;
}

/** Without a number: all of the group's. The answer names what was changed. */
async function change(call: Call, number: number | null, { done, applies, to }: Change): Promise<Reply> {
  const { say, tables, group } = call;
  const all = await tables.schedules.of(group.id);
  const chosen = number === null ? all : all.filter((one) => one.id === number);
  if (chosen.length === 0) return err(number === null ? refusal('refuse-no-schedules') : refusal('refuse-no-schedule', { number }));
  const changed = chosen.filter(applies);
  if (changed.length === 0) return err(number === null ? refusal(`refuse-none-${done}`) : refusal(`refuse-not-${done}`, { number }));
  const items: Prose[] = [];
  for (const schedule of changed) {
    const after = to(schedule);
    if (after) {
      await tables.schedules.save(after);
      await wake(call, after);
    } else {
      await tables.schedules.remove(schedule.id);
      await tables.due.remove(`schedule.${schedule.id}`);
    }
    const told = await standing(call, after ?? schedule);
    items.push(sentences(say, done === 'resumed' ? told : told.slice(0, 1)));
  }
  return ok([privately(line(say.rich(`schedule-${done}-done`, { count: changed.length })), { kind: 'list', ordered: false, items })]);
}

export const schedulePreview = command({
  name: 'schedule preview',
  params: {},
  allowed: 'managers',
  async run(call) {
    return ok(await composeToday(call, call.sayAll.locale));
  },
});
