import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Posting } from '../../src/app/ports.ts';
import { messageRef, personId, roomId } from '../../src/kernel/ids.ts';
import { instant } from '../../src/kernel/time.ts';
import { outboxQueue } from '../../src/store/outbox-queue.ts';
import { createStore } from '../../src/store/store.ts';
import { temporaryDatabase } from '../support/database.ts';

const NOW = instant(1_000);

describe('the lanes of the outbox', () => {
  let database: Awaited<ReturnType<typeof temporaryDatabase>>;
  beforeEach(async () => {
    database = await temporaryDatabase();
  });
  afterEach(() => database.remove());

  const add = (key: string, more: Partial<Posting> = {}) =>
    createStore(database, { timeZone: 'UTC' }).tables.outbox.add(
      {
        key,
        room: roomId('telegram:-1'),
        to: null,
        reply: null,
        view: { blocks: [], audience: 'room' },
        locale: 'en',
        timeZone: 'UTC',
        edits: null,
        unsure: 'repeat',
        ...more,
      },
      NOW,
    );
  const queue = () => outboxQueue(database.db);
  const ready = async (busy: readonly string[] = []) => (await queue().ready(NOW, new Set(busy), 10, 'telegram')).map((row) => row.key);
  const row = async (key: string) => {
    const found = (await queue().ready(NOW, new Set(), 10, 'telegram')).find((one) => one.key === key);
    if (!found) throw new Error(`${key} is not ready`);
    return found;
  };

  it('keep the posts of a room in order', async () => {
    await add('a');
    await add('b');
    expect(await ready()).toEqual(['a']);
    await queue().sent(await row('a'), messageRef('1'), NOW);
    expect(await ready()).toEqual(['b']);
  });

  it('let no post wait for a private reply, nor one person for another', async () => {
    await add('to ada', { to: personId('telegram:1') });
    await add('to ada too', { to: personId('telegram:1') });
    await add('to bo', { to: personId('telegram:2') });
    await add('post');
    expect(await ready()).toEqual(['to ada', 'to bo', 'post']);
    expect(await ready([(await row('to ada')).lane])).toEqual(['to bo', 'post']);
  });

  it('hold a change back until its message is there, and no post behind it', async () => {
    await add('a');
    await add('a.edit', { edits: 'a' });
    await add('b');
    expect(await ready()).toEqual(['a']);
    await queue().sent(await row('a'), messageRef('1'), NOW);
    expect(await ready()).toEqual(['a.edit', 'b']);
    await queue().later('a.edit', instant(9_000), 'too early');
    expect(await ready()).toEqual(['b']);
  });

  it('let the change of one message not wait for that of another', async () => {
    await add('a');
    await queue().sent(await row('a'), messageRef('1'), NOW);
    await add('b');
    await queue().sent(await row('b'), messageRef('2'), NOW);
    await add('a.edit', { edits: 'a' });
    await add('b.edit', { edits: 'b' });
    expect(await ready()).toEqual(['a.edit', 'b.edit']);
  });

  it('let a digest, for which nobody waits at that moment, go behind all else, but keep the order of its room', async () => {
    await add('digest', { unsure: 'drop' });
    await add('question', { room: roomId('telegram:-2') });
    await add('answer', { to: personId('telegram:1') });
    await add('behind the digest');
    expect(await ready()).toEqual(['question', 'answer', 'digest']);
  });

  it('hold a row that landed in part ready, as if nothing had failed before', async () => {
    await add('a');
    for (let part = 0; part < 9; part++) await queue().sending('a');
    expect((await queue().interrupted()).map(({ key, attempts }) => [key, attempts])).toEqual([['a', 9]]);
    await queue().landed('a');
    expect(await queue().interrupted()).toEqual([]);
    expect((await row('a')).attempts).toBe(0);
  });

  it('are those of one platform', async () => {
    await add('here');
    await add('there', { room: roomId('discord:1') });
    expect(await ready()).toEqual(['here']);
  });

  it('are found without reading what was sent before', async () => {
    await add('a');
    const asked: string[] = [];
    const { raw } = database;
    const prepare = raw.prepare.bind(raw);
    raw.prepare = ((sql: string) => {
      asked.push(sql);
      return prepare(sql);
    }) as typeof raw.prepare;
    await ready();
    await queue().next(NOW);
    await queue().interrupted();
    raw.prepare = prepare;
    expect(asked).toHaveLength(3);
    for (const sql of asked) {
      const bound = [...sql.matchAll(/\?/g)].map(() => null);
      const plan = prepare(`explain query plan ${sql}`).all(...bound) as { detail: string }[];
      expect(plan.map(({ detail }) => detail).filter((step) => step.startsWith('SCAN outbox'))).toEqual([]);
    }
  });
});
