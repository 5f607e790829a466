import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TelegramPerson } from '../../support/fake-telegram/people.ts';
import { TelegramWorld } from '../../support/telegram-world.ts';

// What the adapter answers itself never reaches the core's own limit.
const FLOOD = 60;
const TOO_FAST = 'That was a lot at once';

let world: TelegramWorld;
let ada: TelegramPerson;
beforeEach(async () => {
  world = await TelegramWorld.open();
  ada = world.person('Ada');
  await ada.starts();
  await world.settled();
});
afterEach(async () => {
  expect(world.server.unpublished).toEqual([]);
  await world.close();
});

/** At once, and however long the answers then take. */
async function flood(act: () => Promise<unknown>): Promise<void> {
  await Promise.all(Array.from({ length: FLOOD }, act));
  await world.settled();
}
/** Six at once, and one in two seconds that went by meanwhile. */
const most = (since: number): number => 6 + Math.ceil((world.now - since) / 2000);
const said = (part: string): number => ada.reads().filter((line) => line.includes(part)).length;

it('a flood of links into the private chat is answered in part, and told so', async () => {
  const since = world.now;
  await flood(() => ada.says('/start a_gone'));
  expect(said('no longer')).toBeGreaterThan(0);
  expect(said('no longer')).toBeLessThanOrEqual(most(since));
  expect(said(TOO_FAST)).toBeGreaterThan(0);
  expect(ada.direct.messages.length).toBeLessThan(2 * FLOOD);
});

it('a flood of presses on a button that asks for text prompts in part; every press is answered, and one told why', async () => {
  const since = world.now;
  const [message] = ada.direct.messages.filter(({ from }) => from?.is_bot);
  if (!message) throw new Error('no message of the bot');
  await flood(() => ada.pressesOn(message, '?nothing'));
  const answers = [...world.server.state.callbacks.values()].map(({ answer }) => answer);
  expect(answers).toHaveLength(FLOOD);
  expect(answers).not.toContain(null);
  expect(answers.some((answer) => answer?.text.includes(TOO_FAST))).toBe(true);
  expect(said('just reply')).toBeGreaterThan(0);
  expect(said('just reply')).toBeLessThanOrEqual(most(since));
});
