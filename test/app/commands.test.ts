import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/app/commands/index.ts';
import { roomId, slug } from '../../src/kernel/ids.ts';
import { type Player, World } from '../support/world.ts';

describe('commands', () => {
  let world: World;
  let ada: Player;
  let lin: Player;
  beforeEach(async () => {
    world = await World.open();
    ada = world.person('Ada', { manager: true });
    lin = world.person('林', { locale: 'zh-CN' });
  });
  afterEach(async () => {
    expect(world.faults).toEqual([]);
    await world.close();
  });

  const reply = async (who: Player, line: string): Promise<string> => {
    await who.says(line);
    return who.seesLast();
  };

  it('every one is told of in /help, a manager’s to managers only', async () => {
    const all = await reply(ada, '/help');
    for (const command of COMMANDS.filter((one) => !one.only || one.only.includes('web')))
      expect(all).toContain(`/${command.standard ? command.name.split(' ')[0] : command.name}`);
    expect(await reply(world.person('Bo'), '/help')).not.toContain('/schedule digest');
    expect(await reply(lin, '/help')).toContain('我会做什么');
  });

  it('a topic is found by slug, title or alias in either language, and a near miss is answered with the nearest', async () => {
    for (const words of ['kd-tree', 'k-d trees', 'kd 树', 'KD树', 'kdtree'])
      expect(await reply(ada, `/read ${words}`), words).toContain('k-d trees');
    expect(await reply(ada, '/read adabost')).toContain('Did you mean: AdaBoost (adaboost)');
    expect(await reply(lin, '/read 完全没有的主题')).toContain('没有“完全没有的主题”这个主题');
  });

  it('an article is paged, and the end of it counts as read', async () => {
    expect(await reply(ada, '/read adaboost')).toContain('Page 1 of');
    await ada.presses('Next');
    expect(ada.seesLast()).toContain('Page 2 of');
    const of = Number(/Page 2 of (\d+)/.exec(ada.seesLast())?.[1]);
    for (let page = 3; page <= of; page++) await ada.presses('Next');
    expect(ada.seesLast()).toContain('References');
    expect(await reply(ada, '/me')).toContain('Articles read to the end: 1 of');
    expect(await reply(ada, '/topics')).toContain('✓ AdaBoost');
  });

  it('a page that there is not is said, and is no reading to the end', async () => {
    expect(await reply(ada, '/read adaboost 99')).toMatch(/There is no page 99: this article has \d+ pages\.[\s\S]*References/);
    expect(await reply(lin, '/read adaboost 99')).toMatch(/没有第 99 页：这篇文章共 \d+ 页/);
    for (const page of ['0', '-1', '1,000'])
      expect(await reply(ada, `/read adaboost ${page.replace(',', '')}`), page).toContain(
        `“${page}” does not fit: page must be a number from 1 to 999`,
      );
    expect(await reply(ada, '/read adaboost soon')).toContain('I have no topic “adaboost soon”. Did you mean: AdaBoost');
    const sections = (await world.shelf.article(slug('adaboost'), 'en'))?.sections ?? [];
    expect(await reply(ada, `/read adaboost#${sections.at(-1)?.anchor}`)).toContain('References');
    expect(await reply(ada, '/me')).toContain('Articles read to the end: 0 of');
    expect(await reply(ada, `/read adaboost ${sections.length}`)).not.toContain('There is no page');
    expect(await reply(ada, '/me')).toContain('Articles read to the end: 1 of');
  });

  it('an article is in the reader’s language, a post in the group’s', async () => {
    expect(await reply(lin, '/read adaboost')).toContain('第 1 页');
    await ada.says('/settings language zh');
    expect(await reply(ada, '/leaderboard')).toContain('排行榜');
    expect(await reply(ada, '/me')).toContain('You have not played here yet');
    await lin.says('/language en');
    expect(await reply(lin, '/me')).toContain('You have not played here yet');
    await lin.says('/language auto');
    expect(await reply(lin, '/me')).toContain('你还没在这里答过题');
  });

  it('what cannot be understood is said, with what to do', async () => {
    expect(await reply(ada, '/nonsense')).toContain('There is no command /nonsense');
    expect(await reply(ada, '/quizz')).toContain('Did you mean /quiz?');
    expect(await reply(ada, '/quiz adaboost 500')).toContain('“500” does not fit: questions must be a number from 1 to 30');
    expect(await reply(ada, '/schedule digest 25:99')).toContain('is no time of day');
    expect(await reply(ada, '/schedule digest')).toContain('At what time?');
    expect(await reply(ada, '/settings timezone Mars/Olympus')).toContain('is no time zone I know');
    expect(await reply(ada, '/settings language fr')).toContain('is none of these: zh, en');
    expect(await reply(lin, '/quiz stop')).toContain('这里没有正在进行的答题');
    expect(await reply(ada, '/read')).toContain('Which topic?');
  });

  it('a shelf is found by its id or title in either language, and what is none is answered with all of them', async () => {
    for (const words of ['vision', 'Computer Vision', 'computer-vision', '计算机视觉', '計算機視覺', '视觉'])
      expect(await reply(ada, `/topics ${words}`), words).toMatch(/\nComputer vision\n/);
    expect(await reply(lin, '/topics Reinforcement learning')).toMatch(/\n强化学习\n/);
    expect(await reply(ada, '/topics learning')).toContain(
      '“learning” is none of these: Mathematics (mathematics), Classical machine learning (classical)',
    );
    expect(await reply(lin, '/topics 烹饪')).toContain('“烹饪”不在可选之列：数学基础 (mathematics)');
    await ada.sends({ kind: 'command', name: 'topics', args: { area: 'Computer vision' } });
    expect(ada.seesLast()).toMatch(/\nComputer vision\n/);
  });

  it('words come in any order, in full width, with Chinese units', async () => {
    await ada.says('/quiz 　ｃａｌｍ 30秒 adaboost ３');
    expect(ada.seesLast()).toContain('Quiz: AdaBoost — 3 questions');
    expect(ada.seesLast()).toContain('30 seconds a question. Take your time');
  });

  it('search takes whatever is typed for text', async () => {
    for (const words of ['"', '*', 'a AND', 'col:x', '-x', "'; drop table person; --", '😀', `${'长'.repeat(5000)}`, 'NEAR(', '\\']) {
      expect(await reply(ada, `/search ${words}`), words).toMatch(/Nothing found|Found for/);
    }
    expect(await reply(lin, '/search 弱学习器')).toContain('AdaBoost');
  });

  it('a typed answer is repeated to who gave it, and only the fitting command works', async () => {
    await ada.says('/quiz gradient 30 20s');
    expect(await reply(ada, '/quiz resume')).toContain('The quiz is not paused');
    await ada.presses('Start');
    await world.skipTo('numeric');
    await ada.says('/quiz answer 7');
    expect(ada.sees().join('\n')).toContain('Recorded: 7');
  });

  it('the message of a pause that is over has no countdown and no button', async () => {
    await ada.says('/quiz adaboost 3 20s calm');
    await ada.presses('Start');
    await ada.says('/quiz pause');
    const pause = () => ada.sees().filter((seen) => /The quiz (is|was) paused(;| here)/.test(seen));
    expect(pause()).toEqual([expect.stringContaining('without anybody going on it ends')]);
    await ada.presses('Go on');
    expect(pause()).toEqual(['The quiz was paused here.']);
    expect(() => ada.token('Go on')).toThrow();
    await world.pass(2);
    await ada.says('/quiz pause');
    await world.pass(31 * 60);
    expect(pause()).toEqual(['The quiz was paused here.', 'The quiz was paused here.']);
  });

  it('schedules are listed, paused, resumed and deleted', async () => {
    await ada.says('/schedule digest 08:30 mon-fri');
    await ada.says('/schedule quiz 20:00 周末');
    expect(await reply(ada, '/schedule list')).toMatch(/1 digest: 08:30, Mon–Fri in Study group\.[\s\S]*2 quiz: 20:00, Sat and Sun/);
    expect(await reply(ada, '/schedule pause 1')).toContain('1 schedule is paused');
    expect(await reply(ada, '/schedule list')).toContain('Paused.');
    await world.pass(86_400 * 3);
    expect(world.server.messages.filter((message) => message.key.startsWith('d.'))).toHaveLength(0);
    expect(await reply(ada, '/schedule resume 2')).toContain('Schedule 2 is not paused');
    const resumed = await reply(ada, '/schedule resume');
    expect(resumed).toMatch(/1 schedule is running again[\s\S]*1 digest: 08:30, Mon–Fri in Study group\. Next:/);
    expect(resumed).not.toContain('quiz');
    expect(await reply(ada, '/schedule resume')).toContain('Nothing is paused here');
    expect(await reply(ada, '/schedule off 2')).toMatch(/1 schedule is deleted[\s\S]*2 quiz: 20:00/);
    expect(await reply(ada, '/schedule off 2')).toContain('There is no schedule 2');
    expect(await reply(ada, '/schedule digest 09:00')).toContain('09:00, every day');
    expect((await world.store.tables.schedules.of(ada.room.group)).length).toBe(1);
  });

  it('a schedule that takes the place of another says what it replaced', async () => {
    await ada.says('/schedule digest 08:30 mon-fri');
    const moved = await reply(ada, '/schedule digest 09:00 mon-fri');
    expect(moved).toMatch(/09:00, Mon–Fri[\s\S]*replaces what was set before: 08:30, Mon–Fri in Study group/);
    expect(await reply(ada, '/schedule digest 09:00 mon-fri')).not.toContain('replaces');
    await ada.says('/schedule quiz 20:00 fri');
    expect(await reply(ada, '/schedule quiz 21:00 sat')).not.toContain('replaces');
    expect(await reply(ada, '/schedule quiz 20:00 sun')).toContain('replaces what was set before: 20:00, Fri in Study group');
    expect(await world.store.tables.schedules.of(ada.room.group)).toHaveLength(3);
  });

  it('a quiz at the same time in another room stands beside the first', async () => {
    await ada.says('/schedule quiz 20:00 fri');
    ada.room = { ...ada.room, id: roomId('web:other'), title: 'Other room' };
    await ada.says('/schedule quiz 20:00 fri');
    expect(await world.store.tables.schedules.of(ada.room.group)).toHaveLength(2);
  });

  it('the digest can be moved also where a group has as many schedules as it may', async () => {
    await ada.says('/schedule digest 08:30');
    for (let hour = 10; hour < 19; hour++) await ada.says(`/schedule quiz ${hour}:00`);
    expect(await reply(ada, '/schedule quiz 20:00')).toContain('at most 10 schedules');
    expect(await reply(ada, '/schedule digest 09:00')).toContain('replaces what was set before: 08:30');
  });

  it('a scheduled quiz opens a lobby of a minute, and is not held when nobody comes', async () => {
    await ada.says('/schedule quiz 08:10');
    await world.pass(10 * 60);
    expect(ada.seesLast()).toContain('Nobody is in yet');
    await world.pass(61);
    expect(ada.seesLast()).toContain('Nobody joined');
  });

  it('what is stored of a person is exported, and deleted after asking', async () => {
    await ada.says('/quiz bias 1');
    await ada.presses('Start');
    await ada.answers(await world.rightLabel());
    await world.pass(30);
    expect(await reply(ada, '/export')).toContain('"points": 1000');
    expect(await reply(ada, '/leaderboard all')).toContain('Ada');
    await ada.says('/forget');
    await ada.presses('Delete everything');
    expect(ada.seesLast()).toContain('is deleted');
    expect(await reply(world.person('Bo'), '/leaderboard all')).toContain('No points yet');
    const left = await world.store.tables.people.everything(ada.id);
    expect(Object.values(left).flat()).toEqual([]);
  });

  it('an arrival that comes twice is handled once', async () => {
    await ada.sends({ kind: 'command', name: 'leaderboard', args: '' }, 'same');
    const before = world.server.messages.length;
    await ada.sends({ kind: 'command', name: 'leaderboard', args: '' }, 'same');
    expect(world.server.messages).toHaveLength(before);
  });

  it('the leaderboard counts in the group’s days, and those who tie share a place', async () => {
    const bo = world.person('Bo');
    await ada.says('/quiz bias 1 20s calm');
    await bo.presses('Join');
    await ada.presses('Start');
    for (const who of [ada, bo]) await who.answers(await world.rightLabel());
    await world.pass(40);
    expect(await reply(bo, '/leaderboard day')).toMatch(/🥇 Ada 1,000 points[\s\S]*🥇 Bo 1,000 points/);
    world.clock.jump('2026-11-21T00:01:00+08:00');
    expect(await reply(bo, '/leaderboard day')).toContain('No points yet');
    expect(await reply(bo, '/leaderboard')).toContain('Ada');
  });
});

describe('a game that was left alone by its bot', () => {
  it('voids the question whose time ran out, for everybody, and says so', async () => {
    const world = await World.open();
    const ada = world.person('Ada');
    await ada.says('/quiz adaboost 2 20s calm');
    await ada.presses('Start');
    await ada.answers(await world.rightLabel());
    await world.crash();
    world.clock.jump(world.clock.now() + 60_000);
    await world.start();
    expect(ada.seesLast()).toContain('I was not there when the time ran out');
    await world.pass(10);
    expect(ada.seesLast()).toContain('Question 2 of 2');
    await ada.answers(await world.rightLabel());
    await world.pass(40);
    expect(ada.seesLast()).toContain('Ada 1,000 points · 1 of 1 right');
    await world.close();
  });

  it('waits for somebody to go on after a long absence, and does not give the answer away', async () => {
    const world = await World.open();
    const ada = world.person('Ada');
    await ada.says('/quiz adaboost 2 20s calm');
    await ada.presses('Start');
    await world.crash();
    world.clock.jump(world.clock.now() + 3_600_000);
    await world.start();
    expect(ada.seesLast()).toContain('The quiz is paused');
    expect(ada.sees().join('\n')).not.toContain('The answer');
    await ada.presses('Go on');
    expect(ada.seesLast()).toContain('Question 1 of 2');
    await world.close();
  });

  it('ends a game of which only the last reveal was left', async () => {
    const world = await World.open();
    const ada = world.person('Ada');
    await ada.says('/quiz adaboost 1 20s');
    await ada.presses('Start');
    await ada.answers(await world.rightLabel());
    await world.crash();
    world.clock.jump(world.clock.now() + 7_200_000);
    await world.start();
    expect(ada.seesLast()).toContain('The quiz is over');
    await world.close();
  });
});
