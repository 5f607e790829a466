import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tokenOf } from '../../src/app/tokens.ts';
import { viewText } from '../support/view-text.ts';
import { World } from '../support/world.ts';

describe('an evening in a group', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.open();
  });
  afterEach(async () => {
    expect(world.faults).toEqual([]);
    await world.close();
  });

  it('is a quiz of three questions, played by two, to the podium', async () => {
    const ada = world.person('Ada', { manager: true });
    const bo = world.person('Bo');
    await ada.says('/quiz gradient 3 20s');
    expect(ada.seesLast()).toContain('Quiz: ');
    expect(ada.seesLast()).toContain('In: Ada');
    expect(await bo.presses('Join')).toContain('You are in');
    expect(ada.seesLast()).toContain('In (2): Ada, Bo');
    expect(await ada.presses('Start')).toBe('Here we go.');
    for (let question = 1; question <= 3; question++) {
      expect(ada.seesLast()).toContain(`Question ${question} of 3`);
      const right = await world.rightLabel();
      expect(await ada.answers(right)).toContain('Recorded');
      expect(await ada.answers(right)).toMatch(/^Your first answer counts, and it is [A-Z0-9]/);
      await world.pass(5);
      expect(await bo.answers(right)).toContain('Recorded');
      expect(ada.seesLast()).toContain('The answer');
      await world.pass(10);
    }
    expect(ada.seesLast()).toContain('The quiz is over');
    expect(ada.seesLast()).toContain('🥇 Ada 3,000 points');
    expect(ada.seesLast()).toContain('🥈 Bo 2,625 points');
    await bo.says('/leaderboard day');
    expect(ada.seesLast()).toContain('🥇 Ada 3,000 points · 3 of 3 right');
  });

  it('tells each who presses what counts, and nobody what the others chose', async () => {
    const ada = world.person('Ada');
    const bo = world.person('Bo');
    const eve = world.person('Eve');
    await ada.says('/quiz gradient 4 20s calm');
    await bo.presses('Join');
    await ada.presses('Start');
    const wrong = { kind: 'option', position: 3 } as const;
    await world.skipTo('choice');
    expect(await eve.makes(wrong)).toContain('You are not in this quiz');
    expect(await ada.makes(wrong)).toContain('Recorded: D');
    expect(await ada.makes({ kind: 'option', position: 0 })).toContain('Changed to A');
    expect(await ada.makes({ kind: 'option', position: 0 })).toContain('It is A already');
    const asked = await world.openQuestion();
    await world.pass(21);
    const token = tokenOf({ do: 'answer', session: asked.session.id, index: asked.index, move: wrong });
    await bo.sends({ kind: 'press', token, on: null });
    expect(world.server.toasts.at(-1)?.text).toBe('Too late: this question is closed, and this answer does not count.');
    await ada.says('/quiz stop');
    await bo.sends({ kind: 'press', token, on: null });
    expect(world.server.toasts.at(-1)?.text).toContain('This quiz is over');
    for (const message of world.server.messages) {
      if (message.view.blocks.some((block) => block.kind === 'options')) expect(viewText(message.view)).not.toContain('Ada');
    }
  });

  it('lets somebody leave, come back and keep the points', async () => {
    const ada = world.person('Ada');
    const bo = world.person('Bo');
    await ada.says('/quiz adaboost 2 20s');
    await bo.presses('Join');
    await ada.presses('Start');
    await ada.answers(await world.rightLabel());
    await bo.answers(await world.rightLabel());
    expect(await bo.presses('Leave')).toContain('Your points stay');
    await world.pass(10);
    await ada.answers(await world.rightLabel());
    expect(await bo.presses('Join')).toContain('Welcome back');
    await world.pass(10);
    expect(ada.seesLast()).toContain('Bo 1,000 points');
  });

  it('takes a typed line for an answer where the question wants one, and for talk otherwise', async () => {
    const ada = world.person('Ada');
    await ada.says('/quiz gradient 30 20s');
    await ada.presses('Start');
    expect(await world.skipTo('choice').then(() => ada.says('hello'))).toBe('talk');
    await world.skipTo('numeric');
    expect(await ada.says('hello')).toBe('talk');
    const [move] = await world.rightLabel();
    expect(await ada.says(move?.kind === 'typed' ? ` ${move.text} ` : '')).toBe('taken');
    expect(await world.person('Bo').says('42')).toBe('talk');
  });

  it('offers what was missed again, privately, with the reasons', async () => {
    const ada = world.person('Ada');
    await ada.says('/quiz kd-tree 1 20s');
    await ada.presses('Start');
    await world.pass(35);
    await ada.presses('Practise what I missed');
    expect(ada.seesLast()).toContain('1 to go');
    const eve = world.person('Eve');
    await eve.presses('Practise what I missed');
    expect(eve.seesLast()).toContain('You were not in that quiz');
  });

  it('refuses a second quiz in the room and a stop by somebody else', async () => {
    const ada = world.person('Ada');
    const bo = world.person('Bo');
    await ada.says('/quiz');
    await bo.says('/quiz');
    expect(bo.seesLast()).toContain('A quiz is already running here');
    await bo.says('/quiz stop');
    expect(bo.seesLast()).toContain('Only who started the quiz');
    await ada.says('/quiz stop');
    expect(ada.sees().join('\n')).toContain('The quiz was stopped');
  });

  it('asks no question again before the bank of the topic is used up', async () => {
    const ada = world.person('Ada');
    const bank = world.shelf.questions('bias' as never).length;
    const seen: string[] = [];
    for (let asked = 0; asked < bank; asked += 4) {
      await ada.says('/quiz bias 4 20s');
      const session = await world.store.tables.games.active(ada.room.id);
      await ada.presses('Start');
      for (const _ of session?.questions ?? []) {
        await ada.answers(await world.rightLabel());
        await world.pass(10);
      }
      seen.push(...(session?.questions ?? []).map((one) => one.question));
    }
    expect(seen.length).toBeLessThan(bank + 4);
    expect(new Set(seen).size).toBe(bank);
  });
});
