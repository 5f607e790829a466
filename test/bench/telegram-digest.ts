import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { instant, millis } from '../../src/kernel/time.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { BotProcess } from '../support/bot-process.ts';
import { digestsDue, hasDigest, telegramRoom } from '../support/due-digests.ts';
import { TelegramTown } from '../support/fake-telegram/people.ts';
import { FakeTelegram } from '../support/fake-telegram/server.ts';
import { until } from '../support/telegram-world.ts';
import { quantile, type Row } from './measure.ts';

const GROUPS = 1_000;
/** core.telegram.org/bots/faq: about 30 messages a second over all. */
const A_SECOND = 30;
/** The process is up and idle when it falls due. */
const AHEAD = 20_000;
const EVERY = 3_000;

/** A digest that falls due in a thousand groups at once, and somebody who asks for something every now and then meanwhile. */
export async function telegramDigest(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'it-digest-'));
  const server = new FakeTelegram(systemClock);
  await server.listen();
  const town = new TelegramTown(server);
  const chats = Array.from({ length: GROUPS }, (_, index) => town.group(`Group ${index}`, []));
  const due = instant(Math.ceil((systemClock.now() + AHEAD) / 1000) * 1000);
  const rooms = chats.map(({ id, title }) => telegramRoom(id, title));
  await digestsDue(folder, 'telegram', rooms, due);
  const bot = await BotProcess.start(folder, { TELEGRAM_TOKEN: server.token, TELEGRAM_API_ROOT: server.apiRoot });
  try {
    // On a machine with much else to do the start may take longer.
    const begin = Math.max(due, systemClock.now());
    await wait(begin - systemClock.now());
    const sent = () => chats.filter(hasDigest).length;
    const answers: number[] = [];
    while (sent() < GROUPS) {
      const person = town.person(`P${answers.length}`);
      person.direct.started = true;
      const begun = performance.now();
      void person.says('/help');
      await until(() => person.direct.messages.length > 1, millis(60_000));
      answers.push(performance.now() - begun);
      await Promise.race([wait(EVERY), until(() => sent() === GROUPS, millis(EVERY + 1_000)).catch(() => {})]);
      if (systemClock.now() - begin > 240_000) throw new Error(`${sent()} of ${GROUPS} after four minutes`);
    }
    const messages = server.requests.filter(({ method }) => method.startsWith('send'));
    const last = Math.max(...messages.filter(({ payload }) => Number(payload.chat_id) < 0).map(({ at }) => at));
    const took = (last - begin) / 1000;
    // A digest may be several messages, and who asks meanwhile takes turns too.
    const floor = messages.length / A_SECOND;
    return [
      {
        name: `digest to ${GROUPS} Telegram groups`,
        unit: 's',
        figures: {
          messages: messages.length,
          total: took,
          'floor by the limits': floor,
          'times the floor': took / floor,
          'answered with 429': server.rates.refused,
        },
      },
      {
        name: 'a command meanwhile',
        unit: 'ms',
        figures: { median: quantile(answers, 0.5), longest: Math.max(...answers) },
      },
    ];
  } finally {
    await bot.stop();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
