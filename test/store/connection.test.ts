import { afterEach, beforeEach, expect, it } from 'vitest';
import { personId } from '../../src/kernel/ids.ts';
import { after, hours, instant, minutes } from '../../src/kernel/time.ts';
import { createStore } from '../../src/store/store.ts';
import { temporaryDatabase } from '../support/database.ts';
import { GROUP_ROOM } from '../support/world.ts';

const ADA = { id: personId('web:ada'), name: 'Ada', locale: null, manager: false };
const AT = instant(Date.parse('2026-11-20T08:00:00Z'));

let database: Awaited<ReturnType<typeof temporaryDatabase>>;
let store: ReturnType<typeof createStore>;
beforeEach(async () => {
  database = await temporaryDatabase();
  store = createStore(database, { timeZone: 'UTC' });
});
afterEach(() => database.remove());

const names = async () => (await database.db.selectFrom('person').select('name').execute()).map(({ name }) => name);

it('who reads meanwhile sees a transaction when it is over, and not before, in whatever way they ask', async () => {
  const inside = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  const done = store.transaction(async (tables) => {
    await tables.people.touch(ADA, AT);
    inside.resolve();
    await go.promise;
    await tables.people.touch({ ...ADA, name: 'Ada L.' }, AT);
  });
  await inside.promise;
  const seen: string[] = [];
  const asked = [
    names().then((found) => seen.push(...found)),
    database.alone(() => seen.push(...(database.raw.prepare('select name from person').pluck().all() as string[]))),
    store.tables.people.locale(ADA.id).then(async () => seen.push(...(await names()))),
    store.transaction(async () => seen.push(...(database.raw.prepare('select name from person').pluck().all() as string[]))),
  ];
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(seen).toEqual([]);
  go.resolve();
  await Promise.all([done, ...asked]);
  expect(seen).toEqual(['Ada L.', 'Ada L.', 'Ada L.', 'Ada L.']);
});

it('a transaction that fails leaves nothing, not what others wrote, and the connection to who is next', async () => {
  await store.tables.people.touch(ADA, AT);
  const failed = store.transaction(async (tables) => {
    await tables.people.touch({ ...ADA, name: 'Nobody' }, AT);
    await tables.rooms.touch(GROUP_ROOM, AT);
    throw new Error('on purpose');
  });
  const meanwhile = store.tables.people.touch({ id: personId('web:bo'), name: 'Bo', locale: null, manager: false }, AT);
  await expect(failed).rejects.toThrow('on purpose');
  await meanwhile;
  expect(await names()).toEqual(['Ada', 'Bo']);
  expect(await store.tables.rooms.count()).toBe(0);
});

it('that somebody was seen is written once an hour, and what they are called at once', async () => {
  const seen = () => database.raw.prepare('select seen_at from person').pluck().get();
  const room = () => database.raw.prepare('select title, seen_at from room').get();
  for (const [wait, name, title, noted] of [
    [minutes(0), 'Ada', 'Study group', AT],
    [minutes(59), 'Ada', 'Study group', AT],
    [minutes(59), 'Ada L.', 'Readers', after(AT, minutes(59))],
    [minutes(90), 'Ada L.', 'Readers', after(AT, minutes(59))],
    [hours(2), 'Ada L.', 'Readers', after(AT, hours(2))],
  ] as const) {
    const now = after(AT, wait);
    expect(await store.tables.people.touch({ ...ADA, name }, now)).toMatchObject({ name });
    expect(await store.tables.rooms.touch({ ...GROUP_ROOM, title }, now)).toMatchObject({ title });
    expect(seen()).toBe(noted);
    expect(room()).toEqual({ title, seen_at: noted });
  }
});
