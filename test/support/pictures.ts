import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DrawPicture } from '../../src/chat/picture.ts';
import { seconds } from '../../src/kernel/time.ts';
import { drawPicture } from '../../src/render/easel.ts';
import { openBrowser } from './browser.ts';
import { DiscordWorld } from './discord-world.ts';
import type { FakeGuild } from './fake-discord/guild.ts';
import type { Person } from './fake-discord/person.ts';
import { discordPage } from './look/discord.ts';
import { telegramPage } from './look/telegram.ts';
import { TelegramWorld } from './telegram-world.ts';

/** `npm run pictures [-- FOLDER]`: how a digest, a question and its reveal look on both networks, drawn from what the fake servers hold. */
const folder = process.argv[2] ?? new URL('../../.github/pictures', import.meta.url).pathname;
type Shot = 'digest' | 'question' | 'reveal';

/** Everything that was drawn, for the pages. */
const album = new Map<string, string>();
const draw: DrawPicture = async (order) => {
  const made = drawPicture(order);
  if (!made.ok) throw new Error(made.error.message);
  const name = `picture-${createHash('sha256').update(JSON.stringify(order)).digest('hex').slice(0, 20)}`;
  album.set(name, `data:image/png;base64,${Buffer.from(made.value.png).toString('base64')}`);
  return { name, type: 'image/png', bytes: made.value.png, width: made.value.width, height: made.value.height };
};

async function onDiscord(): Promise<Record<Shot, string>> {
  let guild!: FakeGuild;
  const all = await DiscordWorld.open(
    (discord) => {
      guild = discord.guild('Study group');
    },
    { draw },
  );
  const [ada, bo, chen] = ['Ada', 'Bo', '陈晨'].map((name) => all.discord.person(name, { in: guild, manager: name === 'Ada' })) as [
    Person,
    Person,
    Person,
  ];
  const look = (words: string): string => {
    const message = ada.messages.findLast((one) => one.to === null && JSON.stringify(one.components).includes(words));
    if (!message) throw new Error(`nothing on Discord says “${words}”`);
    return discordPage([message], all.world.clock.now(), album);
  };
  await ada.types('/schedule digest time:08:30');
  await all.pass(3600);
  const digest = look('📡');
  await ada.types('/quiz start topic:adaboost questions:5 seconds:30');
  for (const person of [bo, chen]) await person.presses('Join');
  await ada.presses('Start now');
  await all.settle();
  for (;;) {
    const { drawn } = await all.world.openQuestion({ id: `discord:${ada.channel.id}` } as never);
    if (drawn.key.kind === 'choice') {
      await all.pass(4);
      const right = letter(drawn.order.indexOf(drawn.key.right));
      const question = look('Question ');
      for (const person of [ada, chen]) await person.presses(`${right}. `);
      await bo.presses(`${right === 'A' ? 'B' : 'A'}. `);
      await all.pass(2);
      const reveal = look('The answer');
      await all.close();
      return { digest, question, reveal };
    }
    await all.pass(31);
    await all.pass(12);
  }
}

async function onTelegram(): Promise<Record<Shot, string>> {
  const all = await TelegramWorld.open({ telegram: { draw } });
  const people = ['Ada', 'Bo', '陈晨'].map((name) => all.person(name));
  const [ada, bo, chen] = people as [(typeof people)[0], (typeof people)[0], (typeof people)[0]];
  const group = all.town.group('Study group', people, { admins: [ada] });
  const look = (words: string): string => {
    const message = group.messages.findLast((one) => one.from?.is_bot && (one.text ?? one.caption ?? '').includes(words));
    if (!message) throw new Error(`nothing on Telegram says “${words}”`);
    return telegramPage([message], all.now, all.server.state.photos);
  };
  await ada.says('/schedule_digest 08:30', { in: group });
  await all.settled();
  await all.pass(3600);
  const digest = look('📡');
  await ada.says('/quiz adaboost 5 30s', { in: group });
  await all.settled();
  for (const person of [bo, chen]) await person.presses('Join', { in: group });
  await ada.presses('Start', { in: group });
  await all.settled();
  await all.skipTo('choice', group, [ada, bo, chen]);
  await all.pass(4);
  const question = look('Question ');
  const { drawn, right } = await all.open(group);
  for (const person of [ada, chen]) await all.answers(person, right, group);
  const wrong = drawn.key.kind === 'choice' && drawn.order.indexOf(drawn.key.right) === 0 ? 1 : 0;
  await all.answers(bo, [{ kind: 'option', position: wrong }], group);
  await all.world.clock.pass(seconds(2), () => all.world.bot.drain());
  const reveal = look('The answer');
  await all.close();
  return { digest, question, reveal };
}

const letter = (position: number): string => String.fromCharCode(65 + position);

mkdirSync(folder, { recursive: true });
const browser = await openBrowser();
const tab = await browser.newPage({ viewport: { width: 800, height: 600 }, deviceScaleFactor: 1.5 });
for (const [platform, shots] of [
  ['discord', await onDiscord()],
  ['telegram', await onTelegram()],
] as const) {
  for (const [shot, html] of Object.entries(shots)) {
    await tab.setContent(html);
    await tab.locator('body').screenshot({ path: join(folder, `${platform}-${shot}.png`) });
  }
}
await browser.close();
process.exit(0);
