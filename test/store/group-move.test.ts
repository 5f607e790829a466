import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { groupId, personId, questionId, roomId, sessionId } from '../../src/kernel/ids.ts';
import { instant } from '../../src/kernel/time.ts';
import { createStore } from '../../src/store/store.ts';
import { temporaryDatabase } from '../support/database.ts';

const NOW = instant(1_000);
const old = { room: roomId('telegram:-5'), group: groupId('telegram:-5') };
const next = { room: roomId('telegram:-1000000000005'), group: groupId('telegram:-1000000000005') };

describe('a group with other ids', () => {
  let database: Awaited<ReturnType<typeof temporaryDatabase>>;
  beforeEach(async () => {
    database = await temporaryDatabase();
  });
  afterEach(() => database.remove());

  const tables = () => createStore(database, { timeZone: 'UTC' }).tables;
  const know = (home: typeof old) =>
    tables().rooms.touch({ id: home.room, platform: 'telegram', kind: 'group', group: home.group, title: 'Study', locale: null }, NOW);
  const award = (home: typeof old, session: string) => ({
    group: home.group,
    person: personId('telegram:1'),
    session: sessionId(session),
    question: questionId('q'),
    points: 100,
    right: true,
    answered: true,
    at: NOW,
    day: '2026-11-20',
  });

  it('keeps settings, schedules, points and what was asked; nothing is left under the old ids', async () => {
    await know(old);
    const group = await tables().groups.get(old.group, 'telegram');
    await tables().groups.save({ ...group, timeZone: 'Europe/Berlin' });
    const cadence = { minuteOfDay: 510, days: [1] };
    await tables().schedules.add({ group: old.group, room: old.room, kind: 'digest', cadence, paused: false, next: NOW, last: null });
    await tables().due.put({ key: 'schedule.1', kind: 'schedule', room: old.room, at: NOW, payload: '1' });
    await tables().scores.add([award(old, 's1')]);
    await tables().asked.add(old.group, [questionId('q')], NOW);
    await know(next);
    await tables().groups.move(old, next);
    expect((await tables().groups.get(next.group, 'telegram')).timeZone).toBe('Europe/Berlin');
    expect(await tables().schedules.of(next.group)).toMatchObject([{ room: next.room }]);
    expect(await tables().scores.board(next.group, null, null)).toMatchObject([{ points: 100 }]);
    expect([...(await tables().asked.of(next.group, [questionId('q')]))]).toEqual(['q']);
    for (const table of ['room', 'group_settings', 'due', 'schedule', 'award', 'asked', 'outbox', 'digest', 'game']) {
      const rows = JSON.stringify(database.raw.prepare(`select * from ${table}`).all());
      expect(rows).not.toContain('"telegram:-5"');
    }
  });

  it('keeps what it has already where both have something', async () => {
    await know(next);
    const group = await tables().groups.get(next.group, 'telegram');
    await tables().groups.save({ ...group, timeZone: 'Asia/Tokyo' });
    await tables().groups.save({ ...group, id: old.group, timeZone: 'Europe/Berlin' });
    await tables().asked.add(next.group, [questionId('q')], NOW);
    await tables().asked.add(old.group, [questionId('q'), questionId('r')], NOW);
    await tables().scores.add([award(next, 's2'), award(old, 's1')]);
    await tables().groups.move(old, next);
    expect((await tables().groups.get(next.group, 'telegram')).timeZone).toBe('Asia/Tokyo');
    expect([...(await tables().asked.of(next.group, [questionId('q'), questionId('r')]))].sort()).toEqual(['q', 'r']);
    expect(await tables().scores.board(next.group, null, null)).toMatchObject([{ points: 200 }]);
  });
});
