import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Picture } from '../../src/chat/picture.ts';
import type { Block, View } from '../../src/chat/view.ts';
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
    expect(bo.seesLast()).toBe('\\frac{a}{b}');
    await ada.says('/tex \\frac{a');
    expect(ada.seesLast()).toContain('Missing close brace');
    expect(bo.seesLast()).toBe('\\frac{a}{b}');
    await ada.says(`/tex ${'x'.repeat(4_001)}`);
    expect(ada.seesLast()).toContain('4,000 are the most');
  });

  it('a term is explained by any of its names, and a near miss is answered with the nearest', async () => {
    const ada = world.person('Ada');
    await ada.says('/define 弱分类器');
    expect(ada.seesLast()).toMatch(/weak learner[\s\S]*弱学习器[\s\S]*AdaBoost/);
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
