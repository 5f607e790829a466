import { replyRef } from '../../chat/place.ts';
import { personId, roomId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import { localDate, nextDue } from '../../schedule/cadence.ts';
import { decide } from '../../schedule/missed.ts';
import { groupLocale, line } from '../call.ts';
import { composeDigest, type PreviewWish } from '../digest.ts';
import { dressed } from '../dressed.ts';
import { startGame } from '../game.ts';
import type { Parts } from '../parts.ts';
import type { Digest, DueRow, Group, KnownRoom, Schedule, Store, Tables } from '../ports.ts';
import { digestView } from '../present/digest.ts';
import { referee } from '../referee.ts';

type Outcome = NonNullable<Schedule['last']>['outcome'];

/** Asks a platform whether a room that is closed takes messages again. */
export type LetsIn = (room: KnownRoom) => Promise<boolean>;

/** A schedule's row fell due: a digest or a quiz, once, and the next due time from this one. */
export async function runSchedule(row: DueRow, now: Instant, store: Store, parts: Parts, letsIn: LetsIn): Promise<void> {
  const schedule = await store.tables.schedules.get(Number(row.payload));
  const room = schedule ? await store.tables.rooms.get(schedule.room) : null;
  if (!schedule || !room || schedule.paused || schedule.next === null) {
    await store.tables.due.remove(row.key);
    return;
  }
  const due = schedule.next;
  const group = await store.tables.groups.get(schedule.group, room.platform);
  const verdict = decide(due, now);
  const late: Outcome = verdict === 'late' ? 'late' : 'sent';
  const closed = parts.admits?.(room) === false || (room.closed !== null && !(await opened(room, store, letsIn)));
  if (verdict === 'skip' || closed) {
    await store.transaction((tables) => advance(tables, closed ? 'closed' : 'skipped'));
    return;
  }
  if (schedule.kind === 'digest') {
    const locale = groupLocale(group, room, parts.defaultLocale);
    const date = localDate(due, group.timeZone);
    const composed = (await store.tables.digests.on(group.id, date))
      ? null
      : await composeDigest({ group, room, locale, date, at: now }, store.tables, parts);
    await store.transaction(async (tables) => {
      if (!(await stillDue(tables))) return;
      const posted = composed && (await postDigest(composed, room, group, tables, parts, now));
      await advance(tables, posted ? late : (await tables.digests.on(group.id, date)) ? 'busy' : 'empty');
    });
    return;
  }
  await store.transaction(async (tables) => {
    if (await stillDue(tables)) await advance(tables, (await postQuiz(room, group, tables, parts, now)) ? late : 'busy');
  });

  /** The settings may have changed while the model was asked. */
  async function stillDue(tables: Tables): Promise<boolean> {
    const fresh = await tables.schedules.get(Number(row.payload));
    return fresh !== null && !fresh.paused && fresh.next === due;
  }

  async function advance(tables: Tables, outcome: Outcome): Promise<void> {
    if (!schedule) return;
    let next = nextDue(schedule.cadence, group.timeZone, due);
    while (decide(next, now) === 'skip') next = nextDue(schedule.cadence, group.timeZone, next);
    await tables.schedules.save({ ...schedule, next, last: { at: due, outcome } });
    await tables.due.put({ key: row.key, kind: 'schedule', room: schedule.room, at: next, payload: row.payload });
  }
}

/** Not every platform tells that it lets us in again: so it is asked now that something is to be sent. What holds for a room, holds for its group. */
async function opened(room: KnownRoom, store: Store, letsIn: LetsIn): Promise<boolean> {
  if (!(await letsIn(room))) return false;
  await store.transaction(async (tables) => {
    for (const one of await tables.rooms.of(room.group)) await tables.rooms.open(one.id);
  });
  return true;
}

/** False where the group already has a digest of that date. */
async function postDigest(
  composed: Omit<Digest, 'id'>,
  room: KnownRoom,
  group: Group,
  tables: Tables,
  parts: Parts,
  at: Instant,
): Promise<boolean> {
  const digest = await tables.digests.add(composed);
  if (!digest) return false;
  const say = parts.messages.in(groupLocale(group, room, parts.defaultLocale), room.platform);
  const view = await digestView(digest, tables, parts, group, say);
  if (digest.question) await tables.asked.add(group.id, [digest.question], at);
  await tables.outbox.add(
    {
      key: `d.${group.id}.${digest.date}`,
      room: room.id,
      to: null,
      reply: null,
      view: dressed(view, group),
      locale: say.locale,
      timeZone: group.timeZone,
      edits: null,
      unsure: 'drop',
    },
    at,
  );
  return true;
}

async function postQuiz(room: KnownRoom, group: Group, tables: Tables, parts: Parts, at: Instant): Promise<boolean> {
  const say = parts.messages.in(groupLocale(group, room, parts.defaultLocale), room.platform);
  const judge = referee({ room, group, tables, parts, say, at });
  const started = await startGame({ at, room, group, person: null, tables, parts, referee: judge, say }, { topic: null, ...group.quiz });
  await judge.flush();
  return started.ok;
}

/** The next digest, for one person only. Nothing is counted as posted. */
export async function runPreview(row: DueRow, now: Instant, store: Store, parts: Parts): Promise<void> {
  const wish = JSON.parse(row.payload) as PreviewWish;
  const room = await store.tables.rooms.get(roomId(row.room ?? ''));
  if (!room) return store.tables.due.remove(row.key);
  const group = await store.tables.groups.get(room.group, room.platform);
  const say = parts.messages.in(wish.locale, room.platform);
  const next = (await store.tables.schedules.of(group.id)).find((one) => one.kind === 'digest' && one.next !== null)?.next;
  const date = localDate(next ?? now, group.timeZone);
  const composed = await composeDigest({ group, room, locale: wish.locale, date, at: now }, store.tables, parts);
  const view = composed
    ? await digestView({ ...composed, id: null }, store.tables, parts, group, say)
    : { blocks: [line(say.rich('digest-empty'))], audience: 'person' as const };
  await store.transaction(async (tables) => {
    await tables.outbox.add(
      {
        key: row.key,
        room: room.id,
        to: personId(wish.person),
        reply: wish.reply === null ? null : replyRef(wish.reply),
        view: dressed({ blocks: [{ kind: 'note', content: say.rich('preview-note') }, ...view.blocks], audience: 'person' }, group),
        locale: say.locale,
        timeZone: group.timeZone,
        edits: null,
        unsure: 'repeat',
      },
      now,
    );
    await tables.due.remove(row.key);
  });
}
