import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Picture } from '../../src/chat/picture.ts';
import type { Block, View } from '../../src/chat/view.ts';
import { groupId, roomId } from '../../src/kernel/ids.ts';
import { math } from '../../src/kernel/prose.ts';
import { openLibrary } from '../../src/sources/library.ts';
import { World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await World.open();
});
afterEach(() => world.close());

/** What is in the outbox, before any platform made something else of it. */
async function stored(): Promise<readonly View[]> {
  const rows = await world.database.db.selectFrom('outbox').select('view').orderBy('id').execute();
  return rows.map((row) => JSON.parse(row.view) as View);
}
const drawings = (view: View | undefined): readonly Picture[] =>
  (view?.blocks ?? []).flatMap((block: Block) => (block.kind === 'drawing' ? [block.of] : []));

describe('pictures in the core', () => {
  it('a figure takes values within its bounds, and says what the bounds are', async () => {
    const ada = world.person('Ada');
    await ada.says('/figure gradient angle=90');
    expect(drawings((await stored()).at(-1))).toEqual([{ kind: 'figure', name: 'gradient', values: { angle: 90 } }]);
    expect(ada.seesLast()).toContain('along 90°');
    await ada.says('/figure gradient angle=900');
    expect(ada.seesLast()).toContain('angle 0–360');
    await ada.says('/figure gradient speed=2');
    expect(ada.seesLast()).toContain('“speed” does not fit');
    await ada.says('/figure gradient angle=fast');
    expect(ada.seesLast()).toContain('`steps=10 eta=0.5`'.replaceAll('`', ''));
    await ada.says('/figure 梯度');
    expect(drawings((await stored()).at(-1))).toMatchObject([{ kind: 'figure', name: 'gradient' }]);
  });

  it('a formula is posted for all; what is wrong with one is told to who typed it', async () => {
    const [ada, bo] = [world.person('Ada'), world.person('Bo')];
    await ada.says('/tex $$\\frac{a}{b}$$');
    expect(bo.seesLast()).toBe('\\frac{a}{b}\nAsked for by Ada');
    await ada.says('/tex \\frac{a');
    expect(ada.seesLast()).toContain('a { has no closing }');
    expect(bo.seesLast()).toBe('\\frac{a}{b}\nAsked for by Ada');
    await ada.says(`/tex ${'x'.repeat(4_001)}`);
    expect(ada.seesLast()).toContain('4,000 are the most');
  });

  it.each([
    ['\\foo + 1', '不认识命令 \\foo。'],
    ['x \\tag{1}', '这里不能用命令 \\tag。'],
    ['\\frac{a', '有一个 { 没有配对的 }。'],
    ['a}', '多了一个 }，前面没有与它配对的 {。'],
    ['\\left( x', '\\left 没有配对的 \\right。'],
    ['x \\right)', '\\right 没有配对的 \\left。'],
    ['\\left x \\right', '\\left 后面要跟一个括号或一个点。'],
    ['\\frac{a}', '\\frac 缺少参数。'],
    ['x^', '^ 或 _ 后面没有内容。'],
    ['x_1_2', '两个下标'],
    ['\\begin{foo}x\\end{foo}', '不认识环境 foo。'],
    ['\\begin{cases} a', '\\begin 没有对应的 \\end（环境 cases）。'],
    ['a \\end{cases}', '\\end 没有对应的 \\begin（环境 cases）。'],
    ['x & y', '& 不能写在这个位置。'],
    ['\\rule{99999em}{1em}', '图太大。'],
    ['x#', "公式引擎报错（英文原文）“You can't use 'macro parameter character #' in math mode”。"],
  ])('what is wrong with %s is said in the language of who typed it', async (tex, problem) => {
    const ada = world.person('Ada');
    await ada.says('/language zh');
    await ada.says(`/tex ${tex}`);
    expect(ada.seesLast()).toContain('这条公式画不出来：');
    expect(ada.seesLast()).toContain(problem);
  });

  it('what somebody had posted says who asked, in the group’s language, and not in a private chat', async () => {
    const lin = world.person('林 @here', { locale: 'zh-CN' });
    for (const asked of ['/figure gradient angle=90', '/tex x^2']) {
      await lin.says(asked);
      expect(lin.seesLast(), asked).toMatch(/Asked for by 林 @here$/);
    }
    await world.person('Olga', { manager: true }).says('/settings language zh');
    await lin.says('/tex x^3');
    expect(lin.seesLast()).toMatch(/由 林 @here 发起$/);
    lin.room = { ...lin.room, id: roomId('web:own'), group: groupId('web:own'), kind: 'direct' };
    for (const asked of ['/figure gradient angle=90', '/tex x^2']) {
      await lin.says(asked);
      expect(lin.seesLast(), asked).not.toContain('@here');
    }
  });

  it('a term is explained by any of its names, and a near miss is answered with the nearest', async () => {
    const ada = world.person('Ada');
    await ada.says('/define 弱分类器');
    expect(ada.seesLast()).toMatch(/weak learner[\s\S]*弱学习器[\s\S]*AdaBoost/);
    expect(ada.seesLast()).toContain('weak classifier · base learner · 弱学习器 · 弱分类器 · 基学习器');
    const lin = world.person('林', { locale: 'zh' });
    await lin.says('/define weak learner');
    expect(lin.seesLast()).toContain('弱分类器 · 基学习器 · weak learner · weak classifier · base learner');
    await ada.says('/define weak lerner');
    expect(ada.seesLast()).toContain('Did you mean: weak learner');
    await ada.says('/define qqqqzzzz');
    expect(ada.seesLast()).toContain('/search');
  });

  it('a group without pictures has it on every message', async () => {
    const olga = world.person('Olga', { manager: true });
    await olga.says('/settings pictures off');
    await olga.says('/leaderboard');
    expect((await stored()).at(-1)).toMatchObject({ pictures: 'off' });
    await olga.says('/settings pictures light');
    await olga.says('/leaderboard');
    expect((await stored()).at(-1)).toMatchObject({ pictures: 'light' });
    await olga.says('/settings show');
    expect(olga.seesLast()).toContain('on light paper');
  });

  it('every question that is a picture was drawn before it was due, the first one in the lobby', async () => {
    const { library } = openLibrary(new URL('../../content', import.meta.url).pathname);
    const hard = math('\\mathbb{E}_{q(z|x)}[x]');
    const questions = library.questions.map((one) => ({ ...one, prompt: { zh: [hard], en: [hard, ...one.prompt.en] } }));
    await world.close();
    world = await World.open({ library: { ...library, questions } });
    await world.person('Ada').says('/quiz vae 3 10s');
    const keys = (views: readonly View[]) => new Set(views.flatMap(drawings).map((of) => JSON.stringify(of)));
    expect(keys(world.ahead).size).toBe(1);
    await world.pass(100);
    const asked = (await stored()).filter((view) => drawings(view).some((of) => of.kind === 'card' && of.card.kind === 'question'));
    expect(keys(asked).size).toBe(3);
    expect(keys(world.ahead)).toEqual(keys(asked));
  });
});
