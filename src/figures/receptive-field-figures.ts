import { figure } from './figure.ts';
import { box, DASHES, frame, group, mark, plot, segment, TYPE, words } from './kit/index.ts';
import { bottomUp, exampleNetwork, influence, influenceDeviation, topDown, unitsRead } from './receptive-field.ts';

const PIXELS = 32;
/** Cells left of pixel 0 and right of the last one: the widest window that the parameters allow reaches 9 beyond. */
const BEYOND = 10;
const ROW = 58;
const NAMES = {
  zh: (dilation: number) => ['输入', '1. 3×3 卷积', '2. 2×2 池化，步幅 2', `3. 3×3 卷积，空洞率 ${dilation}`, '4. 3×3 卷积，步幅 2'],
  en: (dilation: number) => ['input', '1. 3×3', '2. 2×2 pool, stride 2', `3. 3×3, dilation ${dilation}`, '4. 3×3, stride 2'],
};

interface Traced {
  readonly unit: number;
  readonly dilation: number;
}

function traced({ unit, dilation }: Traced) {
  const layers = exampleNetwork(dilation);
  const reaches = [{ width: PIXELS, jump: 1, field: 1, centre: 0 }, ...bottomUp(layers, PIXELS)];
  const top = reaches.at(-1) ?? { width: 0, jump: 1, field: 1, centre: 0 };
  const middle = top.centre + unit * top.jump;
  const read = unitsRead(layers, unit).toReversed();
  const window = read[0] ?? [];
  return {
    layers,
    reaches,
    read,
    seen: topDown(layers).toReversed(),
    field: top.field,
    first: window[0] ?? 0,
    last: window.at(-1) ?? 0,
    outside: window.filter((pixel) => pixel < 0 || pixel >= PIXELS).length,
    /** Of each layer, the window of the unit nearest to the middle of the top unit's. */
    windows: reaches.map(({ jump, field, centre }) => centre + Math.round((middle - centre) / jump) * jump - (field - 1) / 2),
  };
}

const DEPTHS = [3, 10, 40] as const;
const signed = (value: number): string => String(value).replace('-', '−');
const percent = (share: number): string => `${Math.round(share * 100)}%`;

export const receptiveFieldFigures = [
  figure({
    name: 'receptive-field',
    topic: 'receptive-field',
    title: { zh: '感受野逐层长大', en: 'A receptive field grows layer by layer' },
    params: {
      unit: {
        about: { zh: '追踪顶层的第几号单元', en: 'which unit of the top layer is traced' },
        least: 0,
        most: 7,
        standard: 3,
        whole: true,
      },
      dilation: { about: { zh: '第 3 层的空洞率', en: 'dilation of layer 3' }, least: 1, most: 3, standard: 2, whole: true },
    },
    alt: (values, locale) => {
      const { seen, reaches, first, last, outside, field } = traced(values);
      const fields = reaches.slice(1).map((reach) => reach.field);
      return locale === 'zh'
        ? `四层网络，从顶层第 ${values.unit} 号单元往下，各层被看到的单元数是 ${seen.toReversed().join('、')}，到输入是第 ${signed(first)} 到第 ${last} 号像素，共 ${field} 格，其中 ${outside} 格在图外。第 1 到第 4 层自己的感受野是 ${fields.join('、')}。`
        : `Four layers: traced down from unit ${values.unit} at the top, ${seen.toReversed().join(', ')} units are seen, on the input pixels ${signed(first)} to ${last}, ${field} cells, ${outside} of them outside the image. The fields of layers 1 to 4 themselves are ${fields.join(', ')}.`;
    },
    draw: (values, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const { layers, reaches, read, seen, first, last, outside, windows } = traced(values);
      const names = NAMES[look.locale](values.dilation);
      const rows = reaches.length;
      return frame(
        look,
        {
          title: zh ? '感受野逐层长大' : 'A receptive field grows layer by layer',
          note: zh
            ? `从顶层第 ${values.unit} 号单元往下追，看到的单元数是 ${seen.toReversed().join('、')}：第 ${signed(first)} 到第 ${last} 号像素${outside > 0 ? `，其中 ${outside} 格在图外` : ''}。下方是各层自己的感受野。`
            : `Down from unit ${values.unit} at the top, ${seen.toReversed().join(', ')} units are seen: pixels ${signed(first)} to ${last}${outside > 0 ? `, ${outside} of them outside the image` : ''}. Below: the fields of the layers themselves.`,
          legend: [
            { label: zh ? '看到的单元' : 'units seen', colour: paint.series[0], mark: 'square' },
            { label: zh ? '在图外（填充）' : 'outside (padding)', colour: paint.series[1], mark: 'ring' },
            { label: zh ? '看不到' : 'unseen', colour: paint.line, mark: 'square' },
          ],
          height: ROW * rows + 72,
        },
        (area) => {
          const cell = area.width / (PIXELS + 2 * BEYOND);
          const xOf = (pixel: number): number => area.x + (pixel + BEYOND + 0.5) * cell;
          const yOf = (level: number): number => area.y + 30 + (rows - 1 - level) * ROW;
          const place = (level: number, unit: number): number => xOf((reaches[level]?.centre ?? 0) + unit * (reaches[level]?.jump ?? 1));
          const onLeft = values.unit >= 4;
          const edges = layers.flatMap(({ stride, padding: pad, kernel, dilation }, index) =>
            (read[index + 1] ?? []).flatMap((u) =>
              Array.from({ length: kernel }, (_, tap) =>
                segment(place(index + 1, u), yOf(index + 1), place(index, u * stride - pad + tap * dilation), yOf(index), {
                  // A unit outside is a zero and reads nothing; the window only counts on below it.
                  colour: u < 0 || u >= (reaches[index + 1]?.width ?? 0) ? paint.series[1] : paint.series[0],
                  width: 1.1,
                  opacity: u < 0 || u >= (reaches[index + 1]?.width ?? 0) ? 0.35 : 0.5,
                }),
              ),
            ),
          );
          const units = reaches.flatMap(({ width }, level) => {
            const used = new Set(read[level]);
            const half = cell * 0.42;
            const inside = Array.from({ length: width }, (_, u) =>
              box(place(level, u) - half, yOf(level) - half, 2 * half, 2 * half, {
                fill: used.has(u) ? paint.series[0] : paint.line,
                radius: 1,
              }),
            );
            const beyond = [...used]
              .filter((u) => u < 0 || u >= width)
              .map((u) => mark('ring', place(level, u), yOf(level), cell * 0.36, paint.series[1]));
            return [...inside, ...beyond];
          });
          const labels = reaches.map((_, level) => {
            const [x, anchor] = onLeft ? [area.x, 'start' as const] : [area.x + area.width, 'end' as const];
            const style = { size: TYPE.small, anchor, halo: paint.surface };
            const y = yOf(level) - 24;
            const count = seen[level] ?? 0;
            return group(
              words(x, y, names[level] ?? '', { ...style, fill: paint.ink }),
              words(x, y + 14, zh ? `看到 ${count} ${level === 0 ? '格' : '个'}` : `${count} seen`, { ...style, fill: paint.soft }),
            );
          });
          const below = yOf(0) + 26;
          const bars = reaches.slice(1).map(({ field: r }, index) => {
            const y = below + 16 + index * 15;
            const from = xOf((windows[index + 1] ?? 0) - 0.5);
            const to = from + r * cell;
            const before = reaches[index]?.field ?? 1;
            const text = `r_${index + 1} = ${before} + ${r - before} = ${r}`;
            return group(
              box(from, y - 4.5, to - from, 9, { fill: index === rows - 2 ? paint.series[0] : paint.series[3], radius: 2 }),
              onLeft
                ? words(xOf(first - 0.5) - 7, y + 4, text, { size: TYPE.small, fill: paint.ink, anchor: 'end' })
                : words(xOf(last + 0.5) + 7, y + 4, text, { size: TYPE.small, fill: paint.ink }),
            );
          });
          return group(
            ...edges,
            ...units,
            ...labels,
            ...[0, 8, 16, 24, 31].map((pixel) =>
              words(xOf(pixel), yOf(0) + 17, String(pixel), { size: TYPE.small, fill: paint.soft, anchor: 'middle' }),
            ),
            ...[first - 0.5, last + 0.5].map((edge) =>
              segment(xOf(edge), yOf(0) - 8, xOf(edge), below + 12 + (rows - 2) * 15, { colour: paint.edge, width: 1, dash: DASHES[2] }),
            ),
            ...bars,
          );
        },
      );
    },
  }),
  figure({
    name: 'receptive-field-effective',
    topic: 'receptive-field',
    title: { zh: '有效感受野占窗口的多少', en: 'How much of its window a unit really uses' },
    params: {
      kernel: { about: { zh: '卷积核的宽', en: 'width of the kernels' }, least: 2, most: 9, standard: 3, whole: true },
    },
    alt: ({ kernel }, locale) => {
      const said = DEPTHS.map((depth) => {
        const share = percent((4 * influenceDeviation(depth, kernel)) / (depth * (kernel - 1) + 1));
        return locale === 'zh' ? `${depth} 层 ${share}` : `${share} for ${depth}`;
      });
      return locale === 'zh'
        ? `权重均匀、核宽 ${kernel} 的卷积叠起来，影响力在窗口内呈钟形。4σ 占窗口宽度的比例：${said.join('，')}。`
        : `Stacked uniform convolutions of width ${kernel}: influence over the window is bell-shaped. The share of the window that 4σ takes: ${said.join(', ')} layers.`;
    },
    draw: ({ kernel }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const curves = DEPTHS.map((depth, index) => {
        const weights = influence(depth, kernel);
        const half = (weights.length - 1) / 2;
        return {
          depth,
          colour: [paint.series[2], paint.series[1], paint.series[0]][index] ?? paint.ink,
          dash: DASHES[2 - index],
          share: (4 * influenceDeviation(depth, kernel)) / weights.length,
          peak: (weights[Math.floor(half)] ?? 0) * weights.length,
          // A pixel reaches half a pixel to either side of its centre: so the window is from -1 to 1.
          points: weights.map((weight, i): [number, number] => [(i - half) / (half + 0.5), weight * weights.length]),
        };
      });
      const top = Math.ceil(Math.max(...curves.map(({ peak }) => peak)) + 0.3);
      return frame(
        look,
        {
          title: zh ? '有效感受野占窗口的多少' : 'How much of its window a unit really uses',
          note: zh
            ? `核宽 ${kernel}、权重均匀。各窗口画成一样宽，虚线是人人平等。层数 n 越大，影响力越挤在中央，4σ（横线）的占比按 n^{−1/2} 缩小。`
            : `Kernels of width ${kernel}, equal weights; every window is drawn equally wide; 1 would be equality. With depth n, influence gathers in the middle: the share of 4σ (bars) falls like n^{−1/2}.`,
          legend: curves.map(({ depth, colour, dash, share }) => ({
            label: zh ? `${depth} 层：4σ 占 ${percent(share)}` : `${depth} layers: 4σ is ${percent(share)}`,
            colour,
            dash,
          })),
          height: 250,
        },
        (area) => {
          const view = plot(look, area, {
            x: {
              domain: [-1, 1],
              label: zh ? '在窗口中的位置（±1 是窗口的边）' : 'place in the window (±1 are its edges)',
              ticks: [-1, -0.5, 0, 0.5, 1],
            },
            y: { domain: [0, top], label: zh ? '影响力（以平均为 1）' : 'influence (mean = 1)', ticks: 5 },
          });
          return group(
            view.axes,
            view.horizontal(1, { colour: paint.edge, width: 1.2, dash: '2 3' }),
            ...curves.map(({ points, colour }) => view.area(points, colour, 0.1)),
            ...curves.map(({ points, colour, dash }) => view.line(points, { colour, width: 2.4, dash })),
            ...curves.map(({ share, peak, colour }) =>
              segment(view.x(-share), view.y(peak * Math.exp(-2)), view.x(share), view.y(peak * Math.exp(-2)), { colour, width: 1.4 }),
            ),
          );
        },
      );
    },
  }),
];
