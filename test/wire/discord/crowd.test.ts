import { afterEach, describe, expect, it } from 'vitest';
import { openLibrary } from '../../../src/sources/library.ts';
import { DiscordWorld } from '../../support/discord-world.ts';
import type { FakeGuild } from '../../support/fake-discord/guild.ts';
import type { Person } from '../../support/fake-discord/person.ts';
import type { FakeDiscord } from '../../support/fake-discord/server.ts';
import type { Mishap } from '../../support/fake-discord/trouble.ts';

describe('a hard day on Discord', () => {
  let all: DiscordWorld;
  afterEach(async () => {
    await all.close();
    expect(all.discord.broken).toEqual([]);
  });

  it('is two hundred people who press at once, one request in twenty answered with 429 or 5xx, and a gateway that drops: each press is acknowledged in time and counted once', async () => {
    let guild!: FakeGuild;
    const { library } = openLibrary(new URL('../../../content', import.meta.url).pathname);
    const oneRight = { ...library, questions: library.questions.filter(({ kind }) => kind === 'choice') };
    const prepare = (discord: FakeDiscord) => {
      guild = discord.guild('Study group');
    };
    all = await DiscordWorld.open(prepare, { library: oneRight });
    const { discord, world } = all;
    const people = Array.from({ length: 200 }, (_, index) => discord.person(`P${index}`, { in: guild }));
    const [host] = people as [Person, ...Person[]];
    await host.types('/quiz start topic:gradient questions:1 seconds:60');
    // Five in a hundred are refused, and two more lost on their way.
    const refusals: readonly Mishap[] = ['limited', 'limited', 'error', 'error', 'gateway'];
    discord.trouble.retryAfter = 0.5;
    discord.trouble.chance({ rate: 0.07, seed: process.env.CROWD_SEED ?? 'hard day', kinds: [...refusals, 'drop-before', 'drop-after'] });
    const asked = discord.requests.length;

    const joins = people.slice(1).map((person) => person.pushes('Join'));
    await discord.until('all are in', () => joins.every(({ acknowledged }) => acknowledged !== null));
    await all.settle();
    await host.presses('Start now');
    await until(async () => (await world.store.tables.games.active(room(host)))?.phase.at === 'question');
    await until(async () => host.sees().join().includes('Question 1 of 1'));

    const { drawn } = await world.openQuestion({ id: room(host) } as never);
    if (drawn.key.kind !== 'choice') throw new Error('a question with one right option');
    const right = letterOf(drawn.order.indexOf(drawn.key.right));
    const presses = people.map((person, index) => {
      if (index === 100) discord.gateway.drop();
      return person.pushes(`${right}. `);
    });
    await discord.until('all presses are heard', () => presses.every(({ acknowledged }) => acknowledged !== null));
    await until(async () => (await world.store.tables.games.active(room(host)))?.phase.at !== 'question');
    const told = (person: Person) => person.whispers().some((line) => line.includes('Recorded'));
    await discord.until('all are told', () => people.every(told));
    const met = discord.requests.slice(asked);
    discord.trouble.chance(null);
    await all.pass(30);

    const times = [...joins, ...presses].map(({ acknowledged }) => acknowledged ?? Number.POSITIVE_INFINITY);
    const refused = met.filter(({ mishap }) => refusals.some((kind) => kind === mishap)).length;
    console.log(`the slowest acknowledgement took ${Math.max(...times).toFixed(0)} ms; ${refused} of ${met.length} requests were refused`);
    expect(discord.limited).toBe(0);
    expect(Math.max(...times)).toBeLessThan(3_000);
    expect(discord.gateway.seen).toMatchObject({ resumes: 1, identifies: 1 });
    expect(discord.gateway.seen.replayed).toBeGreaterThan(0);
    expect(refused / met.length).toBeGreaterThan(0.03);
    const seen = host.sees().join('\n');
    expect(seen).toContain('█████ 200');
    expect(seen).toContain('The quiz is over');
    const board = await world.store.tables.scores.board(`discord:${guild.id}` as never, null, null);
    expect(board.map(({ right, asked }) => `${right}/${asked}`)).toEqual(people.map(() => '1/1'));

    async function until(holds: () => Promise<boolean>): Promise<void> {
      for (let second = 0; second < 120; second++) {
        if (await holds()) return;
        await all.pass(1);
      }
      throw new Error('it did not happen within two minutes');
    }
  }, 120_000);

  it('is a digest for forty servers while lines break, and a process that dies before it noted what it sent: each gets it once', async () => {
    const guilds: FakeGuild[] = [];
    all = await DiscordWorld.open((discord) => {
      for (let index = 0; index < 40; index++) guilds.push(discord.guild(`Group ${index}`));
    });
    const { discord } = all;
    const managers = guilds.map((guild) => discord.person('Ada', { in: guild, manager: true }));
    for (const manager of managers) manager.sends('/schedule digest time:08:30');
    await all.settle();
    await discord.until('all are set', () => managers.every((manager) => manager.whisper().includes('The digest comes here')));

    discord.trouble.chance({ rate: 0.3, seed: 'lines', kinds: ['drop-after', 'drop-before', 'error'] });
    discord.delay = 5;
    all.world.clock.jump('2026-11-20T08:30:01+08:00');
    const passing = all.world.clock.pass(1_000 as never, async () => {});
    await discord.until('some have it', () => managers.filter((manager) => manager.seesLast().includes('📡')).length > 5);
    await passing;
    await all.stop((database) => database.prepare(`update outbox set state = 'sending', message = null where key like 'd.%'`).run());
    // It does not know how much of this second’s fifty requests the last one used; it obeys when it is told.
    await all.start();
    discord.trouble.chance(null);
    await all.pass(60);
    for (const manager of managers) expect(manager.sees().filter((text) => text.includes('📡'))).toHaveLength(1);
  });
});

const room = (person: Person) => `discord:${person.channel.id}` as never;
const letterOf = (position: number): string => String.fromCharCode(65 + position);
