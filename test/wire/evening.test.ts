import { expect, it } from 'vitest';
import { discordKit } from '../support/discord-stage.ts';
import { playEvening, pointsIn, transcript, withoutPoints } from '../support/evening.ts';
import type { Kit } from '../support/stage.ts';
import { telegramKit } from '../support/telegram-stage.ts';
import { webKit } from '../support/web-stage.ts';

async function evening(kit: Kit): Promise<readonly string[]> {
  const stage = await kit.open();
  try {
    const beats = await playEvening(stage);
    expect(stage.problems()).toEqual([]);
    return transcript(beats);
  } finally {
    await stage.close();
  }
}

/** Our Telegram’s clock goes on while a request waits for its turn, so that people there may be a tenth of a second later, three times. */
const LATE = 3;

/** The same to the letter, and as good as the same points. */
function expectSame(other: readonly string[], local: readonly string[]): void {
  expect(withoutPoints(other)).toEqual(withoutPoints(local));
  const apart = pointsIn(other).map((points, index) => Math.abs(points - (pointsIn(local)[index] ?? 0)));
  expect(Math.max(...apart)).toBeLessThanOrEqual(LATE);
}

it('an evening is the same on every platform, but for the platform’s shape', async () => {
  const local = await evening(webKit);
  // Something was played at all: the digest, the podium, the board in both languages.
  for (const line of ['  📡 What the bias does', '  🏁 The quiz is over', '  Leaderboard · today', '  排行榜 · 今天'])
    expect(local).toContain(line);
  expect(pointsIn(local).filter((points) => points > 0).length).toBeGreaterThan(20);
  expectSame(await evening(telegramKit), local);
  expectSame(await evening(discordKit), local);
});
