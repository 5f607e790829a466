import { beforeEach, describe, expect, it } from 'vitest';
import { minutes } from '../../src/kernel/time.ts';
import type { Attempt } from '../../src/llm/attempt.ts';
import { circuit } from '../../src/llm/circuit.ts';
import { ManualClock } from '../support/clock.ts';
import { chinese } from './articles.ts';

type Outcome = Awaited<ReturnType<Attempt>>;
const GOOD: Outcome = { ok: true, value: { sentences: [], takeaways: [], by: 'model' } };
const BAD: Outcome = { ok: false, error: { kind: 'server', status: 500 } };

/** An attempt whose ends are decided by the test. */
class Line {
  readonly open: { end: (outcome: Outcome) => void; crash: (error: Error) => void }[] = [];
  attempt: Attempt = () => new Promise((end, crash) => this.open.push({ end, crash }));
}

describe('the circuit', () => {
  const article = chinese();
  let clock: ManualClock;
  let line: Line;
  beforeEach(() => {
    clock = new ManualClock('2026-11-20T08:00:00Z');
    line = new Line();
  });
  const make = () => circuit(line.attempt, clock, { failures: 2, pause: minutes(10) });
  const pass = (time: number): void => clock.jump(clock.now() + time);

  async function run(guarded: ReturnType<typeof make>, outcome: Outcome): Promise<Outcome> {
    const result = guarded.attempt(article);
    line.open.pop()?.end(outcome);
    return result;
  }
  async function opened(): Promise<ReturnType<typeof make>> {
    const guarded = make();
    await run(guarded, BAD);
    await run(guarded, BAD);
    return guarded;
  }

  it('stays closed while a success comes between the failures', async () => {
    const guarded = make();
    for (const outcome of [BAD, GOOD, BAD, GOOD, BAD]) expect(await run(guarded, outcome)).toBe(outcome);
    expect(guarded.state()).toBe('closed');
  });

  it('opens after failures in a row, and says until when', async () => {
    const guarded = await opened();
    expect(guarded.state()).toBe('open');
    expect(await guarded.attempt(article)).toEqual({ ok: false, error: { kind: 'circuit-open', until: clock.now() + minutes(10) } });
    expect(line.open).toHaveLength(0);
  });

  it('lets one through when the time is over, and no other meanwhile', async () => {
    const guarded = await opened();
    pass(minutes(10));
    const trial = guarded.attempt(article);
    expect(await guarded.attempt(article)).toMatchObject({ error: { kind: 'circuit-open' } });
    expect(line.open).toHaveLength(1);
    line.open[0]?.end(GOOD);
    expect(await trial).toBe(GOOD);
    expect(guarded.state()).toBe('closed');
  });

  it('opens again at once when that one fails', async () => {
    const guarded = await opened();
    pass(minutes(10));
    await run(guarded, BAD);
    expect(guarded.state()).toBe('open');
    pass(minutes(10));
    expect(guarded.state()).toBe('half-open');
  });

  it('counts from nothing after it closed', async () => {
    const guarded = await opened();
    pass(minutes(10));
    await run(guarded, GOOD);
    await run(guarded, BAD);
    expect(guarded.state()).toBe('closed');
  });

  it('is not held open longer by calls that were already under way', async () => {
    const guarded = make();
    const calls = [1, 2, 3].map(() => guarded.attempt(article));
    line.open[0]?.end(BAD);
    line.open[1]?.end(BAD);
    await Promise.all(calls.slice(0, 2));
    pass(minutes(9));
    line.open[2]?.end(BAD);
    await calls[2];
    pass(minutes(1));
    expect(guarded.state()).toBe('half-open');
  });

  it('tries again after a trial that crashed', async () => {
    const guarded = await opened();
    pass(minutes(10));
    const trial = guarded.attempt(article);
    line.open.pop()?.crash(new Error('a bug'));
    await expect(trial).rejects.toThrow('a bug');
    await run(guarded, GOOD);
    expect(guarded.state()).toBe('closed');
  });
});
