import { describe, expect, it } from 'vitest';
import { DeliveryError } from '../../../src/chat/transport.ts';
import { type Millis, millis, seconds } from '../../../src/kernel/time.ts';
import { telegramRates } from '../../../src/telegram/limits.ts';
import { createPace, type Turn } from '../../../src/telegram/pace.ts';
import { ManualClock } from '../../support/clock.ts';
import { Rates } from '../../support/fake-telegram/rates.ts';
import type { FakeChat } from '../../support/fake-telegram/state.ts';

const GROUP = -1_000_000_000_001;
const PERSON = 77;

function setUp() {
  const clock = new ManualClock('2026-11-20T08:00:00Z');
  const sleep = async (time: Millis) => clock.jump(clock.now() + time);
  const pace = createPace(clock, sleep);
  const published = new Rates(clock);
  const chat = (id: number) => ({ id, type: id < 0 ? 'supergroup' : 'private' }) as FakeChat;
  /** Sends, as Telegram counts it. */
  const send = async (id: number) => {
    const turn = await pace.turn(id);
    published.take(chat(id));
    turn.over();
  };
  /** Whether an edit had its turn. */
  const edit = (id: number): boolean => {
    try {
      const turn = pace.edit(id);
      published.take(chat(id));
      turn.over();
      return true;
    } catch (error) {
      if (error instanceof DeliveryError && error.fault.kind === 'later' && error.fault.wait > 0) return false;
      throw error;
    }
  };
  return { clock, pace, published, send, edit, chat };
}

describe('the pace of messages', () => {
  it('never meets the published limits, and uses nearly all of them', async () => {
    const { clock, published, send } = setUp();
    const start = clock.now();
    for (let group = 1; group <= 300; group++) await send(-1_000_000_000_000 - group);
    expect(published.refused).toBe(0);
    expect(clock.now() - start).toBeLessThan((300 / 30) * 1000 * 1.1);
  });

  it('calls nobody while a request that was made is not on the wire', async () => {
    const clock = new ManualClock('2026-11-20T08:00:00Z');
    let stuck: PromiseWithResolvers<void> | null = null;
    const pace = createPace(
      clock,
      async (time) => clock.jump(clock.now() + time),
      telegramRates,
      () => stuck?.promise ?? null,
    );
    (await pace.turn(-1_000_000_000_001)).over();
    stuck = Promise.withResolvers();
    let called = false;
    const next = pace.turn(-1_000_000_000_002).then((turn) => {
      called = true;
      turn.over();
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(called).toBe(false);
    const { resolve } = stuck;
    stuck = null;
    resolve();
    await next;
    expect(called).toBe(true);
  });

  it('meets none of them either where messages are held up on their way and arrive together', async () => {
    const { clock, pace, published, chat } = setUp();
    const start = clock.now();
    // Every now and then the line stands still: what leaves meanwhile is counted at its end.
    const underway: { readonly id: number; readonly turn: Turn }[] = [];
    const arrive = () => {
      for (const { id, turn } of underway.splice(0)) {
        published.take(chat(id));
        turn.over();
      }
    };
    for (let group = 1; group <= 300; group++) {
      const id = -1_000_000_000_000 - group;
      underway.push({ id, turn: await pace.turn(id) });
      if (group % 40 < 30 || group % 40 === 39) arrive();
    }
    arrive();
    expect(published.refused).toBe(0);
    expect(clock.now() - start).toBeLessThan((300 / 30) * 1000 * 1.2);
  });

  it('makes up for turns that came late, without haste', async () => {
    const { clock, published, send } = setUp();
    const start = clock.now();
    for (let group = 1; group <= 300; group++) {
      await send(-1_000_000_000_000 - group);
      // The process has something else to do for a moment.
      if (group % 10 === 0) clock.jump(clock.now() + 100);
    }
    expect(published.refused).toBe(0);
    expect(clock.now() - start).toBeLessThan((300 / 30) * 1000 * 1.1);
  });

  it('lets one chat have a short burst and then a message a second', async () => {
    const { clock, published, send } = setUp();
    const start = clock.now();
    for (let round = 0; round < 10; round++) await send(PERSON);
    expect(published.refused).toBe(0);
    expect(clock.now() - start).toBeGreaterThanOrEqual(8_000);
  });

  it('sends what has to wait for longer back to the outbox, with the time to wait', async () => {
    const { clock, send } = setUp();
    for (let round = 0; round < 20; round++) await send(GROUP);
    const refused = await send(GROUP).catch((error: DeliveryError) => error);
    expect(refused).toBeInstanceOf(DeliveryError);
    const { fault } = refused as DeliveryError;
    expect(fault).toMatchObject({ kind: 'later' });
    if (fault.kind === 'later') clock.jump(clock.now() + fault.wait);
    await send(GROUP);
  });

  it('keeps a part of a group’s minute for posts: edits stop before', async () => {
    const { clock, edit, published, send } = setUp();
    let edits = 0;
    for (let second = 0; second < 30; second++) {
      clock.jump(clock.now() + 1_000);
      if (edit(GROUP)) edits += 1;
    }
    expect(edits).toBe(12);
    for (let post = 0; post < 8; post++) await send(GROUP);
    expect(published.refused).toBe(0);
  });

  it('lets who is waited for go before who is patient', async () => {
    const { pace } = setUp();
    const order: string[] = [];
    const take = async (name: string, chat: number, patient: boolean) => {
      const turn = await pace.turn(chat, patient);
      order.push(name);
      turn.over();
    };
    const digests = Array.from({ length: 20 }, (_, index) => take('digest', GROUP - 1 - index, true));
    await Promise.all([...digests, take('answer', PERSON, false)]);
    expect(order.indexOf('answer')).toBeLessThan(3);
    expect(order).toHaveLength(21);
  });

  it('gives an edit no turn while messages stand in line', async () => {
    const { send, edit } = setUp();
    await send(-1_000_000_000_002);
    expect(edit(GROUP)).toBe(false);
  });

  it('rests in a chat for as long as Telegram asks', async () => {
    const { clock, pace, send } = setUp();
    clock.jump(clock.now() + 1_000);
    pace.refused(PERSON, seconds(2));
    const before = clock.now();
    await send(PERSON + 1);
    expect(clock.now() - before).toBeLessThan(100);
    await send(PERSON);
    expect(clock.now() - before).toBeGreaterThanOrEqual(2_000);
  });

  it('rests everywhere when that happens under load', async () => {
    const { clock, pace, send } = setUp();
    await send(PERSON);
    pace.refused(PERSON, millis(2_000));
    const before = clock.now();
    await send(PERSON + 1);
    expect(clock.now() - before).toBeGreaterThanOrEqual(2_000);
  });
});
