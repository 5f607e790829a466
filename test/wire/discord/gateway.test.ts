import { constants, createInflate, createZstdDecompress } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { paragraph } from '../../../src/kernel/prose.ts';
import { millis } from '../../../src/kernel/time.ts';
import { type AdapterOptions, DiscordAdapter } from '../../support/discord-adapter.ts';
import type { FakeDiscord } from '../../support/fake-discord/server.ts';

describe('the connection to Discord', () => {
  let all: DiscordAdapter;
  const open = async (options: AdapterOptions = {}, prepare: (discord: FakeDiscord) => void = () => {}) => {
    all = await DiscordAdapter.open(options, prepare);
    return all;
  };
  afterEach(async () => {
    await all.close();
    expect(all.troubles).toEqual([]);
  });

  const dropped = async () => {
    all.discord.gateway.drop();
    await all.discord.until('the line is down', () => !all.discord.gateway.connected);
  };
  const connected = () => all.discord.until('the line is up', () => all.discord.gateway.connected);

  it('asks for the Guilds intent alone, and is ready when the servers are known', async () => {
    await open();
    expect(all.transport.state()).toEqual({ kind: 'ready' });
    expect(all.discord.gateway.seen).toMatchObject({ identifies: 1, resumes: 0 });
  });

  it('is as many connections as Discord asks for, and hears the servers of each', async () => {
    await open({ waits: false }, (discord) => {
      discord.gateway.shards = 2;
    });
    await all.ready();
    // A millisecond later, so of the other shard.
    await all.clock.pass(millis(1), async () => {});
    const other = all.discord.guild('Other');
    other.invitesBot();
    const commands = () => all.arrived.flatMap(({ kind, room }) => (kind === 'command' ? [room.group] : []));
    await all.ada.types('/help');
    await all.discord.person('Bo', { in: other }).types('/help');
    expect(commands()).toEqual([`discord:${all.guild.id}`, `discord:${other.id}`]);
    expect(all.discord.gateway.seen.identifies).toBe(2);
  });

  it('registers the commands once, and again only when they are others', async () => {
    await open();
    const puts = () => all.discord.requests.filter(({ method, path }) => method === 'PUT' && path.endsWith('/commands')).length;
    expect(puts()).toBe(1);
    await all.transport.stop();
    await all.start();
    await all.ready();
    expect(puts()).toBe(1);
    all.discord.records.commands.set('global', (all.discord.records.commands.get('global') ?? []).slice(1));
    await all.transport.stop();
    await all.start();
    await all.discord.until('they are told again', () => puts() === 2);
  });

  it('registers the commands in one server where that is asked', async () => {
    let id = '';
    all = await DiscordAdapter.open({ waits: false }, (discord) => {
      id = discord.guild('Workshop').id;
    });
    await all.ready();
    const workshop = await DiscordAdapter.open({ waits: false, devGuild: id, apiUrl: all.discord.apiUrl });
    await all.discord.until('the workshop has them', () => all.discord.records.commands.has(id));
    expect(all.discord.records.commands.get(id)?.length).toBe(all.discord.records.commands.get('global')?.length);
    await workshop.close();
    const everywhere = await DiscordAdapter.open({ waits: false, apiUrl: all.discord.apiUrl, notes: workshop.notes });
    await all.discord.until('the workshop has none of its own', () => all.discord.records.commands.get(id)?.length === 0);
    await everywhere.close();
    // Three processes share what Discord allows one.
    all.discord.limited = 0;
  });

  it('comes back and loses nothing that was done meanwhile', async () => {
    await open();
    await dropped();
    const records = [all.ada.sends('/help'), all.ada.sends('/me')];
    await all.discord.until('both arrive', () => all.arrived.length === 2);
    await all.discord.settle();
    expect(all.discord.gateway.seen).toMatchObject({ identifies: 1, resumes: 1 });
    for (const record of records) expect(record.acknowledged).not.toBeNull();
    expect(all.transport.state()).toEqual({ kind: 'ready' });
  });

  it('hands on what was done while it was away for long, though Discord takes no acknowledgement any more', async () => {
    await open();
    all.discord.gateway.refusing = true;
    await dropped();
    const made = all.ada.sends('/me');
    (made as { sent: number }).sent -= 4_000;
    all.discord.gateway.refusing = false;
    await all.discord.until('it arrives', () => all.arrived.length === 1);
    await all.discord.settle();
    expect(made.acknowledged).toBeNull();
    expect(all.arrived[0]?.at).toBe(all.clock.now());
    expect(all.reports.splice(0)).toEqual(['Discord did not wait for an acknowledgement']);
    expect(await all.fault(all.whisper('too late'))).toMatchObject({ kind: 'closed' });
  });

  it('counts as degraded only when it stays away', async () => {
    await open();
    all.discord.gateway.refusing = true;
    await dropped();
    await all.discord.until('it is noticed', () => all.discord.requests.length > 0);
    const since = all.clock.now();
    expect(all.transport.state()).toEqual({ kind: 'ready' });
    await all.clock.pass(16_000 as never, async () => {});
    expect(all.transport.state()).toEqual({ kind: 'degraded', since, why: 'reconnecting' });
    all.discord.gateway.refusing = false;
    await all.discord.until('it is back', () => all.transport.state().kind === 'ready');
    all.reports.length = 0;
  });

  it('reconnects when it is asked to, and begins anew when its session is over', async () => {
    await open();
    all.discord.gateway.askToReconnect();
    await all.discord.until('it resumes', () => all.discord.gateway.seen.resumes === 1);
    await connected();
    await all.ada.types('/help');
    expect(all.arrived).toHaveLength(1);
    all.discord.gateway.invalidate(false);
    await all.discord.until('it identifies again', () => all.discord.gateway.seen.identifies === 2, 15_000);
    await all.discord.until('it is ready', () => all.transport.state().kind === 'ready');
    await all.ada.types('/help');
    expect(all.arrived).toHaveLength(2);
  });

  it('keeps its heart beating, and notices when the other side is dead', async () => {
    await open({ waits: false }, (discord) => {
      discord.gateway.interval = 60;
    });
    await all.ready();
    await all.discord.until('it beats', () => all.discord.gateway.seen.heartbeats > 2);
    all.discord.gateway.deaf = true;
    await all.discord.until('it comes anew', () => all.discord.gateway.seen.resumes > 0);
    all.discord.gateway.deaf = false;
  });

  it('says in one line that the token is wrong, and tries no more', async () => {
    await open({ token: 'wrong', waits: false });
    await all.discord.until('it is noticed', () => all.reports.length > 0);
    expect(all.transport.state()).toMatchObject({ kind: 'degraded', why: 'the token is refused' });
    expect(all.reports.splice(0)).toEqual([expect.stringMatching(/^DISCORD_TOKEN is refused by Discord: copy it again/)]);
    expect(all.discord.requests).toHaveLength(1);
  });

  it('says so too where the token is taken back later', async () => {
    await open();
    all.discord.token = 'another';
    await dropped();
    await all.discord.until('it is noticed', () => all.transport.state().kind === 'degraded');
    expect(all.reports.splice(0)).toEqual([expect.stringContaining('DISCORD_TOKEN is refused')]);
  });

  it('says so where a request is the first to be told', async () => {
    await open();
    all.discord.token = 'another';
    expect(await all.fault(all.post())).toMatchObject({ kind: 'later', why: 'the token is refused' });
    expect(all.transport.state()).toMatchObject({ kind: 'degraded' });
    expect(all.reports.splice(0)).toHaveLength(1);
  });

  it('that fails at the start is tried again until it stands', async () => {
    await open({ waits: false }, (discord) => discord.trouble.next(/gateway/, 'error', 'drop-before'));
    await all.discord.until('it is ready', () => all.transport.state().kind === 'ready', 20_000);
    expect(all.reports.splice(0)).toEqual([
      expect.stringContaining('Discord cannot be reached; it is tried again'),
      expect.stringContaining('Discord cannot be reached; it is tried again'),
    ]);
  }, 30_000);

  it('is off before it is started and after it was stopped, and stops while it is still trying', async () => {
    await open({ waits: false }, (discord) => {
      discord.gateway.refusing = true;
    });
    expect(all.transport.state()).toEqual({ kind: 'connecting' });
    const begun = performance.now();
    await all.transport.stop();
    expect(performance.now() - begun).toBeLessThan(3_000);
    expect(all.transport.state()).toEqual({ kind: 'off' });
    all.reports.length = 0;
  });

  it('that stops hands on what it acknowledged', async () => {
    await open();
    all.discord.delay = 60;
    const record = all.ada.sends('/me');
    await all.discord.until('it is on its way', () => all.discord.busy);
    await all.transport.stop();
    expect(record.acknowledged).not.toBeNull();
    expect(all.arrived).toHaveLength(1);
  });

  it('that stops takes nothing new, and finishes what is under way', async () => {
    await open();
    let done = () => {};
    all.core = () => new Promise((resolve) => (done = () => resolve('quiet')));
    await all.ada.types('/help');
    const stopping = all.transport.stop();
    all.ada.sends('/me');
    done();
    await stopping;
    expect(all.arrived).toHaveLength(1);
    expect(all.ada.sees()).toEqual([]);
  });
});

describe('the bot’s place in a server', () => {
  let all: DiscordAdapter;
  afterEach(async () => {
    await all.close();
    expect(all.troubles).toEqual([]);
  });
  const closedRoom = (id: string) =>
    ({
      id: `discord:${id}`,
      platform: 'discord',
      kind: 'group',
      group: `discord:${all.guild.id}`,
      title: '#general',
      locale: null,
    }) as never;

  it('is told to the core when it is taken in and put out', async () => {
    all = await DiscordAdapter.open();
    all.guild.kicksBot();
    await all.discord.until('it is told', () => all.arrived.length === 1);
    expect(all.last).toMatchObject({ kind: 'removed', room: { group: `discord:${all.guild.id}` }, why: 'I was taken out of the server' });
    all.guild.invitesBot();
    await all.discord.until('it is told', () => all.arrived.length === 2);
    expect(all.last).toMatchObject({
      kind: 'added',
      fresh: true,
      room: { id: `discord:${all.ada.channel.id}`, title: '#general', postable: true },
    });
  });

  it('is nobody’s news when a connection is made again', async () => {
    all = await DiscordAdapter.open();
    await all.transport.stop();
    await all.start();
    await all.ready();
    expect(all.arrived).toEqual([]);
  });

  it('is given back in a room that was closed, when rights change', async () => {
    all = await DiscordAdapter.open();
    all.guild.deny(all.ada.channel, 'SendMessages');
    await all.discord.settle();
    all.closed = [closedRoom(all.ada.channel.id), closedRoom('123456789012345678')];
    all.guild.setBotRights('ViewChannel', 'SendMessages');
    await all.discord.settle();
    expect(all.arrived).toEqual([]);
    all.guild.allow(all.ada.channel, 'SendMessages');
    await all.discord.until('it is told', () => all.arrived.length > 0);
    expect(all.last).toMatchObject({ kind: 'opened', room: { id: `discord:${all.ada.channel.id}` } });
    expect((await all.post({ blocks: [paragraph('back')] })).length).toBeGreaterThan(0);
  });

  it('is given back while the bot was away: it looks when it comes', async () => {
    all = await DiscordAdapter.open();
    all.closed = [closedRoom(all.ada.channel.id)];
    await all.transport.stop();
    await all.start();
    await all.discord.until('it is told', () => all.arrived.length > 0);
    expect(all.last).toMatchObject({ kind: 'opened' });
  });
});

describe('the fake gateway', () => {
  it.each(['zlib-stream', 'zstd-stream'] as const)('speaks %s to who asks for it', async (compress) => {
    const all = await DiscordAdapter.open({ waits: false });
    const socket = new WebSocket(`${all.discord.gatewayUrl}/?v=10&encoding=json&compress=${compress}`);
    const stream = compress === 'zlib-stream' ? createInflate({ flush: constants.Z_SYNC_FLUSH }) : createZstdDecompress();
    let text = '';
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    socket.on('message', (data: Buffer) => void stream.write(data));
    await all.discord.until('hello comes', () => text.includes('heartbeat_interval'));
    socket.send(JSON.stringify({ op: 1, d: null }));
    await all.discord.until('the beat is answered', () => text.includes('"op":11'));
    socket.terminate();
    await all.close();
  });
});
