import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TelegramWorld } from '../../support/telegram-world.ts';

describe('an evening in a Telegram group', () => {
  let world: TelegramWorld;
  beforeEach(async () => {
    world = await TelegramWorld.open();
  });
  afterEach(async () => {
    expect(world.server.unpublished).toEqual([]);
    expect(world.server.rates.refused).toBe(0);
    expect(world.world.faults).toEqual([]);
    await world.close();
  });

  it('is a quiz from the lobby to the podium', async () => {
    const ada = world.person('Ada');
    const bo = world.person('Bo');
    const group = world.town.group('Study group', [ada, bo], { admins: [ada] });
    await ada.says('/quiz@transmission_bot gradient 3 20s', { in: group });
    await world.settled();
    expect(ada.readsLast(group)).toContain('Quiz: ');
    expect(ada.readsLast(group)).toContain('[Join]');
    expect((await bo.presses('Join', { in: group })).text).toContain('You are in');
    await world.pass(4);
    expect(ada.readsLast(group)).toContain('In (2): Ada, Bo');
    expect((await ada.presses('Start', { in: group })).text).toBe('Here we go.');
    for (let question = 1; question <= 3; question++) {
      await world.settled();
      expect(ada.readsLast(group)).toContain(`Question ${question} of 3`);
      const { right } = await world.open(group);
      for (const person of [ada, bo]) expect(await world.answers(person, right, group)).toContain('Recorded');
      expect(ada.readsLast(group)).toContain('The answer');
      await world.pass(11);
    }
    expect(ada.readsLast(group)).toContain('The quiz is over');
    expect(ada.readsLast(group)).toMatch(/🥇 \S+ [\d,]+ points/);
    await bo.says('/leaderboard day', { in: group });
    await world.settled();
    expect(ada.readsLast(group)).toContain('3 of 3 right');
  });
});
