import { expect, it } from 'vitest';
import { discordKit } from '../support/discord-stage.ts';
import { playEvening, transcript } from '../support/evening.ts';
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

it('an evening is the same on every platform, but for the platform’s shape', async () => {
  const local = await evening(webKit);
  // Something was played at all: the digest, the podium, the board in both languages.
  for (const line of ['  📡 What the bias does', '  🏁 The quiz is over', '  Leaderboard · today', '  排行榜 · 今天'])
    expect(local).toContain(line);
  expect(await evening(telegramKit)).toEqual(local);
  expect(await evening(discordKit)).toEqual(local);
});
