import { figure } from './figure.ts';
import { DASHES, el, frame, group, plot, type Svg, TYPE, words } from './kit/index.ts';
import { alongBoth, bilinear, contributions, convolution, type Grid, nearest, transposedConvolution } from './upsampling.ts';

const SHOWN = 6;
/** Input pixels around the shown ones, so that no edge is in the picture. */
const AROUND = 3;

/** A smooth hill, from 0.3 at the corners of what is shown to 1. */
const hill: Grid = Array.from({ length: SHOWN + 2 * AROUND }, (_, r) =>
  Array.from({ length: SHOWN + 2 * AROUND }, (__, c) => {
    const middle = (SHOWN + 2 * AROUND - 1) / 2;
    return Math.exp(-((r - middle) ** 2 + (c - middle) ** 2) / 11);
  }),
);

const ones = (n: number, each = 1): number[] => new Array<number>(n).fill(each);

interface Chosen {
  readonly kernel: number;
  readonly stride: number;
}

/** All enlargements of the hill, cut to what is shown. The weights of a kernel are equal and sum to `stride` in each direction, so that the mean stays. */
function enlarged({ kernel, stride }: Chosen) {
  const cut = (map: Grid, left = 0): number[][] => {
    const from = AROUND * stride - left;
    return map.slice(from, from + SHOWN * stride).map((row) => row.slice(from, from + SHOWN * stride));
  };
  const spread = alongBoth(hill, (row) => transposedConvolution(row, ones(kernel, stride / kernel), stride));
  // Output 0 of the uncut rows lies (k - s)/2 places left of where the input's pixels begin.
  const shift = -Math.floor((kernel - stride) / 2);
  return {
    nearest: cut(nearest(hill, stride)),
    bilinear: cut(bilinear(hill, stride, false)),
    transposed: cut(spread, shift),
    smoothed: cut(
      alongBoth(nearest(hill, stride), (row) => convolution(row, ones(3, 1 / 3), 1)),
      1,
    ),
  };
}

const counts = ({ kernel, stride }: Chosen): number[] => Array.from({ length: stride }, (_, t) => contributions(t, kernel, stride));

export const upsamplingFigures = [
  figure({
    name: 'upsampling',
    topic: 'upsampling',
    title: { zh: '同一座小山，四种放大', en: 'One hill, enlarged in four ways' },
    params: {
      kernel: {
        about: { zh: '转置卷积的核宽', en: 'kernel width of the transposed convolution' },
        least: 3,
        most: 6,
        standard: 3,
        whole: true,
      },
      stride: {
        about: { zh: '放大的倍数，也是步幅', en: 'enlargement, which is the stride' },
        least: 2,
        most: 3,
        standard: 2,
        whole: true,
      },
    },
    alt: (values, locale) => {
      const { kernel, stride } = values;
      const list = counts(values);
      const even = kernel % stride === 0;
      const squares = [Math.max(...list) ** 2, Math.min(...list) ** 2];
      return locale === 'zh'
        ? `一座光滑的小山放大 ${stride} 倍。核宽 ${kernel}、步幅 ${stride} 的转置卷积，一个方向上的贡献份数按 ${list.join('、')} 循环，${even ? '处处相同，没有棋盘格' : `平面上从 ${squares[1]} 份到 ${squares[0]} 份，画面布满棋盘格`}；最近邻成块，双线性与“最近邻加卷积”平滑。`
        : `A smooth hill enlarged ${stride} times. With kernel ${kernel} and stride ${stride} the contributions along a row run ${list.join(', ')}, ${even ? 'the same everywhere: no checkerboard' : `in the plane from ${squares[1]} to ${squares[0]}: a checkerboard`}. Nearest neighbour gives blocks; bilinear, and nearest neighbour with a convolution, are smooth.`;
    },
    draw: (values, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const { kernel, stride } = values;
      const maps = enlarged(values);
      const list = counts(values);
      const even = kernel % stride === 0;
      return frame(
        look,
        {
          title: zh ? '同一座小山，四种放大' : 'One hill, enlarged in four ways',
          note: even
            ? zh
              ? `核宽 ${kernel} 能被步幅 ${stride} 整除，每个输出像素收到的份数相同，没有棋盘格（等权重的核仍留下台阶）。`
              : `Kernel ${kernel} is divisible by stride ${stride}: every output pixel gets equally many contributions, and no checkerboard is left (equal weights still give steps).`
            : zh
              ? `核宽 ${kernel} 不能被步幅 ${stride} 整除，份数按 ${list.join('、')} 循环，平面上最多 ${Math.max(...list) ** 2} 份、最少 ${Math.min(...list) ** 2} 份：棋盘格。`
              : `Kernel ${kernel} is not divisible by stride ${stride}: contributions run ${list.join(', ')}, in the plane from ${Math.min(...list) ** 2} to ${Math.max(...list) ** 2}: a checkerboard.`,
          height: 2 * 188 + 112,
        },
        (area) => {
          // Divisible by 12 and 18 cells at twice the size: no cell ends within a pixel.
          const side = 162;
          const gap = area.width - 2 * side;
          const most = Math.max(...Object.values(maps).flat(2));
          const panel = (map: Grid, column: number, row: number, name: string): Svg => {
            const [x, y] = [area.x + column * (side + gap), area.y + 18 + row * 188];
            const size = side / map.length;
            const cells = map.flatMap((line, r) =>
              line.map((value, c) =>
                el('rect', {
                  x: x + c * size,
                  y: y + r * size,
                  width: size,
                  height: size,
                  'shape-rendering': 'crispEdges',
                  fill: paint.series[0],
                  'fill-opacity': Math.max(0, value / most),
                }),
              ),
            );
            return group(words(x, y - 6, name, { fill: paint.ink, size: TYPE.small }), ...cells);
          };
          const view = plot(
            look,
            { x: area.x, y: area.y + 2 * 188, width: area.width, height: 112 },
            {
              x: { domain: [0, SHOWN * stride], label: zh ? '输出位置 t（一行）' : 'output position t (along a row)', ticks: [] },
              y: { domain: [0, 4], label: zh ? '贡献的份数' : 'contributions', ticks: [0, 1, 2, 3, 4] },
            },
          );
          const bars = Array.from({ length: SHOWN * stride }, (_, t) => ({ from: t, to: t + 1, height: contributions(t, kernel, stride) }));
          return group(
            panel(maps.nearest, 0, 0, zh ? '最近邻' : 'nearest neighbour'),
            panel(maps.bilinear, 1, 0, zh ? '双线性' : 'bilinear'),
            panel(maps.transposed, 0, 1, zh ? `转置卷积，核 ${kernel}、步幅 ${stride}` : `transposed, kernel ${kernel}, stride ${stride}`),
            panel(maps.smoothed, 1, 1, zh ? '最近邻，再 3×3 卷积' : 'nearest, then 3×3'),
            view.axes,
            view.bars(bars, even ? paint.series[0] : paint.series[1]),
            view.horizontal(kernel / stride, { colour: paint.edge, width: 1.2, dash: DASHES[2] }),
          );
        },
      );
    },
  }),
];
