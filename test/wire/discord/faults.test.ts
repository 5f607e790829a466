import { readFileSync } from 'node:fs';
import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { faultOf, type Whereabouts } from '../../../src/discord/faults.ts';
import { nonceOf } from '../../../src/discord/nonce.ts';
import { canPost, INVITE_PERMISSIONS, isManager, missingNeeds } from '../../../src/discord/permissions.ts';
import { watchSkew } from '../../../src/discord/skew.ts';
import { createSlots } from '../../../src/discord/slots.ts';
import { snowflakeTime } from '../../../src/discord/snowflake.ts';
import { instant } from '../../../src/kernel/time.ts';
import { PERMISSIONS } from '../../support/fake-discord/state.ts';

const where: Whereabouts = { lacking: () => ['SendMessages'], say: (key) => key, names: (needs) => needs.join('+') };
const api = (code: number | string, status = 400) =>
  new DiscordAPIError({ code: code as number, message: 'no' }, code, status, 'POST', 'https://x', { files: undefined, body: undefined });
const kindOf = (error: unknown) => faultOf(error, where).kind;
const network = (code: string) => Object.assign(new Error(code), { code });

describe('what an error of Discord means', () => {
  it('is to come back later where nothing was sent', () => {
    const limit = {
      timeToReset: 1_000,
      limit: 5,
      method: 'POST',
      hash: '',
      url: '',
      route: '',
      majorParameter: '',
      global: false,
      scope: 'user' as const,
    };
    expect(faultOf(new RateLimitError({ ...limit, retryAfter: 30_000.4, sublimitTimeout: 0 }), where)).toEqual({
      kind: 'later',
      wait: 30_001,
      why: 'rate limit',
    });
    for (const code of ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']) expect(kindOf(network(code))).toBe('later');
    for (const code of [20_016, 20_028, 40_062, 130_000]) expect(kindOf(api(code))).toBe('later');
    expect(kindOf(api(0, 401))).toBe('later');
    expect(kindOf(new Error('Expected token to be set for this request, but none was present'))).toBe('later');
    expect(kindOf(api(undefined as never, 403))).toBe('later');
  });

  it('is unsure where it may have been sent', () => {
    for (const code of ['ECONNRESET', 'UND_ERR_SOCKET']) expect(kindOf(network(code))).toBe('unsure');
    expect(kindOf(Object.assign(new Error('aborted'), { name: 'AbortError' }))).toBe('unsure');
    expect(kindOf(new HTTPError(503, 'Unavailable', 'POST', 'https://x', { files: undefined, body: undefined }))).toBe('unsure');
  });

  it('is a closed room, with a reason for managers', () => {
    expect(faultOf(api(50_013, 403), where)).toEqual({ kind: 'closed', why: 'discord-closed-lacking', missing: 'SendMessages' });
    expect(faultOf(api(50_001, 403), where)).toMatchObject({ missing: 'ViewChannel' });
    expect(faultOf(api(10_003, 404), where)).toEqual({ kind: 'closed', why: 'discord-closed-gone' });
    expect(faultOf(api(160_005, 403), where)).toMatchObject({ why: 'discord-closed-locked' });
    for (const code of [50_007, 50_278])
      expect(faultOf(api(code, 403), where)).toMatchObject({ kind: 'closed', why: 'discord-closed-private' });
  });

  it('is a bug of ours otherwise', () => {
    expect(kindOf(api(50_035))).toBe('refused');
    expect(kindOf(api(50_006))).toBe('refused');
  });
});

describe('a nonce', () => {
  it('is the same for the same key and part, another for any other, and short enough', () => {
    expect(nonceOf('d.discord:1.2026-11-20', 0)).toBe(nonceOf('d.discord:1.2026-11-20', 0));
    const many = new Set(Array.from({ length: 2_000 }, (_, index) => nonceOf(`g.${index >> 1}`, index % 2)));
    expect(many.size).toBe(2_000);
    for (const one of many) expect(one).toMatch(/^[0-9a-z]{25}$/);
  });
});

describe('a snowflake', () => {
  it('holds the time to the millisecond', () => {
    // The example of the published documentation.
    expect(snowflakeTime('175928847299117063')).toBe(1_462_015_105_796);
  });
});

describe('the clock', () => {
  const told = (lags: readonly number[]) => {
    const seen: number[] = [];
    const watch = watchSkew((seconds) => seen.push(seconds));
    for (const lag of lags) watch(instant(1_000_000), instant(1_000_000 + lag));
    return seen;
  };

  it('is blamed where acts come from the future, or where all seem old', () => {
    expect(told([100, -5_000, -6_000])).toEqual([-5]);
    expect(told(Array.from({ length: 40 }, (_, index) => 7_000 + index))).toEqual([7]);
  });

  it('is not blamed for a slow network or a line that broke', () => {
    expect(told([100, 1_900, -300])).toEqual([]);
    expect(told([...Array(24).fill(30_000), 200, ...Array(24).fill(60_000)])).toEqual([]);
  });
});

describe('rights', () => {
  const { Administrator, ViewChannel, SendMessages, SendMessagesInThreads, ManageGuild } = PERMISSIONS;

  it('differ in threads', () => {
    expect(canPost(ViewChannel | SendMessages, false)).toBe(true);
    expect(canPost(ViewChannel | SendMessages, true)).toBe(false);
    expect(canPost(ViewChannel | SendMessagesInThreads, true)).toBe(true);
    expect(missingNeeds(ViewChannel, false)).toEqual(['SendMessages', 'EmbedLinks', 'AttachFiles']);
  });

  it('are all there for an administrator', () => {
    expect(missingNeeds(Administrator, true)).toEqual([]);
    expect(isManager(Administrator)).toBe(true);
    expect(isManager(ManageGuild)).toBe(true);
    expect(isManager(SendMessages)).toBe(false);
  });

  it('that the invite link asks for are enough', () => {
    expect(missingNeeds(INVITE_PERMISSIONS, false)).toEqual([]);
    expect(missingNeeds(INVITE_PERMISSIONS, true)).toEqual([]);
    const notebook = readFileSync(new URL('../../../src/discord/README.md', import.meta.url), 'utf8');
    expect(notebook).toContain(`permissions=${INVITE_PERMISSIONS}`);
  });
});

describe('slots', () => {
  const held = () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    return { work: () => promise, resolve };
  };

  it('let so many run at once, the others in their order', async () => {
    const slots = createSlots(2);
    const ran: number[] = [];
    const jobs = [0, 1, 2, 3].map(() => held());
    const done = jobs.map((job, index) => {
      const work = async () => {
        ran.push(index);
        await job.work();
      };
      return slots.run(work);
    });
    await Promise.resolve();
    expect(ran).toEqual([0, 1]);
    jobs[1]?.resolve();
    await done[1];
    await Promise.resolve();
    expect(ran).toEqual([0, 1, 2]);
    for (const job of jobs) job.resolve();
    await Promise.all(done);
    expect(ran).toEqual([0, 1, 2, 3]);
  });

  it('are free again after a failure', async () => {
    const slots = createSlots(1);
    await expect(slots.run(async () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await slots.run(async () => 'yes')).toBe('yes');
  });

  it('say when what was begun is through, whatever was begun since', async () => {
    const slots = createSlots(1);
    const [first, second, third] = [held(), held(), held()];
    const one = slots.run(first.work);
    const two = slots.run(second.work);
    let through = false;
    const watched = slots.through().then(() => {
      through = true;
    });
    const three = slots.run(third.work);
    first.resolve();
    await one;
    expect(through).toBe(false);
    second.resolve();
    await two;
    await watched;
    third.resolve();
    await three;
    await slots.through();
  });
});
