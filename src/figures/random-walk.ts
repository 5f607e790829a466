import { figure } from './figure.ts';
import { DASHES, frame, group, type Point, plot } from './kit/index.ts';

/** Probability of each position. */
export type Law = ReadonlyMap<number, number>;

/** One second: a share `right` of every entry moves up by one, the rest down. */
export function step(law: Law, right = 0.5): Law {
  const next = new Map<number, number>();
  for (const [m, w] of law) {
    next.set(m + 1, (next.get(m + 1) ?? 0) + right * w);
    next.set(m - 1, (next.get(m - 1) ?? 0) + (1 - right) * w);
  }
  return next;
}

/** The law of S_n by the recursion, in order of position. */
export function walk(steps: number, right = 0.5): Law {
  let law: Law = new Map([[0, 1]]);
  for (let i = 0; i < steps; i++) law = step(law, right);
  return new Map([...law].sort(([a], [b]) => a - b));
}

export const expectation = (law: Law, of: (m: number) => number): number => [...law].reduce((total, [m, w]) => total + of(m) * w, 0);

/** Probability of a first return at each second, by taking out whoever arrives at the origin. */
export function firstReturns(steps: number, right = 0.5): readonly number[] {
  let law: Law = new Map([[0, 1]]);
  const found: number[] = [];
  for (let i = 0; i < steps; i++) {
    const moved = new Map(step(law, right));
    found.push(moved.get(0) ?? 0);
    moved.delete(0);
    law = moved;
  }
  return found;
}

export function binomial(n: number, k: number): number {
  let value = 1;
  for (let i = 1; i <= k; i++) value = (value * (n - k + i)) / i;
  return value;
}

/** P(S_n = m) in closed form; zero where the parity is wrong. */
export function positionProbability(n: number, m: number, right = 0.5): number {
  if (Math.abs(m) > n || (n + m) % 2 !== 0) return 0;
  const r = (n + m) / 2;
  return binomial(n, r) * right ** r * (1 - right) ** (n - r);
}

export const meanOf = (n: number, right = 0.5): number => n * (2 * right - 1);
export const varianceOf = (n: number, right = 0.5): number => 4 * n * right * (1 - right);

/** The normal density of the same mean and variance, times 2: the positions that can be reached are 2 apart. */
export function normalApproximation(n: number, m: number, right = 0.5): number {
  const variance = varianceOf(n, right);
  return (2 / Math.sqrt(2 * Math.PI * variance)) * Math.exp((-1 * (m - meanOf(n, right)) ** 2) / (2 * variance));
}

/** One explicit step of the heat equation on a row of cells with zero outside, r = DΔt/Δx². At r = 1/2 it is the walk. */
export function heatStep(p: readonly number[], r: number): readonly number[] {
  return p.map((value, i) => r * (p[i - 1] ?? 0) + (1 - 2 * r) * value + r * (p[i + 1] ?? 0));
}

/** 7.9×10^{−31} for what is small, three decimals for the rest. */
function short(value: number): string {
  if (value >= 0.001 && value < 1000) return value < 1 ? value.toFixed(3) : value.toPrecision(2);
  const power = Math.floor(Math.log10(value));
  return `${(value / 10 ** power).toFixed(1)}×10^{${String(power).replace('-', '−')}}`;
}
const signed = (m: number): string => String(m).replace('-', '−');
/** The same for a reader of plain text. */
const plain = (value: number): string => short(value).replace(/\^\{(.*)\}/, '^$1');

/** The most likely position, and the end where every step went right: exact and approximate. */
function facts(n: number, right: number) {
  const law = walk(n, right);
  const [centre] = [...law].reduce((best, one) => (one[1] > best[1] + 1e-15 ? one : best));
  return {
    law,
    centre,
    exact: [law.get(centre) ?? 0, law.get(n) ?? 0] as const,
    normal: [normalApproximation(n, centre, right), normalApproximation(n, n, right)] as const,
  };
}

export const randomWalkFigures = [
  figure({
    name: 'random-walk',
    topic: 'random-walk',
    title: { zh: '中间贴合，尾部失真', en: 'A good middle, wrong tails' },
    params: {
      steps: { about: { zh: '步数', en: 'steps' }, least: 2, most: 200, standard: 20, whole: true },
      right: { about: { zh: '每步向右的概率', en: 'probability of a step to the right' }, least: 0.2, most: 0.8, standard: 0.5 },
    },
    alt: ({ steps, right }, locale) => {
      const { centre, exact, normal } = facts(steps, right);
      return locale === 'zh'
        ? `走 ${steps} 步，向右的概率 ${right}。停在 ${signed(centre)} 的概率是 ${plain(exact[0])}，正态近似 ${plain(normal[0])}；全部向右的概率是 ${plain(exact[1])}，近似给出 ${plain(normal[1])}。`
        : `After ${steps} steps, each to the right with probability ${right}, position ${signed(centre)} has probability ${plain(exact[0])} and the normal approximation says ${plain(normal[0])}; all steps to the right have ${plain(exact[1])} against ${plain(normal[1])}.`;
    },
    draw: ({ steps: n, right }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const { law, centre, exact, normal } = facts(n, right);
      const [mean, deviation] = [meanOf(n, right), Math.sqrt(varianceOf(n, right))];
      const half = Math.ceil(4 * deviation) + 1;
      const curve = (from: number, to: number, points: number): readonly Point[] =>
        Array.from({ length: points + 1 }, (_, i) => {
          const m = from + ((to - from) * i) / points;
          return [m, normalApproximation(n, m, right)];
        });
      const least = Math.min(...law.values(), normalApproximation(n, -n, right), normalApproximation(n, n, right));
      const lowest = 10 ** Math.floor(Math.log10(least));
      const ratio = normal[1] / exact[1];
      return frame(
        look,
        {
          title: zh ? `走 ${n} 步：中间贴合，尾部失真` : `After ${n} steps: a good middle, wrong tails`,
          note: zh
            ? `停在 ${signed(centre)}：${short(exact[0])}，近似 ${short(normal[0])}。全部向右：${short(exact[1])}，近似 ${short(normal[1])}。只有一半的位置到得了，所以密度要乘 2。`
            : `At ${signed(centre)}: ${short(exact[0])}, approximation ${short(normal[0])}. All to the right: ${short(exact[1])}, approximation ${short(normal[1])}. Every other position can be reached, so the density is doubled.`,
          legend: [
            { label: zh ? '准确概率' : 'exact', colour: paint.series[0], patch: true },
            { label: zh ? '正态密度 × 2' : 'normal density × 2', colour: paint.series[1], dash: DASHES[1] },
          ],
          height: 430,
        },
        (area) => {
          const top = Math.max(exact[0], normal[0]) * 1.12;
          const middle = plot(
            look,
            { x: area.x, y: area.y, width: area.width, height: 240 },
            {
              x: { domain: [mean - half, mean + half], label: zh ? '位置' : 'position' },
              y: { domain: [0, top], label: zh ? '概率' : 'probability', ticks: 4 },
            },
          );
          const tails = plot(
            look,
            { x: area.x, y: area.y + 250, width: area.width, height: 180 },
            {
              x: {
                domain: [-n, n],
                label: zh ? '位置，从头到尾' : 'position, from end to end',
                ticks: [-n, -Math.round(n / 2), 0, Math.round(n / 2), n],
              },
              y: { domain: [lowest, 1], log: true, label: zh ? '概率（对数刻度）' : 'probability (logarithmic)', ticks: 4 },
            },
          );
          const reached = [...law];
          return group(
            middle.axes,
            middle.bars(
              reached.map(([m, height]) => ({ from: m - 1, to: m + 1, height })),
              paint.series[0],
              0.75,
            ),
            middle.line(curve(mean - half, mean + half, 160), { colour: paint.series[1], width: 2.4, dash: DASHES[1] }),
            ...[mean - deviation, mean + deviation].map((edge) =>
              middle.vertical(edge, { colour: paint.soft, width: 1.2, dash: DASHES[2] }),
            ),
            middle.text([mean + deviation, top], `+σ = ${deviation.toFixed(2)}`, { dx: 5, dy: 12, fill: paint.soft }),
            tails.axes,
            tails.line(reached, { colour: paint.series[0], width: 2.6 }),
            ...(n <= 60 ? [tails.dots(reached, paint.series[0], 'circle', 3)] : []),
            tails.line(curve(-n, n, 200), { colour: paint.series[1], width: 2.2, dash: DASHES[1] }),
            tails.text(
              [0, lowest],
              zh ? `右端相差 ${short(Math.max(ratio, 1 / ratio))} 倍` : `a factor of ${short(Math.max(ratio, 1 / ratio))} at the right end`,
              { dy: -8, anchor: 'middle' },
            ),
          );
        },
      );
    },
  }),
];
