import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '../../src/runtime/clock.ts';
import { BotProcess } from '../support/bot-process.ts';
import type { Person } from '../support/fake-discord/person.ts';
import { readMessage } from '../support/fake-discord/reading.ts';
import { FakeDiscord } from '../support/fake-discord/server.ts';
import type { InteractionRecord, Message } from '../support/fake-discord/state.ts';
import { end, startBare } from './bare/process.ts';
import { beside, type Row } from './measure.ts';

const SAMPLES = 200;
const WARM = 20;
/** Between two samples, so that each finds the processes idle. */
const PAUSE = 15;

type Figure = 'acknowledged' | 'answered';

/**
 * From the moment Discord tells of it until it hears the acknowledgement, and until it shows the answer; ours and bare ones in turn. Each
 * figure stands beside the bare bot that sends as many requests for it: the acknowledgement beside one that answers at once, the answer
 * beside one that acknowledges first, as every bot must whose answer could take three seconds.
 */
export async function discordWire(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'it-wire-'));
  const servers = await Promise.all([0, 1, 2].map(() => FakeDiscord.start({ now: systemClock.now, pace: 1 })));
  const [ours, swift, thoughtful] = servers as [FakeDiscord, FakeDiscord, FakeDiscord];
  const crowds = servers.map((server) => {
    const guild = server.guild('Study group');
    return Array.from({ length: SAMPLES + WARM + 1 }, (_, index) => server.person(`P${index}`, { in: guild }));
  });
  const somebody = (index: number, at: number): Person => {
    const person = crowds[at]?.[index];
    if (!person) throw new Error('nobody is left');
    return person;
  };
  const env = (server: FakeDiscord) => ({ DISCORD_TOKEN: server.token, DISCORD_API_URL: server.apiUrl });
  const bare = [startBare('discord', env(swift), 'at once'), startBare('discord', env(thoughtful), 'deferred')];
  const bot = await BotProcess.start(folder, env(ours));
  for (const server of servers) await server.until('the bot is there', () => server.records.commands.size > 0, 30_000);

  try {
    const commands = await inTurn(servers, (index, at) => somebody(index, at).sends('/help'));
    const question = await openQuestion(ours, crowds[0] ?? []);
    const said = [swift, thoughtful].map(buttonOf);
    const presses = await inTurn(servers, (index, at) => {
      const [message, id] = at === 0 ? question : (said[at - 1] as [Message, string]);
      return somebody(index, at).pushesId(message, id);
    });
    return [...rows('Discord command', commands), ...rows('Discord press', presses)];
  } finally {
    await bot.stop();
    for (const child of bare) await end(child);
    for (const server of servers) await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function rows(name: string, [ours = [], swift = [], thoughtful = []]: readonly (readonly InteractionRecord[])[]): Row[] {
  const of = (records: readonly InteractionRecord[], figure: Figure) => records.map((one) => one[figure] ?? Number.NaN);
  return [
    beside(`${name}, acknowledged; bare: answers at once`, of(ours, 'acknowledged'), of(swift, 'answered')),
    beside(`${name}, answered; bare: acknowledges first`, of(ours, 'answered'), of(thoughtful, 'answered')),
  ];
}

/** Each does the same on each server, one after the other. */
async function inTurn(
  servers: readonly FakeDiscord[],
  act: (index: number, at: number) => InteractionRecord,
): Promise<readonly (readonly InteractionRecord[])[]> {
  const records: InteractionRecord[][] = servers.map(() => []);
  for (let index = 0; index < SAMPLES + WARM; index++) {
    for (const [at, server] of servers.entries()) {
      const record = act(index, at);
      await server.until('it is answered', () => record.answered !== null && record.acknowledged !== null);
      if (index >= WARM) records[at]?.push(record);
      await wait(PAUSE);
    }
  }
  return records;
}

/** All but the last of them will answer it, so that it stays open. */
async function openQuestion(discord: FakeDiscord, people: readonly Person[]): Promise<[Message, string]> {
  const [host] = people as [Person, ...Person[]];
  for (;;) {
    await host.types('/quiz start topic:adaboost questions:1 seconds:600 mode:calm');
    await discord.until('the lobby is open', () => host.sees().some((text) => text.includes('[Join]')));
    const joins = people.slice(1).map((person) => person.pushes('Join'));
    await discord.until('all are in', () => joins.every(({ answered }) => answered !== null), 20_000);
    const before = host.messages.length;
    await host.presses('Start now');
    const question = () => host.messages.slice(before).find((one) => one.to === null && readMessage(one).includes('Question 1 of 1'));
    await discord.until('it asks', () => question() !== undefined);
    const message = question() as Message;
    const id = /"custom_id":"([^"]*a\.[^"]*\.0)"/.exec(JSON.stringify(message.components))?.[1];
    if (id !== undefined) return [message, id];
    await host.types('/quiz stop');
  }
}

/** A message of a bare bot with a button on it. */
function buttonOf({ records }: FakeDiscord): [Message, string] {
  const [channel] = records.channels.keys();
  const row = { type: 1, components: [{ type: 2, style: 2, custom_id: 'pressed', label: 'Press' }] };
  const message = { channel: channel ?? '', author: records.bot.id, content: 'Press', flags: 0, nonce: null, to: null, attachments: [] };
  return [records.addMessage({ ...message, components: [row] as never, interaction: null }), 'pressed'];
}
