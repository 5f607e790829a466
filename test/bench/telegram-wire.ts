import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { InlineKeyboardButton, Message } from 'grammy/types';
import { millis } from '../../src/kernel/time.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { BotProcess } from '../support/bot-process.ts';
import { type TelegramPerson, TelegramTown } from '../support/fake-telegram/people.ts';
import { FakeTelegram } from '../support/fake-telegram/server.ts';
import { type FakeChat, keyboardOf } from '../support/fake-telegram/state.ts';
import { until } from '../support/telegram-world.ts';
import { end, startBare } from './bare/process.ts';
import { beside, type Row } from './measure.ts';

const SAMPLES = 200;
const WARM = 20;
/** Who writes commands, in turn: they are known from the warm-up, and nobody is too fast. */
const WRITERS = WARM;
/** Between two samples: each finds the processes idle, and the 30 messages a second of all chats are not used up. */
const PAUSE = 25;

interface Side {
  readonly server: FakeTelegram;
  readonly town: TelegramTown;
  readonly people: readonly TelegramPerson[];
  readonly group: FakeChat;
}

/** From the moment Telegram hands out an update until it hears the answer; ours and a bare one in turn. */
export async function telegramWire(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'it-wire-'));
  const sides = await Promise.all([open(), open()]);
  const [ours, bare] = sides as [Side, Side];
  const env = ({ server }: Side) => ({ TELEGRAM_TOKEN: server.token, TELEGRAM_API_ROOT: server.apiRoot });
  const child = startBare('telegram', env(bare));
  const bot = await BotProcess.start(folder, env(ours));
  try {
    for (const { server } of sides) await until(() => server.requested('getUpdates').length > 0, millis(30_000));
    const commands = await inTurn(sides, 'sendMessage', (side, index) => side.people[index % WRITERS]?.says('/help'));
    const asked = [await openQuestion(ours), ['pressed', await ours.people[0]?.says('a message', { in: bare.group })] as const];
    const presses = await inTurn(sides, 'answerCallbackQuery', (side, index) => {
      const [data, message] = asked[sides.indexOf(side)] as readonly [string, Message];
      return side.people[index]?.pressesOn(message, data);
    });
    return [
      beside('Telegram command, answered', commands[0] ?? [], commands[1] ?? []),
      beside('Telegram press, answered', presses[0] ?? [], presses[1] ?? []),
    ];
  } finally {
    await bot.stop();
    await end(child);
    for (const { server } of sides) await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function open(): Promise<Side> {
  const server = new FakeTelegram(systemClock);
  await server.listen();
  const town = new TelegramTown(server);
  const people = Array.from({ length: SAMPLES + WARM + 1 }, (_, index) => town.person(`P${index}`));
  for (const person of people) person.direct.started = true;
  return { server, town, people, group: town.group('Study group', people) };
}

async function inTurn(
  sides: readonly Side[],
  method: string,
  act: (side: Side, index: number) => Promise<unknown> | undefined,
): Promise<readonly (readonly number[])[]> {
  const samples: number[][] = sides.map(() => []);
  for (let index = 0; index < SAMPLES + WARM; index++) {
    for (const [at, side] of sides.entries()) {
      const { requests } = side.server;
      const before = requests.length;
      const answer = () => requests.slice(before).find((one) => one.method === method);
      const begun = performance.now();
      const taken = act(side, index);
      await until(() => answer() !== undefined, millis(10_000));
      if (index >= WARM) samples[at]?.push((answer()?.heard ?? Number.NaN) - begun);
      await taken;
      await wait(PAUSE);
    }
  }
  return samples;
}

/** All but the last of them will answer it, so that it stays open. */
async function openQuestion({ people, group }: Side): Promise<readonly [string, Message]> {
  const [host] = people as [TelegramPerson, ...TelegramPerson[]];
  for (;;) {
    const before = group.messages.length;
    const found = (words: string) => group.messages.slice(before).find((one) => one.text?.includes(words));
    await host.says('/quiz adaboost 1 600s calm', { in: group });
    const lobby = () => group.messages.slice(before).find((one) => labelled(one, 'Join'));
    await until(() => lobby() !== undefined, millis(10_000));
    const press = (person: TelegramPerson, label: string) => {
      const message = lobby() as Message;
      return person.pressesOn(message, labelled(message, label)?.callback_data ?? '');
    };
    await Promise.all(people.slice(1).map((person) => press(person, 'Join')));
    await press(host, 'Start');
    await until(() => found('Question 1 of 1') !== undefined, millis(10_000));
    const message = found('Question 1 of 1') as Message;
    const option = labelled(message, 'A');
    if (option?.callback_data.endsWith('.0')) return [option.callback_data, message];
    await host.says('/quiz_stop', { in: group });
  }
}

function labelled(message: Message, label: string): InlineKeyboardButton.CallbackButton | undefined {
  return keyboardOf(message)
    .flat()
    .find((one): one is InlineKeyboardButton.CallbackButton => 'callback_data' in one && one.text.startsWith(label));
}
