import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { personId } from '../../src/kernel/ids.ts';
import { after, hours, minutes } from '../../src/kernel/time.ts';
import { notes } from '../../src/store/notes.ts';
import { createStore } from '../../src/store/store.ts';
import { ManualClock } from '../support/clock.ts';
import { temporaryDatabase } from '../support/database.ts';

describe('notes', () => {
  let database: Awaited<ReturnType<typeof temporaryDatabase>>;
  const clock = new ManualClock('2026-11-20T08:00:00Z');
  beforeEach(async () => {
    database = await temporaryDatabase();
  });
  afterEach(() => database.remove());

  const soon = () => after(clock.now(), minutes(10));
  const count = () => database.raw.prepare('select count(*) from note').pluck().get();

  it('are there for another process, the newest of a key', async () => {
    await notes(database.db, clock).put('a', '1', soon());
    await notes(database.db, clock).put('a', '2', soon());
    expect(await notes(database.db, clock).get('a')).toBe('2');
    expect(await notes(database.db, clock).get('b')).toBeNull();
  });

  it('are gone when their time is over, and swept away later', async () => {
    const kept = notes(database.db, clock);
    await kept.put('a', '1', soon());
    clock.jump(clock.now() + minutes(10));
    expect(await kept.get('a')).toBeNull();
    clock.jump(clock.now() + hours(1));
    await kept.put('b', '2', soon());
    expect(count()).toBe(1);
  });

  it('are deleted by hand, and with the person they are about', async () => {
    const kept = notes(database.db, clock);
    const ada = personId('telegram:1');
    await kept.put('a', '1', soon());
    await kept.put('b', '2', soon(), ada);
    await kept.remove('a');
    await createStore(database, { timeZone: 'UTC' }).tables.people.forget(ada);
    expect(count()).toBe(0);
  });
});
