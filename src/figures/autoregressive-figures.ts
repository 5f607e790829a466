import { EXAMPLE, entropy, everyVector, fvsbn, masks, paths, probability, sample } from './autoregressive.ts';
import { figure } from './figure.ts';
import { box, DASHES, el, frame, group, mark, type Point, type Svg, segment, TYPE, words } from './kit/index.ts';

const two = (value: number): string => String(Math.round(value * 100) / 100);
const INPUTS = 4;

interface Degrees {
  readonly m1: number;
  readonly m2: number;
  readonly m3: number;
  readonly leaky: number;
}

function made({ m1, m2, m3, leaky }: Degrees) {
  const degrees = [m1, m2, m3];
  const both = masks(INPUTS, degrees, leaky === 1);
  return { degrees, ...both, counts: paths(both) };
}

const degree = (k: number, standard: number) =>
  ({
    about: { zh: `隐单元 ${k} 的度数`, en: `degree of hidden unit ${k}` },
    least: 1,
    most: INPUTS - 1,
    standard,
    whole: true,
  }) as const;
const draw = (i: number, standard: number) =>
  ({ about: { zh: `第 ${i} 维的均匀随机数`, en: `uniform draw for dimension ${i}` }, least: 0, most: 0.999, standard }) as const;

/** What an output sees: `x_1, x_2`, or nothing. */
const seen = (row: readonly number[], none: string): string =>
  row.flatMap((count, i) => (count > 0 ? [`x_${i + 1}`] : [])).join(', ') || none;

export const autoregressiveFigures = [
  figure({
    name: 'autoregressive',
    topic: 'autoregressive',
    title: { zh: 'MADE：剪掉不该有的连边', en: 'MADE: cutting the edges that should not be' },
    params: {
      m1: degree(1, 1),
      m2: degree(2, 2),
      m3: degree(3, 3),
      leaky: {
        about: { zh: '1：输出掩码误写成大于等于', en: '1: the output mask wrongly has ≥' },
        least: 0,
        most: 1,
        standard: 0,
        whole: true,
      },
    },
    alt: (values, locale) => {
      const { degrees, counts } = made(values);
      const told = counts.map((row, i) =>
        locale === 'zh' ? `输出 ${i + 1} 看见 ${seen(row, '无')}` : `output ${i + 1} sees ${seen(row, 'nothing')}`,
      );
      const leak = counts.some((row, i) => (row[i] ?? 0) > 0);
      return (
        locale === 'zh'
          ? `四维 MADE，三个隐单元的度数是 ${degrees.join('、')}。${told.join('；')}。${leak ? '有输出看见了自己要预测的维，泄漏了。' : '通路矩阵严格下三角。'}`
          : `A MADE of four dimensions with hidden units of degrees ${degrees.join(', ')}: ${told.join('; ')}. ${leak ? 'An output sees the very dimension it predicts: a leak.' : 'The matrix of paths is strictly lower triangular.'}`
      ).replaceAll('_', '');
    },
    draw: (values, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const { degrees, input, output, counts } = made(values);
      const leak = counts.some((row, i) => (row[i] ?? 0) > 0);
      return frame(
        look,
        {
          title: zh ? 'MADE：剪掉不该有的连边' : 'MADE: cutting the edges that should not be',
          note: zh
            ? `圈里是度数 m：输入 d ≤ m 才能进，输出 d ${values.leaky === 1 ? '≥' : '>'} m 才能出。${leak ? '等号写错了一处，红格里输出看见了自己。' : '下面是通路条数，严格下三角。'}`
            : `In the circles the degree m: inputs d ≤ m enter, outputs d ${values.leaky === 1 ? '≥' : '>'} m are reached. ${leak ? 'One inequality is wrong, and in the red cells outputs see themselves.' : 'The counts of paths are strictly lower triangular.'}`,
          legend: [
            { label: zh ? '留下的连边' : 'edge kept', colour: paint.series[0] },
            { label: zh ? '剪掉的' : 'cut', colour: paint.edge, dash: DASHES[2] },
            ...(leak ? [{ label: zh ? '泄漏' : 'leak', colour: paint.danger, patch: true as const }] : []),
          ],
          height: 210 + 140,
        },
        (area) => {
          const column = (i: number, n: number): number => area.x + 74 + ((area.width - 90) * (i + 0.5)) / n;
          const [yOut, yHidden, yIn] = [area.y + 26, area.y + 104, area.y + 182];
          const edges: Svg[] = [];
          const edge = (kept: boolean, x1: number, y1: number, x2: number, y2: number) =>
            edges[kept ? 'push' : 'unshift'](
              segment(
                x1,
                y1,
                x2,
                y2,
                kept ? { colour: paint.series[0], width: 2.2 } : { colour: paint.edge, width: 1.1, dash: DASHES[2], opacity: 0.55 },
              ),
            );
          degrees.forEach((_, k) => {
            for (let d = 0; d < INPUTS; d++) {
              edge((input[k]?.[d] ?? 0) === 1, column(d, INPUTS), yIn - 12, column(k, 3), yHidden + 12);
              edge((output[d]?.[k] ?? 0) === 1, column(k, 3), yHidden - 12, column(d, INPUTS), yOut + 12);
            }
          });
          const node = (x: number, y: number, text: string, own: boolean) =>
            group(
              el('circle', {
                cx: x,
                cy: y,
                r: 13,
                fill: own ? paint.series[0] : paint.surface,
                stroke: own ? paint.surface : paint.edge,
                'stroke-width': 1.4,
              }),
              words(x, y + 4.3, text, { fill: own ? paint.surface : paint.ink, anchor: 'middle', weight: 600 }),
            );
          const dims = Array.from({ length: INPUTS }, (_, i) => i);
          const side = (y: number, text: string) => words(area.x, y + 4, text, { fill: paint.soft, size: TYPE.small });
          const cell = 24;
          const [mx, my] = [area.x + 74, area.y + 236];
          const cells = counts.flatMap((row, i) =>
            row.map((count, j) => {
              const wrong = count > 0 && j >= i;
              return group(
                box(mx + j * cell, my + i * cell, cell - 2, cell - 2, {
                  fill: wrong ? paint.danger : count > 0 ? paint.series[0] : paint.line,
                  opacity: wrong ? 0.85 : count > 0 ? 0.2 + 0.13 * count : 0.5,
                  radius: 2,
                }),
                words(mx + j * cell + cell / 2 - 1, my + i * cell + 16, String(count), {
                  fill: wrong ? paint.surface : count > 0 ? paint.ink : paint.soft,
                  anchor: 'middle',
                }),
              );
            }),
          );
          const facts = counts.map((row, i) =>
            words(
              mx + INPUTS * cell + 16,
              my + i * cell + 16,
              zh ? `输出 ${i + 1}：${seen(row, '只有偏置')}` : `output ${i + 1}: ${seen(row, 'its bias alone')}`,
              {
                fill: paint.ink,
              },
            ),
          );
          return group(
            ...edges,
            ...dims.map((d) => node(column(d, INPUTS), yIn, `x_${d + 1}`, false)),
            ...degrees.map((m, k) => node(column(k, 3), yHidden, String(m), true)),
            ...dims.map((d) => node(column(d, INPUTS), yOut, `p_${d + 1}`, false)),
            side(yIn, zh ? '输入' : 'inputs'),
            side(yHidden, zh ? '隐单元' : 'hidden'),
            side(yOut, zh ? '条件概率' : 'conditionals'),
            ...cells,
            ...facts,
            ...dims.map((d) =>
              words(mx + d * cell + cell / 2 - 1, my - 6, `x_${d + 1}`, { fill: paint.soft, size: TYPE.small, anchor: 'middle' }),
            ),
            ...dims.map((d) => words(mx - 8, my + d * cell + 16, `p_${d + 1}`, { fill: paint.soft, size: TYPE.small, anchor: 'end' })),
            words(area.x, my + 16, zh ? '通路' : 'paths', { fill: paint.soft, size: TYPE.small }),
          );
        },
      );
    },
  }),
  figure({
    name: 'autoregressive-sampling',
    topic: 'autoregressive',
    title: { zh: '一维一维地抽', en: 'Drawing one dimension at a time' },
    params: { u1: draw(1, 0.62), u2: draw(2, 0.2), u3: draw(3, 0.55) },
    alt: ({ u1, u2, u3 }, locale) => {
      const model = fvsbn(EXAMPLE);
      const drawn = sample(model, [u1, u2, u3]);
      const chances = everyVector(3)
        .map((x) => `${x.join('')} ${Number(probability(model, x).toFixed(4))}`)
        .join(locale === 'zh' ? '、' : ', ');
      return locale === 'zh'
        ? `三维 FVSBN 的概率树。八个结果的概率：${chances}。随机数 ${two(u1)}、${two(u2)}、${two(u3)} 抽出 ${drawn.join('')}，每一步都要等前一步的结果。`
        : `The tree of an FVSBN of three dimensions. The eight results have probabilities ${chances}. The draws ${two(u1)}, ${two(u2)}, ${two(u3)} give ${drawn.join('')}; each step waits for the one before.`;
    },
    draw: ({ u1, u2, u3 }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const model = fvsbn(EXAMPLE);
      const draws = [u1, u2, u3];
      const drawn = sample(model, draws);
      const conditionals = model(drawn);
      const told = draws.map((u, i) => `${two(u)} ${u < (conditionals[i] ?? 0) ? '<' : '≥'} ${two(conditionals[i] ?? 0)}`);
      return frame(
        look,
        {
          title: zh ? '一维一维地抽' : 'Drawing one dimension at a time',
          note: zh
            ? `随机数与条件概率：${told.join('，')}，抽出 ${drawn.join('')}。乘上路径上的数得右边的概率；熵 ${entropy(model, 3).toFixed(3)} 比特。`
            : `Draws against conditionals: ${told.join(', ')}, which gives ${drawn.join('')}. The numbers along a path multiply to the probability on the right; entropy ${entropy(model, 3).toFixed(3)} bits.`,
          legend: [
            { label: zh ? '这次走的路' : 'path of this sample', colour: paint.series[1] },
            { label: zh ? '别的可能' : 'other possibilities', colour: paint.edge, dash: DASHES[1] },
          ],
          height: 318,
        },
        (area) => {
          const row = 36;
          const top = area.y + 26;
          const columns = [12, 96, 180, 250].map((x) => area.x + x);
          const place = (prefix: readonly number[]): Point => {
            const below = 2 ** (3 - prefix.length);
            const first = prefix.reduce((code, bit) => code * 2 + bit, 0) * below;
            return [columns[prefix.length] ?? 0, top + (first + below / 2) * row - row / 2 + 8];
          };
          const onPath = (prefix: readonly number[]): boolean => prefix.every((bit, i) => bit === drawn[i]);
          const prefixes = [1, 2, 3].flatMap((n) => everyVector(n));
          const edges = prefixes.map((prefix) => {
            const parent = prefix.slice(0, -1);
            const [[x1, y1], [x2, y2]] = [place(parent), place(prefix)];
            const p = model([...prefix, 0, 0, 0].slice(0, 3))[parent.length] ?? 0;
            const share = prefix.at(-1) === 1 ? p : 1 - p;
            const chosen = onPath(prefix);
            return group(
              segment(x1 + 9, y1, x2 - 9, y2, {
                colour: chosen ? paint.series[1] : paint.edge,
                width: chosen ? 3.5 : 1.3,
                dash: chosen ? undefined : DASHES[1],
              }),
              words((x1 + x2) / 2, (y1 + y2) / 2 + (y2 < y1 ? -5 : 13), two(share), {
                fill: chosen ? paint.ink : paint.soft,
                size: TYPE.small,
                anchor: 'middle',
                halo: paint.surface,
              }),
            );
          });
          const nodes = prefixes.map((prefix) => {
            const [x, y] = place(prefix);
            const chosen = onPath(prefix);
            return group(
              el('circle', { cx: x, cy: y, r: 9, fill: chosen ? paint.series[1] : paint.surface, stroke: paint.edge, 'stroke-width': 1.2 }),
              words(x, y + 4.2, String(prefix.at(-1)), { fill: chosen ? paint.surface : paint.ink, anchor: 'middle', weight: 600 }),
            );
          });
          const bars = everyVector(3).map((x) => {
            const [cx, y] = place(x);
            const p = probability(model, x);
            const chosen = onPath(x);
            return group(
              words(cx + 15, y - 3, x.join(''), { fill: paint.ink, size: TYPE.small, weight: chosen ? 600 : 400 }),
              box(cx + 15, y + 2, p * 330, 8, { fill: chosen ? paint.series[1] : paint.series[0], radius: 2 }),
              words(cx + 46, y - 3, String(Number(p.toFixed(4))), { fill: chosen ? paint.ink : paint.soft, size: TYPE.small }),
            );
          });
          const [rx, ry] = place([]);
          return group(
            ...edges,
            mark('circle', rx, ry, 6, paint.series[1], paint.surface),
            ...nodes,
            ...bars,
            ...['x_1', 'x_2', 'x_3'].map((text, i) =>
              words(columns[i + 1] ?? 0, area.y + 10, text, { fill: paint.soft, anchor: 'middle' }),
            ),
            words((columns[3] ?? 0) + 15, area.y + 10, 'p(x)', { fill: paint.soft }),
          );
        },
      );
    },
  }),
];
