import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FakeChat } from '../../support/fake-telegram/state.ts';
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

  /** Everybody answers the open question rightly by its buttons or, where it asks for text, in the private chat. */
  async function answer(people: readonly ReturnType<TelegramWorld['person']>[], group: FakeChat): Promise<string[]> {
    const room = { id: `telegram:${group.id}` } as never;
    const said: string[] = [];
    for (const person of people) {
      for (const move of await world.world.rightLabel(room)) {
        if (move.kind === 'typed') {
          await person.presses('Type an answer', { in: group });
          await person.says(move.text);
          await world.settled();
          said.push(person.readsLast());
        } else if (move.kind === 'option') {
          const label = String.fromCharCode(65 + move.position);
          const rows = group.messages.findLast((message) => message.reply_markup)?.reply_markup?.inline_keyboard.flat() ?? [];
          const button = rows[move.position];
          if (!button) throw new Error(`no button ${label}`);
          said.push((await person.presses(button.text, { in: group })).text);
        } else said.push((await person.presses('Lock', { in: group })).text);
      }
      await world.settled();
    }
    return said;
  }

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
      const said = await answer([ada, bo], group);
      expect(said.every((one) => /Recorded|What counts now|So far|order/i.test(one))).toBe(true);
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
