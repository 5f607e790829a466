import { seeded } from '../kernel/random.ts';
import { gradientSample, levels, type Rates, train } from './actor-critic.ts';
import { figure } from './figure.ts';
import { DASHES, frame, group, type Point, plot } from './kit/index.ts';

const GAMES = 120;
const RUNS = 150;

/** Chances of "go" and state values after each game, averaged over runs with the same dice for every setting. */
function averaged(rates: Rates): { readonly chances: readonly (readonly number[])[]; readonly values: readonly (readonly number[])[] } {
  let dice = seeded('actor-critic');
  const runs = Array.from({ length: RUNS }, () => {
    const run = train(GAMES, rates, dice);
    dice = run.dice;
    return run;
  });
  const mean = (kind: 'chances' | 'values'): number[][] =>
    levels.map((_, s) =>
      Array.from({ length: GAMES }, (_, game) => runs.reduce((sum, run) => sum + (run[kind][s]?.[game] ?? 0), 0) / RUNS),
    );
  return { chances: mean('chances'), values: mean('values') };
}

/** The first game after which a mean chance is above 0.8; one more than all games if none. */
const ready = (row: readonly number[]): number => {
  const game = row.findIndex((chance) => chance > 0.8);
  return (game < 0 ? GAMES : game) + 1;
};

const told = (game: number, zh: boolean): string =>
  game > GAMES ? (zh ? `${GAMES} 局内未到` : `not within ${GAMES}`) : zh ? `第 ${game} 局` : `game ${game}`;

const curveOf = (row: readonly number[], before: number): readonly Point[] => [before, ...row].map((value, game) => [game, value]);

/** Variance and mean of one gradient sample by baseline, for the two-action state of the text. */
const byBaseline = (chance: number, baseline: number) => gradientSample(Math.log(chance / (1 - chance)), 10, 1, baseline);

export const actorCriticFigures = [
  figure({
    name: 'actor-critic',
    topic: 'actor-critic',
    title: { zh: 'A2C：好消息从后往前传', en: 'A2C: good news travels backwards' },
    params: {
      actor: { about: { zh: '演员的步长', en: 'step of the actor' }, least: 0.005, most: 0.5, standard: 0.05 },
      critic: { about: { zh: '评论家的步长', en: 'step of the critic' }, least: 0.01, most: 0.9, standard: 0.2 },
    },
    alt: ({ actor, critic }, locale) => {
      const { chances, values } = averaged({ actor, critic, discount: 0.9 });
      const [first = GAMES, second = GAMES] = chances.map(ready);
      const [v1, v2] = values.map((row) => (row.at(-1) ?? 0).toFixed(1));
      const zh = locale === 'zh';
      return zh
        ? `两级闯关游戏，${RUNS} 次训练的平均。“闯”的概率超过 0.8：第二级${told(second, zh)}，第一级${told(first, zh)}。${GAMES} 局之后 v(s_1)=${v1}，v(s_2)=${v2}。`
        : `The two-level game, averaged over ${RUNS} trainings. The chance of "go" passes 0.8: second level, ${told(second, zh)}; first level, ${told(first, zh)}. After ${GAMES} games v(s_1) = ${v1} and v(s_2) = ${v2}.`;
    },
    draw: ({ actor, critic }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const { chances, values } = averaged({ actor, critic, discount: 0.9 });
      const [first = GAMES, second = GAMES] = chances.map(ready);
      const stateStyles = [
        { colour: paint.series[0], width: 2.4 },
        { colour: paint.series[1], width: 2.4, dash: DASHES[1] },
      ] as const;
      return frame(
        look,
        {
          title: zh ? 'A2C：好消息从后往前传' : 'A2C: good news travels backwards',
          note: zh
            ? `${RUNS} 次训练的平均。“闯”的概率超过 0.8：s_2 ${told(second, zh)}，s_1 ${told(first, zh)}。在 s_1 “闯”没有奖励，要靠 v(s_2) 升高才显出好处。`
            : `Mean of ${RUNS} trainings. Chance of "go" above 0.8: s_2 ${told(second, zh)}, s_1 ${told(first, zh)}. At s_1 "go" pays 0; what speaks for it is v(s_2).`,
          legend: [
            { label: zh ? '第一级 s_1' : 'first level s_1', ...stateStyles[0] },
            { label: zh ? '第二级 s_2' : 'second level s_2', ...stateStyles[1] },
          ],
          height: 356,
        },
        (area) => {
          const half = { x: area.x, width: area.width, height: 174 };
          const top = plot(
            look,
            { ...half, y: area.y },
            {
              x: { domain: [0, GAMES], ticks: [0, 40, 80, 120] },
              y: { domain: [0, 1], label: zh ? '“闯”的概率' : 'chance of "go"', ticks: [0, 0.5, 1] },
            },
          );
          const bottom = plot(
            look,
            { ...half, y: area.y + 182 },
            {
              x: { domain: [0, GAMES], ticks: [0, 40, 80, 120], label: zh ? '局数' : 'games' },
              y: { domain: [0, 11], label: zh ? '评论家的价值 v' : "critic's value v", ticks: [0, 5, 10] },
            },
          );
          return group(
            top.axes,
            top.horizontal(0.8, { colour: paint.edge, width: 1, dash: DASHES[2] }),
            ...chances.toReversed().map((row, k) => top.line(curveOf(row, 0.5), stateStyles[1 - k] ?? stateStyles[0])),
            bottom.axes,
            bottom.horizontal(10, { colour: paint.edge, width: 1, dash: DASHES[2] }),
            bottom.text([GAMES, 10], zh ? '总是“闯”时 s_2 值 10' : 's_2 is worth 10 if always "go"', {
              dx: -4,
              dy: -5,
              anchor: 'end',
              fill: paint.soft,
            }),
            ...values.toReversed().map((row, k) => bottom.line(curveOf(row, 0), stateStyles[1 - k] ?? stateStyles[0])),
          );
        },
      );
    },
  }),
  figure({
    name: 'actor-critic-baseline',
    topic: 'actor-critic',
    title: { zh: '基线：均值不动，方差是一条抛物线', en: 'The baseline: one mean, a parabola of variance' },
    params: { chance: { about: { zh: '好动作的概率', en: 'probability of the better action' }, least: 0.05, most: 0.95, standard: 0.5 } },
    alt: ({ chance }, locale) => {
      const value = 10 * chance + (1 - chance);
      const [none, usual] = [byBaseline(chance, 0), byBaseline(chance, value)];
      return locale === 'zh'
        ? `两个动作值 10 与 1，好动作的概率是 ${chance}。梯度样本的均值恒为 ${none.mean.toFixed(2)}；方差在不减基线时是 ${none.variance.toFixed(2)}，减去 v=${value.toFixed(2)} 后是 ${usual.variance.toFixed(2)}。`
        : `Two actions are worth 10 and 1, the better has probability ${chance}. The mean of a gradient sample is ${none.mean.toFixed(2)} throughout; its variance is ${none.variance.toFixed(2)} without a baseline and ${usual.variance.toFixed(2)} with v = ${value.toFixed(2)}.`;
    },
    draw: ({ chance }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const value = 10 * chance + (1 - chance);
      const best = 10 * (1 - chance) + chance;
      const [none, usual] = [byBaseline(chance, 0), byBaseline(chance, value)];
      const grid = Array.from({ length: 121 }, (_, i) => -1 + i / 10);
      const top = Math.max(none.variance, byBaseline(chance, 11).variance, none.mean) * 1.12;
      return frame(
        look,
        {
          title: zh ? '基线：均值不动，方差是一条抛物线' : 'The baseline: one mean, a parabola of variance',
          note: zh
            ? `梯度的单个样本；两个动作值 10 与 1，概率 ${chance.toFixed(2)} 与 ${(1 - chance).toFixed(2)}。b=0 时方差 ${none.variance.toFixed(2)}，b=v=${value.toFixed(2)} 时 ${usual.variance.toFixed(2)}。`
            : `Sampled gradient; actions worth 10 and 1, probabilities ${chance.toFixed(2)} and ${(1 - chance).toFixed(2)}. At b=0 the variance is ${none.variance.toFixed(2)}, at b=v=${value.toFixed(2)} it is ${usual.variance.toFixed(2)}.`,
          legend: [
            { label: zh ? '方差' : 'variance', colour: paint.series[0] },
            { label: zh ? '均值' : 'mean', colour: paint.series[1], dash: DASHES[1] },
            { label: zh ? '方差最小处' : 'least variance', colour: paint.series[0], mark: 'ring' },
          ],
          height: 236,
        },
        (area) => {
          const map = plot(look, area, {
            x: { domain: [-1, 11], label: zh ? '基线 b' : 'baseline b', ticks: [0, 2, 4, 6, 8, 10] },
            // A little room below zero, so that the ring stays off the labels.
            y: { domain: [-0.05 * top, top], ticks: 4 },
          });
          return group(
            map.axes,
            map.line(
              grid.map((b) => [b, byBaseline(chance, b).mean] as const),
              { colour: paint.series[1], width: 2.2, dash: DASHES[1] },
            ),
            map.line(
              grid.map((b) => [b, byBaseline(chance, b).variance] as const),
              { colour: paint.series[0], width: 2.6 },
            ),
            map.dots([[0, none.variance]], paint.series[0], 'square', 5),
            none.variance > 2 * none.mean
              ? map.text([0, none.variance], zh ? '不减基线' : 'no baseline', { dx: 9, dy: 2 })
              : map.text([0, Math.max(none.variance, none.mean)], zh ? '不减基线' : 'no baseline', { dx: 2, dy: -9 }),
            map.dots([[value, usual.variance]], paint.series[0], 'circle', 5.5),
            map.text([value, usual.variance], 'b = v', { dx: value > 5.5 ? -4 : 4, dy: -20, anchor: value > 5.5 ? 'end' : 'start' }),
            map.dots([[best, byBaseline(chance, best).variance]], paint.series[0], 'ring', 8),
          );
        },
      );
    },
  }),
];
