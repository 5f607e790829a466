import { figure } from './figure.ts';
import { arrow, box, el, frame, group, type Look, type Plot, type Point, plot, type Svg, segment, TYPE, words } from './kit/index.ts';
import { couple, crescentModel, crescentPoints, gaussian, latent, logDensity, meanLogDensity, through, type Vector } from './nice.ts';

const POINTS = crescentPoints(260, 'nice: the crescent');
const EXAMPLE: Vector = [1.2, 1.5];
const BEST = meanLogDensity(1, 5);

const minus = (text: string): string => text.replace('-', '−');
const short = (value: number): string => minus(String(Number(value.toFixed(3))));
/** m(x_1) as it is written. */
const shift = (bend: number, square: string): string =>
  bend === 0 ? '0' : `${bend > 0 ? '−' : ''}${Math.abs(bend) === 1 ? '' : short(Math.abs(bend))}${square}`;
const pair = (v: Vector): string => `(${v.map(short).join(', ')})`;

/** One direction of the layer as a circuit: a line that is copied, one that is added to (or subtracted from), and m between them. */
function circuit(look: Look, x: number, y: number, width: number, inverse: boolean, values: readonly [Vector, Vector]): Svg {
  const { paint } = look;
  const zh = look.locale === 'zh';
  const [from, to] = values;
  const names = inverse ? (['y', 'x'] as const) : (['x', 'y'] as const);
  const [upper, lower] = [y + 34, y + 88];
  const middle = x + width * 0.5;
  const line = { colour: paint.edge, width: 2 };
  const moved = { colour: inverse ? paint.series[1] : paint.series[0], width: 2.4 };
  const value = (v: Vector, i: number) => short(v[i] ?? 0);
  return group(
    words(
      x,
      y + 10,
      inverse ? (zh ? '逆：加改成减' : 'inverse: minus for plus') : zh ? '正：照抄一半，另一半加上 m' : 'forward: copy one half',
      {
        fill: paint.ink,
        size: TYPE.small,
        weight: 600,
      },
    ),
    arrow(x + 40, upper, x + width - 42, upper, line),
    segment(middle, upper, middle, upper + 13, line),
    box(middle - 19, upper + 13, 38, 22, { fill: paint.wash, stroke: paint.edge, radius: 5 }),
    words(middle, upper + 28, 'm', { fill: paint.ink, anchor: 'middle', weight: 600 }),
    arrow(middle, upper + 35, middle, lower - 9, line),
    arrow(x + 40, lower, middle - 9, lower, moved),
    arrow(middle + 9, lower, x + width - 42, lower, moved),
    el('circle', { cx: middle, cy: lower, r: 8.5, fill: paint.surface, stroke: moved.colour, 'stroke-width': 2 }),
    segment(middle - 4, lower, middle + 4, lower, { colour: moved.colour, width: 2 }),
    ...(inverse ? [] : [segment(middle, lower - 4, middle, lower + 4, { colour: moved.colour, width: 2 })]),
    ...([0, 1] as const).flatMap((i) => {
      const row = i === 0 ? upper : lower;
      return [
        words(x, row - 2, `${names[0]}_${i + 1}`, { fill: paint.soft, size: TYPE.small }),
        words(x, row + 12, value(from, i), { fill: paint.ink, size: TYPE.small }),
        words(x + width, row - 2, `${names[1]}_${i + 1}`, { fill: paint.soft, size: TYPE.small, anchor: 'end' }),
        words(x + width, row + 12, value(to, i), { fill: paint.ink, size: TYPE.small, anchor: 'end' }),
      ];
    }),
  );
}

/** Points and a net of x's coordinates after `map`. */
function cloud(view: Plot, look: Look, map: (x: Vector) => Vector): Svg {
  const { paint } = look;
  const point = (x: Vector): Point => {
    const [a = 0, b = 0] = map(x);
    return [a, b];
  };
  const steps = Array.from({ length: 41 }, (_, i) => -2.5 + i / 8);
  return group(
    ...[-2, -1, 0, 1, 2].map((a) => view.line([point([a, -2]), point([a, 6])], { colour: paint.edge, width: 0.9, opacity: 0.6 })),
    ...[0, 2, 4, 6].map((b) =>
      view.line(
        steps.map((a) => point([a, b])),
        { colour: paint.edge, width: 0.9, opacity: 0.6 },
      ),
    ),
    ...POINTS.map((x) => {
      const [a, b] = point(x);
      return { a, b, first: x[0] ?? 0 };
    })
      .filter(({ a, b }) => a > -2.9 && a < 2.9 && view.y(b) > view.inner.y + 1 && view.y(b) < view.inner.y + view.inner.height - 1)
      .map(({ a, b, first }) =>
        el('circle', { cx: view.x(a), cy: view.y(b), r: 1.7, fill: first < 0 ? paint.series[3] : paint.series[0], 'fill-opacity': 0.75 }),
      ),
    // Outside the panel it would lie on the words around.
    ...(Math.abs(point(EXAMPLE)[1] - 1.5) < 4.6 ? [view.dots([point(EXAMPLE)], paint.series[1], 'diamond', 5)] : []),
  );
}

export const niceFigures = [
  figure({
    name: 'nice',
    topic: 'nice',
    title: { zh: '加性耦合层和它的逆', en: 'An additive coupling layer and its inverse' },
    params: {
      bend: { about: { zh: 'm(x_1) = −a x_1² 里的 a', en: 'a in m(x_1) = −a x_1²' }, least: -0.5, most: 1.5, standard: 1 },
      scale: { about: { zh: '缩放层的 S_22', en: "the scaling layer's S_22" }, least: 0.5, most: 8, standard: 5 },
    },
    alt: ({ bend, scale }, locale) => {
      const model = crescentModel(bend, scale);
      const [y, h] = [through(model, EXAMPLE), latent(model, EXAMPLE)];
      const [one, mean] = [logDensity(model, gaussian, EXAMPLE), meanLogDensity(bend, scale)].map((v) => minus(v.toFixed(4)));
      return locale === 'zh'
        ? `弯月经耦合层 m(x_1)=${shift(bend, 'x_1²')} 与缩放 S=diag(1, ${scale})。x=(1.2, 1.5) 变成 y=${pair(y)}、h=${pair(h)}，log p(x)=${one}；平均对数似然 ${mean}，最好是 ${minus(BEST.toFixed(4))}。逆变换再算一次 m，把加改成减，回到 x。`
        : `A crescent through the coupling m(x_1) = ${shift(bend, 'x_1²')} and the scaling S = diag(1, ${scale}). x = (1.2, 1.5) becomes y = ${pair(y)} and h = ${pair(h)}, log p(x) = ${one}; the mean log-likelihood is ${mean}, at best ${minus(BEST.toFixed(4))}. The inverse evaluates m again, subtracts, and is back at x.`;
    },
    draw: ({ bend, scale }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const model = crescentModel(bend, scale);
      const layer = model.couplings[0];
      const [y, h] = [through(model, EXAMPLE), latent(model, EXAMPLE)];
      const back = layer ? couple(layer, y, -1) : y;
      const mean = minus(meanLogDensity(bend, scale).toFixed(4));
      const one = minus(logDensity(model, gaussian, EXAMPLE).toFixed(4));
      return frame(
        look,
        {
          title: zh ? '加性耦合层和它的逆' : 'An additive coupling layer and its inverse',
          note: zh
            ? `m(x_1) = ${shift(bend, 'x_1^2')}，S = diag(1, ${short(scale)})。每条竖线整体滑动，面积不变；浓淡要靠缩放。`
            : `m(x_1) = ${shift(bend, 'x_1^2')}, S = diag(1, ${short(scale)}). Each vertical line slides as a whole and area is kept; only the scaling thickens or thins.`,
          legend: [
            { label: 'x_1 < 0', colour: paint.series[3], mark: 'circle' },
            { label: 'x_1 ≥ 0', colour: paint.series[0], mark: 'circle' },
            { label: zh ? '例中的点' : 'point of the example', colour: paint.series[1], mark: 'diamond' },
            { label: zh ? 'x 的坐标网' : "net of x's coordinates", colour: paint.edge },
          ],
          height: 386,
        },
        (area) => {
          const third = area.width / 3;
          const top = area.y + 128;
          const heads = zh ? ['x：数据', '耦合之后 y', '缩放之后 h'] : ['x: data', 'coupled: y', 'scaled: h'];
          const maps = [(x: Vector) => x, (x: Vector) => through(model, x), (x: Vector) => latent(model, x)];
          const spots = [EXAMPLE, y, h];
          const panels = maps.map((map, k) => {
            const view = plot(
              look,
              { x: area.x + k * third, y: top + 22, width: third - 2, height: 178 },
              { x: { domain: [-2.9, 2.9], ticks: [-2, 0, 2] }, y: { domain: [-3.2, 6.2], ticks: [-2, 0, 2, 4, 6], grid: false } },
            );
            return group(
              words(area.x + k * third, top + 10, heads[k] ?? '', { fill: paint.ink, size: TYPE.small, weight: 600 }),
              words(area.x + k * third, top + 24, pair(spots[k] ?? []), { fill: paint.soft, size: TYPE.small }),
              view.axes,
              cloud(view, look, map),
            );
          });
          const foot = top + 222;
          return group(
            circuit(look, area.x, area.y, 174, false, [EXAMPLE, y]),
            circuit(look, area.x + 194, area.y, 174, true, [y, back]),
            segment(area.x, top - 10, area.x + area.width, top - 10, { colour: paint.line, width: 1 }),
            ...panels,
            words(
              area.x,
              foot,
              zh
                ? `例中的点 log p(x) = ${one}（含 ln S_{22} = ${short(Math.log(scale))}）`
                : `point of the example: log p(x) = ${one} (with ln S_{22} = ${short(Math.log(scale))})`,
              {
                fill: paint.ink,
              },
            ),
            words(
              area.x,
              foot + 22,
              zh
                ? `平均对数似然 ${mean}，最好是 ${minus(BEST.toFixed(4))}（a = 1，S_{22} = 5）`
                : `mean log-likelihood ${mean}; at best ${minus(BEST.toFixed(4))} (a = 1, S_{22} = 5)`,
              { fill: paint.ink, weight: 600 },
            ),
          );
        },
      );
    },
  }),
];
