import { figure } from './figure.ts';
import { arrow, box, DASHES, el, frame, group, type Look, mark, type Plot, plot, type Svg, segment, TYPE, words } from './kit/index.ts';
import { CODEBOOK, cell, heaps, learnCodebook, minus, pass, perplexity, SETTING, times, usage, type Vector } from './vq-vae.ts';

const HEAPS = heaps('vq-vae: encoder outputs');
const DECAY = 0.8;
const BATCH = 60;

const signed = (value: number, digits: number): string => String(Number(value.toFixed(digits))).replace('-', '−');
const pair = (v: Vector): string => `(${v.map((one) => signed(one, 2)).join(', ')})`;
const place = (view: Plot, [x = 0, y = 0]: Vector): [number, number] => [view.x(x), view.y(y)];

/** The regions of the codes; `fill` tells each region's shade. */
function cells(view: Plot, book: readonly Vector[], corners: readonly Vector[], look: Look, fill: (j: number) => string): Svg {
  return group(
    ...book.map((_, j) => {
      const region = cell(book, j, corners);
      return region.length < 3
        ? group()
        : el('path', {
            d: `M${region
              .map((p) =>
                place(view, p)
                  .map((c) => c.toFixed(1))
                  .join(' '),
              )
              .join('L')}Z`,
            fill: fill(j),
            stroke: look.paint.edge,
            'stroke-width': 1,
          });
    }),
  );
}

const outline = (view: Plot, [a, b]: readonly [number, number], [c, d]: readonly [number, number], look: Look): Svg =>
  box(view.x(a), view.y(d), view.x(b) - view.x(a), view.y(c) - view.y(d), { stroke: look.paint.signal, dash: '3 2.5' });

const rectangle = (x: readonly [number, number], y: readonly [number, number]): Vector[] => [
  [x[0], y[0]],
  [x[1], y[0]],
  [x[1], y[1]],
  [x[0], y[1]],
];

const X1: readonly [number, number] = [-0.5, 2.7];
const Y1: readonly [number, number] = [-1.45, 1.55];
const X2: readonly [number, number] = [-3.7, 3.7];
const Y2: readonly [number, number] = [-2.6, 2.6];

interface Step {
  readonly x: number;
  readonly y: number;
  readonly beta: number;
}

const stepOf = ({ x, y, beta }: Step) => {
  const encoded: Vector = [x, y];
  const made = pass(CODEBOOK, encoded, { ...SETTING, beta });
  return { encoded, made, chosen: CODEBOOK[made.code] ?? [0, 0] };
};

interface Run {
  readonly codes: number;
  readonly near: number;
  readonly steps: number;
}

const runOf = ({ codes, near, steps }: Run) => {
  const history = learnCodebook(HEAPS, { codes, near: Math.min(near, codes), steps, decay: DECAY, batch: BATCH }, 'vq-vae: batches');
  const last = history.at(-1) ?? [];
  const shares = usage(last, HEAPS);
  return { history, last, shares, effective: perplexity(shares), idle: shares.filter((share) => share === 0).length };
};

export const vqVaeFigures = [
  figure({
    name: 'vq-vae',
    topic: 'vq-vae',
    title: { zh: '一步之内谁被推向哪里', en: 'Who is pushed where in one step' },
    params: {
      x: { about: { zh: '编码器输出的第一维', en: "first component of the encoder's output" }, least: -0.4, most: 2.6, standard: 1.6 },
      y: { about: { zh: '编码器输出的第二维', en: "second component of the encoder's output" }, least: -1.3, most: 1.4, standard: 0.5 },
      beta: { about: { zh: '承诺损失的权重 β', en: 'weight β of the commitment loss' }, least: 0, most: 1, standard: 0.25 },
    },
    alt: (values, locale) => {
      const { encoded, made, chosen } = stepOf(values);
      const loss = `${signed(made.reconstruction, 3)} + ${signed(made.distance, 3)} + ${signed(values.beta * made.distance, 4)} = ${signed(made.loss, 4)}`;
      return locale === 'zh'
        ? `三个码本向量把平面分成三块。z_e=${pair(encoded)} 落在 e_${made.code + 1}=${pair(chosen)} 的一块里。L = ${loss}。负梯度：重构 ${pair(times(-1, made.encoderFromReconstruction))} 与承诺 ${pair(times(-1, made.encoderFromCommitment))} 给 z_e，码本 ${pair(times(-1, made.codebook[made.code] ?? []))} 给 e_${made.code + 1}。`
        : `Three codebook vectors divide the plane. z_e = ${pair(encoded)} lies in the region of e_${made.code + 1} = ${pair(chosen)}. L = ${loss}. Negative gradients: reconstruction ${pair(times(-1, made.encoderFromReconstruction))} and commitment ${pair(times(-1, made.encoderFromCommitment))} for z_e, codebook ${pair(times(-1, made.codebook[made.code] ?? []))} for e_${made.code + 1}.`;
    },
    draw: (values, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const { encoded, made, chosen } = stepOf(values);
      const ideal = times(1 / SETTING.decoder, SETTING.target);
      return frame(
        look,
        {
          title: zh ? '一步之内谁被推向哪里' : 'Who is pushed where in one step',
          note: zh
            ? '左：三个码本向量分平面为三块。右：放大。箭头是负梯度的 0.4 倍；重构的梯度在 e_k 处求出（浅色），原样抄给 z_e。'
            : 'Left: three codebook vectors divide the plane. Right: magnified. Arrows are 0.4 of the negative gradient; that of the reconstruction is taken at e_k (pale) and copied to z_e.',
          legend: [
            { label: zh ? '重构，抄给 z_e' : 'reconstruction, copied to z_e', colour: paint.series[3] },
            { label: zh ? '承诺，给 z_e' : 'commitment, to z_e', colour: paint.series[1] },
            { label: zh ? '码本，给 e_k' : 'codebook, to e_k', colour: paint.series[0] },
            { label: zh ? '解码恰好等于 x 的点' : 'where decoding gives x', colour: paint.series[2], mark: 'diamond' },
          ],
          height: 226,
        },
        (area) => {
          const map = plot(
            look,
            { x: area.x, y: area.y, width: 148, height: 138 },
            { x: { domain: X1, ticks: [0, 1, 2] }, y: { domain: Y1, ticks: [-1, 0, 1], grid: false } },
          );
          // The window holds z_e, its code and the arrows, at equal scales.
          const moved = [encoded, chosen].map((from) => minus(from, times(0.4, made.encoderFromReconstruction)));
          const held = [encoded, chosen, ...moved];
          const span = (i: 0 | 1) => {
            const values = held.map((p) => p[i] ?? 0);
            return [Math.min(...values), Math.max(...values)] as const;
          };
          const [[left, right], [low, high]] = [span(0), span(1)];
          const half = Math.max(0.3, 0.5 * Math.max(right - left, high - low) + 0.16 * (1 + made.distance) ** 0.5);
          const [mx, my] = [(left + right) / 2, (low + high) / 2];
          const window = { x: [mx - half, mx + half], y: [my - half, my + half] } as const;
          const zoom = plot(
            look,
            { x: area.x + 152, y: area.y - 2, width: 216, height: 214 },
            { x: { domain: window.x, ticks: [] }, y: { domain: window.y, ticks: [], grid: false } },
          );
          // Arrows along the same line are set apart sideways.
          const [zx, zy] = place(zoom, encoded);
          const [ex, ey] = place(zoom, chosen);
          const long = Math.hypot(ex - zx, ey - zy) || 1;
          const [sx, sy] = [-(ey - zy) / long, (ex - zx) / long];
          const push = (from: Vector, gradient: Vector, colour: string, aside: number, opacity = 1) => {
            const [a, b] = place(zoom, from);
            const [c, d] = place(zoom, minus(from, times(0.4, gradient)));
            return arrow(a + aside * sx, b + aside * sy, c + aside * sx, d + aside * sy, { colour, width: 2.8, opacity });
          };
          const rows: readonly (readonly [string, string])[] = [
            [zh ? '重构' : 'reconstruction', signed(made.reconstruction, 4)],
            [zh ? '码本' : 'codebook', signed(made.distance, 4)],
            [zh ? '承诺' : 'commitment', signed(values.beta * made.distance, 4)],
            [zh ? '合计 L' : 'total L', signed(made.loss, 4)],
          ];
          const shade = (j: number) => (j === made.code ? paint.wash : 'none');
          const inside = (p: Vector) => Math.abs((p[0] ?? 0) - mx) < half && Math.abs((p[1] ?? 0) - my) < half;
          const label = (p: Vector, text: string, dy: number) => zoom.text(p as [number, number], text, { dx: 11, dy });
          return group(
            cells(map, CODEBOOK, rectangle(X1, Y1), look, shade),
            map.axes,
            outline(
              map,
              [Math.max(X1[0], mx - half), Math.min(X1[1], mx + half)],
              [Math.max(Y1[0], my - half), Math.min(Y1[1], my + half)],
              look,
            ),
            ...CODEBOOK.map((e) => mark('square', ...place(map, e), 3.6, paint.ink)),
            ...CODEBOOK.map((e, j) => map.text(e as [number, number], `e_${j + 1}`, { dx: -7, dy: 4, anchor: 'end' })),
            mark('circle', ...place(map, encoded), 3.6, paint.series[0], paint.surface),
            cells(zoom, CODEBOOK, rectangle(window.x, window.y), look, shade),
            zoom.axes,
            segment(zx, zy, ex, ey, { colour: paint.edge, width: 1.4, dash: DASHES[2] }),
            push(chosen, made.codebook[made.code] ?? [0, 0], paint.series[0], 7),
            push(chosen, made.encoderFromReconstruction, paint.series[3], 0, 0.45),
            push(encoded, made.encoderFromCommitment, paint.series[1], -7),
            push(encoded, made.encoderFromReconstruction, paint.series[3], 0),
            ...(inside(ideal) ? [mark('diamond', ...place(zoom, ideal), 5, paint.series[2], paint.surface)] : []),
            mark('square', ex, ey, 5.5, paint.ink, paint.surface),
            mark('circle', zx, zy, 5.5, paint.series[0], paint.surface),
            label(chosen, `e_${made.code + 1}`, -8),
            label(encoded, 'z_e', 16),
            ...rows.flatMap(([name, value], i) => [
              words(area.x + 20, area.y + 158 + i * 18, name, { fill: i === 3 ? paint.ink : paint.soft, weight: i === 3 ? 600 : 400 }),
              words(area.x + 146, area.y + 158 + i * 18, value, { fill: paint.ink, weight: i === 3 ? 600 : 400, anchor: 'end' }),
            ]),
          );
        },
      );
    },
  }),
  figure({
    name: 'vq-vae-codebook',
    topic: 'vq-vae',
    title: { zh: '没人选的码本向量，一动不动', en: 'Codes that nobody chooses do not move' },
    params: {
      codes: { about: { zh: '码本的大小 K', en: 'size K of the codebook' }, least: 2, most: 16, standard: 12, whole: true },
      near: { about: { zh: '其中几个从数据里取', en: 'how many start at data' }, least: 0, most: 16, standard: 5, whole: true },
      steps: { about: { zh: '滑动平均更新的步数', en: 'moving-average updates' }, least: 0, most: 100, standard: 30, whole: true },
    },
    alt: (values, locale) => {
      const { effective, idle } = runOf(values);
      return locale === 'zh'
        ? `平面上五堆编码器输出。${values.codes} 个码本向量中 ${Math.min(values.near, values.codes)} 个从数据取，其余撒在远处。更新 ${values.steps} 步后 ${idle} 个没人选，困惑度 ${effective.toFixed(2)}。`
        : `Five heaps of encoder outputs in the plane. Of ${values.codes} codes ${Math.min(values.near, values.codes)} start at data and the others far off. After ${values.steps} updates ${idle} are chosen by nobody and the perplexity is ${effective.toFixed(2)}.`;
    },
    draw: (values, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const { history, last, shares, effective, idle } = runOf(values);
      const near = Math.min(values.near, values.codes);
      return frame(
        look,
        {
          title: zh ? '没人选的码本向量，一动不动' : 'Codes that nobody chooses do not move',
          note: zh
            ? `K = ${values.codes}，${near} 个从数据取，其余撒在远处；更新 ${values.steps} 步。没人选的有 ${idle} 个，困惑度 ${effective.toFixed(2)}。`
            : `K = ${values.codes}, ${near} of them started at data, the others far off; ${values.steps} updates. Chosen by nobody: ${idle}; perplexity ${effective.toFixed(2)}.`,
          legend: [
            { label: zh ? '编码器输出 z_e' : 'encoder outputs z_e', colour: paint.edge, mark: 'circle' },
            { label: zh ? '有人选' : 'in use', colour: paint.series[0], mark: 'square' },
            { label: zh ? '没人选' : 'idle', colour: paint.series[2], mark: 'cross' },
          ],
          height: 376,
        },
        (area) => {
          const view = plot(
            look,
            { x: area.x, y: area.y, width: area.width, height: 262 },
            { x: { domain: X2, ticks: [] }, y: { domain: Y2, ticks: [], grid: false } },
          );
          const trails = last.map((_, j) =>
            view.line(
              history.map((book) => [book[j]?.[0] ?? 0, book[j]?.[1] ?? 0] as const),
              { colour: paint.series[0], width: 1.8 },
            ),
          );
          const top = area.y + 292;
          const tall = 60;
          const width = area.width / last.length;
          const most = Math.max(...shares);
          return group(
            cells(view, last, rectangle(X2, Y2), look, (j) => ((shares[j] ?? 0) > 0 ? paint.wash : 'none')),
            ...HEAPS.map((z) =>
              el('circle', { cx: view.x(z[0] ?? 0), cy: view.y(z[1] ?? 0), r: 1.7, fill: paint.edge, 'fill-opacity': 0.75 }),
            ),
            ...trails,
            ...last.map((e, j) =>
              (shares[j] ?? 0) > 0
                ? mark('square', ...place(view, e), 5.5, paint.series[0], paint.surface)
                : mark('cross', ...place(view, e), 4.5, paint.series[2]),
            ),
            words(area.x, top - 10, zh ? '各编号的使用频率（从多到少）' : 'share of each code, from most to least', {
              fill: paint.soft,
              size: TYPE.small,
            }),
            segment(area.x, top + tall, area.x + area.width, top + tall, { colour: paint.edge, width: 1.2 }),
            ...[...shares]
              .sort((a, b) => b - a)
              .map((share, i) =>
                group(
                  share > 0
                    ? box(area.x + i * width + 2, top + tall - (tall * share) / most, width - 4, (tall * share) / most, {
                        fill: paint.series[0],
                        opacity: 0.85,
                        radius: 2,
                      })
                    : mark('cross', area.x + (i + 0.5) * width, top + tall - 8, 3.5, paint.series[2]),
                  words(area.x + (i + 0.5) * width, top + tall + 15, share.toFixed(2).replace(/^0/, ''), {
                    fill: paint.soft,
                    size: TYPE.small,
                    anchor: 'middle',
                  }),
                ),
              ),
          );
        },
      );
    },
  }),
];
