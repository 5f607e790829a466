import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawn } from '../../src/chat/drawn.ts';
import type { Card, DrawPicture, Picture } from '../../src/chat/picture.ts';
import { discordCapabilities } from '../../src/discord/limits.ts';
import { FIGURES } from '../../src/figures/index.ts';
import { pictureCache } from '../../src/render/cache.ts';
import { createPictures } from '../../src/render/pictures.ts';
import { createStudio } from '../../src/render/studio.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { sleep } from '../../src/runtime/pacing.ts';
import { GROUP_ROOM, World } from '../support/world.ts';
import { type Row, repeated, spread, timed } from './measure.ts';

/** A desk of its own: an empty cache, a process that has loaded. */
async function desk() {
  const folder = mkdtempSync(join(tmpdir(), 'it-bench-'));
  const studio = createStudio(sleep, undefined, undefined, folder);
  const pictures = createPictures({ studio, cache: pictureCache(folder, systemClock), report: () => {} });
  const draw: DrawPicture = async (order) => {
    const made = await pictures.draw(order);
    return made.ok ? made.value : null;
  };
  await draw({ picture: { kind: 'formula', tex: 'x' }, locale: 'en', theme: 'dark' });
  const close = async () => {
    await studio.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { draw, close };
}

/** Formulas, cards and figures: through the drawing process to bytes, cold and from the cache on disk. */
export async function pictures(): Promise<Row[]> {
  const { draw, close } = await desk();
  const world = await World.open();
  const article = await world.shelf.article('vae' as never, 'zh');
  const formulas = (article?.sections ?? [])
    .flatMap((section) => section.blocks)
    .flatMap((block) => (block.kind === 'math' ? [block.tex] : []));
  const order = (picture: Picture) => draw({ picture, locale: 'zh', theme: 'dark' });
  const question = (index: number): Card => ({
    kind: 'question',
    heading: `第 ${index} 题`,
    topic: '变分自编码器（VAE）',
    prompt: [
      { kind: 'text', text: '重参数化之后，下面哪一项对 ' },
      { kind: 'math', tex: `\\mu_{${index}}` },
      { kind: 'text', text: ' 可导？' },
    ],
    hint: '',
    options: ['z=\\mu+\\sigma\\varepsilon', '\\varepsilon', '\\mathcal N(0,I)', `\\sigma^{${index}}`].map((tex) => [{ kind: 'math', tex }]),
  });
  const digest = (index: number): Card => ({
    kind: 'digest',
    title: article?.title ?? '',
    area: '生成模型',
    date: `2026-11-${10 + (index % 20)} ${index}`,
    formula: article?.origin === 'authored' ? article.formula : null,
    heading: '记住三点',
    takeaways: article?.origin === 'authored' ? article.takeaways : [],
  });
  const rows = [
    spread(
      'picture: formula, cold',
      await repeated(60, 5, (index) =>
        order({ kind: 'formula', tex: `${formulas[Math.abs(index) % formulas.length]} \\quad ${index + 10}` }),
      ),
    ),
    spread('picture: formula, kept', await repeated(60, 5, () => order({ kind: 'formula', tex: formulas[0] ?? 'x' }))),
    spread('picture: question card', await repeated(60, 5, (index) => order({ kind: 'card', card: question(index + 10) }))),
    spread('picture: digest card', await repeated(60, 5, (index) => order({ kind: 'card', card: digest(index + 10) }))),
    spread('picture: figure', await repeated(FIGURES.length, 0, (index) => order({ kind: 'figure', name: FIGURES[index]?.name ?? '' }))),
  ];
  await world.close();
  await close();
  return [
    ...rows,
    await posting('question, from due to posted with its picture, drawn ahead', true),
    await posting('the same, drawn when it is due', false),
  ];
}

/** A quiz of which every question has a picture, on a chat that draws: from the moment a question is due to its message. */
async function posting(name: string, ahead: boolean): Promise<Row> {
  const { draw, close } = await desk();
  const took: number[] = [];
  let [posted, pictured] = [0, false];
  const world = await World.open({
    connect: async (made, parts) => {
      const show: DrawPicture = async (order) => {
        if (order.picture.kind === 'card' && order.picture.card.kind === 'question') pictured = true;
        return draw(order);
      };
      if (ahead)
        Object.assign(parts, {
          drawAhead: (view: never, _: never, locale: 'zh' | 'en') => void drawn(view, discordCapabilities, locale, draw),
        });
      return {
        ...made.server.transport,
        send: async (parcel) => {
          pictured = false;
          await drawn(parcel.view, discordCapabilities, parcel.locale, show);
          if (pictured) posted = performance.now();
          return made.server.transport.send(parcel);
        },
      };
    },
  });
  const ada = world.person('Ada');
  for (const topic of ['vae', 'ddim', 'guidance', 'normalizing-flow', 'diffusion-sde', 'random-walk', 'ddpg', 'stochastic-approximation']) {
    await ada.says(`/quiz ${topic} 12 20s calm`);
    await ada.presses('Start');
    for (let question = 1; question < 12; question++) {
      // Somebody answers: a game that nobody plays ends by itself.
      await ada.answers(await world.rightLabel());
      await world.pass(21);
      // Time for what is drawn ahead: a question lasts twenty seconds, and these took none.
      await draw({ picture: { kind: 'formula', tex: `${topic}_{${question}}` }, locale: 'en', theme: 'dark' });
      const session = await world.store.tables.games.active(GROUP_ROOM.id);
      if (session?.phase.at !== 'reveal') break;
      const begun = performance.now();
      posted = 0;
      await timed(() => world.pass(10));
      if (posted > begun) took.push(posted - begun);
    }
    await ada.says('/quiz stop');
    await world.pass(60);
  }
  await world.close();
  await close();
  return spread(name, took);
}
