import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProgressCard } from '../../src/chat/picture.ts';
import type { Block, View } from '../../src/chat/view.ts';
import { type Player, World } from '../support/world.ts';

type Drawing = Extract<Block, { kind: 'drawing' }>;

describe('what somebody has done', () => {
  let world: World;
  let ada: Player;
  let lin: Player;
  beforeEach(async () => {
    world = await World.open();
    ada = world.person('Ada', { manager: true });
    lin = world.person('林', { locale: 'zh-CN' });
  });
  afterEach(() => world.close());

  const reply = async (who: Player, line: string): Promise<string> => {
    await who.says(line);
    return who.seesLast();
  };

  /** Of all that is in the outbox, before any platform made something else of it. */
  async function drawings(): Promise<readonly Drawing[]> {
    const rows = await world.database.db.selectFrom('outbox').select('view').orderBy('id').execute();
    return rows.flatMap((row) => (JSON.parse(row.view) as View).blocks.flatMap((block) => (block.kind === 'drawing' ? [block] : [])));
  }

  async function progress(): Promise<ProgressCard> {
    const cards = (await drawings()).flatMap(({ of }) => (of.kind === 'card' && of.card.kind === 'progress' ? [of.card] : []));
    const card = cards.at(-1);
    if (!card) throw new Error('nobody has seen their progress');
    return card;
  }
  const met = async () => (await progress()).areas.reduce((sum, { done }) => sum + done, 0);
  const lit = async () => (await progress()).days.flatMap(({ date, count }) => (count > 0 ? [date] : []));

  it('podium and leaderboard say the same of a game, also of one that ended early, and so do the pictures’ words', async () => {
    const bo = world.person('Bo');
    await ada.says('/quiz bias 4 20s calm');
    await ada.presses('Start');
    await ada.answers(await world.rightLabel());
    await world.pass(21);
    await bo.presses('Join');
    await world.pass(40);
    await ada.says('/quiz stop');
    const podium = ada.sees().find((seen) => seen.includes('The quiz was stopped')) ?? '';
    const board = await reply(ada, '/leaderboard');
    for (const said of ['Ada 1,000 points · 1 of 2 right', 'Bo 0 points · 0 of 1 right']) {
      expect(podium).toContain(said);
      expect(board).toContain(said);
    }
    const [won, led] = (await drawings()).flatMap(({ of, alt }) =>
      of.kind === 'card' && /podium|leaderboard/.test(of.card.kind) ? [alt] : [],
    );
    expect(won).toMatch(/· 4 questions · 2 players\n🥇 Ada 1,000 points · 1 of 2 right\n2\. Bo 0 points · 0 of 1 right$/);
    expect(led).toMatch(/2026-11-16 – 2026-11-22\n🥇 Ada 1,000 points · 1 of 2 right\n2\. Bo/);
  });

  it('a warm-up counts in /me: as a day, as a topic that was met, not as points', async () => {
    await ada.says('/schedule digest 08:30');
    await world.pass(3600);
    const digest = await world.store.tables.digests.on(ada.room.group, '2026-11-20');
    const question = digest?.question ? world.shelf.question(digest.question) : null;
    if (!digest || question?.kind !== 'choice') throw new Error('the digest asks nothing');
    const right = digest.order.findIndex((own) => question.options[own]?.right);
    await ada.answersWarmup(right);
    await lin.answersWarmup(right === 0 ? 1 : 0);
    expect(await reply(ada, '/me')).toMatch(/You have not played here yet[\s\S]*Warm-ups of the digest: 1 of 1 right[\s\S]*Streak: 1 day/);
    expect(await met()).toBe(1);
    expect(await lit()).toEqual(['2026-11-20']);
    await reply(lin, '/me');
    expect(await met()).toBe(0);
    expect(await lit()).toEqual(['2026-11-20']);
    expect(await reply(ada, '/leaderboard')).toContain('No points yet');
  });

  it('a day on which the time ran out on every question is not lit, and is no day of the streak', async () => {
    await ada.says('/quiz bias 1 20s calm');
    await ada.presses('Start');
    await world.pass(40);
    expect(await reply(ada, '/me')).toMatch(/0 of 1 right[\s\S]*No streak at the moment/);
    expect(await lit()).toEqual([]);
    await ada.says('/quiz bias 1 20s calm');
    await ada.presses('Start');
    await ada.answers([{ kind: 'option', position: 0 }]);
    await world.pass(40);
    expect(await reply(ada, '/me')).toContain('Streak: 1 day');
    expect(await lit()).toEqual(['2026-11-20']);
  });
});
