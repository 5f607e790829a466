import { figure } from './figure.ts';
import { DASHES, frame, group, MARKS, type Point, plot } from './kit/index.ts';
/** One sampled answer: its length in tokens and whether the final answer was right. */
export interface Answer {
  readonly tokens: number;
  readonly right: boolean;
}

/** The four answers of the worked example. */
export const answers: readonly Answer[] = [
  { tokens: 400, right: true },
  { tokens: 1000, right: true },
  { tokens: 600, right: false },
  { tokens: 800, right: false },
];

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
export const mean = (values: readonly number[]): number => sum(values) / values.length;

/** The length reward of the Kimi k1.5 report, section 2.3.3, of each answer in its group. */
export function lengthRewards(group: readonly Answer[]): number[] {
  const least = Math.min(...group.map(({ tokens }) => tokens));
  const most = Math.max(...group.map(({ tokens }) => tokens));
  if (least === most) return group.map(() => 0);
  return group.map(({ tokens, right }) => {
    const lambda = 0.5 - (tokens - least) / (most - least);
    return right ? lambda : Math.min(0, lambda);
  });
}

/** Correctness plus `weight` times the length reward. */
export const rewards = (group: readonly Answer[], weight: number): number[] => {
  const byLength = lengthRewards(group);
  return group.map(({ right }, j) => (right ? 1 : 0) + weight * (byLength[j] ?? 0));
};

/** Each reward minus the mean of its group. */
export const advantages = (given: readonly number[]): number[] => given.map((r) => r - mean(given));

/** Z of the regularised optimum under the reference probabilities. */
export const partition = (reference: readonly number[], given: readonly number[], tau: number): number =>
  sum(reference.map((p, j) => p * Math.exp((given[j] ?? 0) / tau)));

/** The policy that maximises E[r] - tau KL(pi || reference), of all distributions. */
export function mirrorStep(reference: readonly number[], given: readonly number[], tau: number): number[] {
  const z = partition(reference, given, tau);
  return reference.map((p, j) => (p * Math.exp((given[j] ?? 0) / tau)) / z);
}

export const divergence = (p: readonly number[], reference: readonly number[]): number =>
  sum(p.map((share, j) => (share > 0 ? share * Math.log(share / (reference[j] ?? 0)) : 0)));

export function softmax(logits: readonly number[]): number[] {
  const top = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - top));
  return powers.map((power) => power / sum(powers));
}

/**
 * Gradient of the report's equation (3) in the logits of a policy over these answers, each having been sampled once from `reference`:
 * the mean of (r_j - baseline - tau ln(pi_j / reference_j)) times the gradient of ln pi_j.
 */
export function gradient(
  logits: readonly number[],
  reference: readonly number[],
  given: readonly number[],
  tau: number,
  baseline: number,
): number[] {
  const policy = softmax(logits);
  const pull = policy.map((p, j) => (given[j] ?? 0) - baseline - tau * Math.log(p / (reference[j] ?? 0)));
  return policy.map((p, j) => ((pull[j] ?? 0) - p * sum(pull)) / logits.length);
}

/** Where gradient ascent with the given baseline comes to rest. */
export function restingPolicy(reference: readonly number[], given: readonly number[], tau: number, baseline: number): number[] {
  let logits = reference.map(Math.log);
  for (let i = 0; i < 4000; i++) {
    const slope = gradient(logits, reference, given, tau, baseline);
    logits = logits.map((logit, j) => logit + (0.5 / tau) * (slope[j] ?? 0));
  }
  return softmax(logits);
}

/** Success rate after a mirror step on a 0/1 reward: the log-odds grow by 1/tau. */
export const successAfter = (rate: number, tau: number): number => {
  const odds = (rate / (1 - rate)) * Math.exp(1 / tau);
  return odds / (1 + odds);
};

/** Chance that k answers to a problem are neither all right nor all wrong. */
export const chanceOfSignal = (rate: number, k: number): number => 1 - rate ** k - (1 - rate) ** k;

/** Sampling shares in proportion to 1 - success rate. */
export const priorities = (rates: readonly number[]): number[] => rates.map((rate) => (1 - rate) / sum(rates.map((one) => 1 - one)));

/** Share of worker time spent generating when all wait for the longest; `cap` limits a trajectory per iteration. */
export function busyShare(lengths: readonly number[], cap = Number.POSITIVE_INFINITY): number {
  const cut = lengths.map((length) => Math.min(length, cap));
  return sum(cut) / (cut.length * Math.max(...cut));
}

const TAUS = [0.5, 1, 2, 5] as const;
const ROUNDS = 10;

/** Success rate after each round of exact policy mirror descent, the start included. */
export function successPath(start: number, tau: number, rounds: number): number[] {
  const path = [start];
  for (let i = 0; i < rounds; i++) path.push(successAfter(path[i] ?? start, tau));
  return path;
}

/** Rounds until the rate is above one half; the log-odds grow by 1/tau a round. */
const roundsToHalf = (start: number, tau: number): number => Math.max(0, Math.ceil(-Math.log(start / (1 - start)) * tau));

export const kimiK15Figures = [
  figure({
    name: 'kimi-k15',
    topic: 'kimi-k15',
    title: { zh: '策略镜像下降：每轮对数几率加 1/τ', en: 'Mirror descent: log-odds rise by 1/τ a round' },
    params: {
      start: { about: { zh: '起初做对的概率', en: 'chance of a right answer at the start' }, least: 0.01, most: 0.9, standard: 0.2 },
    },
    alt: ({ start }, locale) => {
      const ends = TAUS.map((tau) => `τ=${tau}: ${(successPath(start, tau, ROUNDS)[4] ?? 0).toFixed(2)}`).join(
        locale === 'zh' ? '，' : ', ',
      );
      return locale === 'zh'
        ? `起初做对的概率是 ${start}，精确地走四轮之后：${ends}。离 0 和 1 近时上升得慢，中间快。`
        : `From a chance of ${start}, four exact rounds lead to ${ends}. The rise is slow near 0 and 1, fast in between.`;
    },
    draw: ({ start }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const one = successPath(start, 1, 4)[4] ?? 0;
      const needed = TAUS.map((tau) => roundsToHalf(start, tau));
      return frame(
        look,
        {
          title: zh ? '策略镜像下降：每轮对数几率加 1/τ' : 'Mirror descent: log-odds rise by 1/τ a round',
          note: zh
            ? `起初 ${start}，τ = 1 时四轮之后是 ${one.toFixed(3)}。${start < 0.5 ? `按图例的次序，过半各需 ${needed.join('、')} 轮。` : '起初已经过半。'}`
            : `Start ${start}; with τ = 1, four rounds give ${one.toFixed(3)}. ${start < 0.5 ? `Rounds to reach one half, in the order of the legend: ${needed.join(', ')}.` : 'The start is beyond one half.'}`,
          legend: TAUS.map((tau, k) => ({ label: `τ = ${tau}`, colour: paint.series[k] ?? paint.ink, mark: MARKS[k] ?? 'circle' })),
          height: 250,
        },
        (area) => {
          const map = plot(look, area, {
            x: { domain: [0, ROUNDS], label: zh ? '轮数' : 'rounds', ticks: [0, 2, 4, 6, 8, 10] },
            y: { domain: [0, 1.04], label: zh ? '做对的概率' : 'chance of a right answer', ticks: [0, 0.25, 0.5, 0.75, 1] },
          });
          return group(
            map.axes,
            map.horizontal(0.5, { colour: paint.edge, width: 1, dash: DASHES[2] }),
            ...TAUS.toReversed().map((tau, back) => {
              const k = TAUS.length - 1 - back;
              const points: readonly Point[] = successPath(start, tau, ROUNDS).map((rate, i) => [i, rate]);
              const colour = paint.series[k] ?? paint.ink;
              return group(map.line(points, { colour, width: 2.2, dash: DASHES[k] }), map.dots(points, colour, MARKS[k] ?? 'circle', 3.8));
            }),
          );
        },
      );
    },
  }),
  figure({
    name: 'kimi-k15-length',
    topic: 'kimi-k15',
    title: { zh: '长度奖励，与它造成的优势', en: 'The length reward and the advantages it makes' },
    params: { weight: { about: { zh: '长度奖励的权重 c', en: 'weight c of the length reward' }, least: 0, most: 2, standard: 0.4 } },
    alt: ({ weight }, locale) => {
      const made = advantages(rewards(answers, weight)).map((value) => value.toFixed(2).replace('-', '−'));
      return locale === 'zh'
        ? `长度奖励随长度从 0.5 直线降到 −0.5；错的回答不得正分。权重 c=${weight} 时四个回答的优势依次为 ${made.join('、')}，第二个（长而对）在 c>1.09 时变负。`
        : `The length reward falls in a line from 0.5 to −0.5; wrong responses get nothing above zero. At c = ${weight} the four advantages are ${made.join(', ')}; the second (long, right) turns negative above c = 1.09.`;
    },
    draw: ({ weight }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const byLength = lengthRewards(answers);
      const made = advantages(rewards(answers, weight));
      const minus = (value: number, digits = 2): string => value.toFixed(digits).replace('-', '−');
      const [right, wrong] = [paint.series[0], paint.series[2]];
      const reach = Math.max(1, ...made.map(Math.abs)) * 1.3;
      return frame(
        look,
        {
          title: zh ? '长度奖励，与它造成的优势' : 'The length reward and the advantages it makes',
          note: zh
            ? `四个回答，c = ${weight}。长而对的第 2 个优势是 ${minus(made[1] ?? 0)}；c 超过 1.09 它就成了负的。`
            : `Four responses, c = ${weight}. Number 2, long and right, has advantage ${minus(made[1] ?? 0)}; above c = 1.09 it is negative.`,
          legend: [
            { label: zh ? '答案正确' : 'right answer', colour: right, mark: 'circle' },
            { label: zh ? '答案错误' : 'wrong answer', colour: wrong, mark: 'cross' },
          ],
          height: 366,
        },
        (area) => {
          const map = plot(
            look,
            { x: area.x, y: area.y, width: area.width, height: 190 },
            {
              x: { domain: [350, 1050], label: zh ? '长度（词元）' : 'length (tokens)', ticks: [400, 600, 800, 1000] },
              y: { domain: [-0.65, 0.65], label: zh ? '长度奖励' : 'length reward', ticks: [-0.5, 0, 0.5] },
            },
          );
          const bars = plot(
            look,
            { x: area.x, y: area.y + 200, width: area.width, height: 166 },
            {
              x: { domain: [0.4, 4.6], ticks: [1, 2, 3, 4], label: zh ? '第几个回答' : 'response', format: (j) => `${j}` },
              y: { domain: [-reach, reach], label: zh ? '优势：总奖励减组平均' : 'advantage: reward minus group mean', ticks: 3 },
            },
          );
          return group(
            map.axes,
            map.line(
              [
                [400, 0.5],
                [1000, -0.5],
              ],
              { colour: right, width: 2.2 },
            ),
            map.line(
              [
                [400, 0],
                [700, 0],
                [1000, -0.5],
              ],
              { colour: wrong, width: 2.2, dash: DASHES[1] },
            ),
            ...answers.map(({ tokens, right: correct }, j) =>
              group(
                map.dots([[tokens, byLength[j] ?? 0]], correct ? right : wrong, correct ? 'circle' : 'cross', 5.5),
                map.text([tokens, byLength[j] ?? 0], `${j + 1}`, { dx: correct ? 10 : -3, dy: correct ? -5 : 18, weight: 600 }),
              ),
            ),
            bars.axes,
            bars.horizontal(0, { colour: paint.edge, width: 1.2 }),
            ...made.map((height, j) => bars.bars([{ from: j + 0.68, to: j + 1.32, height }], answers[j]?.right ? right : wrong)),
            ...made.map((height, j) => bars.text([j + 1, height], minus(height), { anchor: 'middle', dy: height < 0 ? 14 : -5 })),
          );
        },
      );
    },
  }),
];
