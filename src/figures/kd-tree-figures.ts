import { figure } from './figure.ts';
import { build, HERE, isLeaf, type Node, type Place, SHOPS, type Step, trace } from './kd-tree.ts';
import { kdTreeBudget } from './kd-tree-budget.ts';
import { arrow, box, DASHES, el, frame, group, mark, type Point, plot, type Svg, segment, TYPE, words } from './kit/index.ts';

const TREE = build(SHOPS);
const [WIDE, HIGH] = [11, 10];
/** Seven looks and three tests at the most. */
const MOST_STEPS = 10;

const written = ([x = 0, y = 0]: Place): string => `(${x}, ${y})`;
const short = (value: number): string => String(Math.round(value * 100) / 100);

/** A node with its box of the map and where it stands in the drawn tree, both halved level by level. */
interface Drawn {
  readonly node: Node;
  readonly from: Point;
  readonly to: Point;
  readonly depth: number;
  readonly slot: number;
  readonly parent: Node | null;
}

function drawn(node: Node | null, from: Point, to: Point, depth = 0, slot = 0.5, parent: Node | null = null): Drawn[] {
  if (node === null) return [];
  const cut = node.point[node.axis] ?? 0;
  const [x, y] = node.axis === 0 ? [cut, 0] : [0, cut];
  const step = 0.5 ** (depth + 2);
  return [
    { node, from, to, depth, slot, parent },
    ...drawn(node.left, from, node.axis === 0 ? [x, to[1]] : [to[0], y], depth + 1, slot - step, node),
    ...drawn(node.right, node.axis === 0 ? [x, from[1]] : [from[0], y], to, depth + 1, slot + step, node),
  ];
}

interface Shown {
  readonly steps: readonly Step[];
  readonly last: Step | undefined;
  readonly order: readonly Node[];
  readonly dropped: readonly { readonly far: Node; readonly gap: number; readonly radius: number }[];
  readonly done: boolean;
}

function shown(q: Place, step: number): Shown {
  const all = trace(TREE, q);
  const steps = all.slice(0, step);
  return {
    steps,
    last: steps.at(-1),
    order: steps.flatMap((one) => (one.kind === 'look' ? [one.node] : [])),
    dropped: steps.flatMap((one) => (one.kind === 'test' && !one.crossed ? [one] : [])),
    done: step >= all.length,
  };
}

/** What the last step did, in one sentence. */
function said({ last, order, done }: Shown, q: Place, zh: boolean): string {
  if (!last) return '';
  const best = order.reduce((a, b) => (dist(q, b.point) < dist(q, a.point) ? b : a)).point;
  const name = `${'xy'[last.node.axis]} = ${last.node.point[last.node.axis]}`;
  const [gap, radius] = [last.kind === 'test' ? short(last.gap) : '', short(last.radius)];
  const what =
    last.kind === 'look'
      ? zh
        ? `看 ${written(last.node.point)}，距离 ${short(last.distance)}；目前最近 d = ${radius}。`
        : `Look at ${written(last.node.point)}, ${short(last.distance)} away; the best so far is d = ${radius}. `
      : zh
        ? `退回 ${name}：离切分面 ${gap}，${last.crossed ? `小于 d = ${radius}，另一侧要看。` : `不小于 d = ${radius}，另一侧剪掉。`}`
        : `Back at ${name}: the cut is ${gap} away, ${last.crossed ? `less than d = ${radius}, so the far side is searched. ` : `no less than d = ${radius}, so the far side is dropped. `}`;
  const end = zh
    ? `结束：最近的是 ${written(best)}，看了 ${order.length} 个点。`
    : `The end: ${written(best)} is nearest, and ${order.length} points were looked at.`;
  return done ? what + end : what;
}

const dist = (a: Place, b: Place): number => Math.hypot((a[0] ?? 0) - (b[0] ?? 0), (a[1] ?? 0) - (b[1] ?? 0));

export const kdTreeFigures = [
  figure({
    name: 'kd-tree',
    topic: 'kd-tree',
    title: { zh: 'kd 树的格子与一次回溯搜索', en: 'A k-d tree and a search that backtracks' },
    params: {
      step: { about: { zh: '搜索的第几步', en: 'step of the search' }, least: 1, most: MOST_STEPS, standard: MOST_STEPS, whole: true },
      x: { about: { zh: '查询点的 x', en: 'x of the query' }, least: 0.5, most: WIDE - 0.5, standard: HERE[0] ?? 5 },
      y: { about: { zh: '查询点的 y', en: 'y of the query' }, least: 1, most: HIGH - 0.5, standard: HERE[1] ?? 4 },
    },
    alt: ({ step, x, y }, locale) => {
      const state = shown([x, y], step);
      const visited = state.order.map(({ point }) => written(point)).join(locale === 'zh' ? '、' : ', ');
      return locale === 'zh'
        ? `七个点的 kd 树把平面切成格子。查询 (${x}, ${y}) 依次看 ${visited}。${said(state, [x, y], true)}`
        : `The k-d tree of seven points cuts the plane into cells. The query (${x}, ${y}) looks at ${visited}. ${said(state, [x, y], false)}`.trim();
    },
    draw: ({ step, x, y }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const q: Place = [x, y];
      const state = shown(q, step);
      const { order, dropped, last } = state;
      const nodes = drawn(TREE, [0, 0], [WIDE, HIGH]);
      const best = order.reduce((a, b) => (dist(q, b.point) < dist(q, a.point) ? b : a));
      const radius = dist(q, best.point);
      const gone = new Set(dropped.flatMap(({ far }) => drawn(far, [0, 0], [0, 0]).map(({ node }) => node)));
      return frame(
        look,
        {
          title: zh ? 'kd 树的格子与一次回溯搜索' : 'A k-d tree and a search that backtracks',
          note: said(state, q, zh),
          legend: [
            { label: zh ? '查询' : 'query', colour: paint.series[2], mark: 'cross' },
            { label: zh ? '看过（数字是次序）' : 'looked at, in this order', colour: paint.series[0], mark: 'circle' },
            { label: zh ? '目前最近' : 'nearest so far', colour: paint.series[1], mark: 'circle' },
            { label: zh ? '半径 d 的圆' : 'circle of radius d', colour: paint.series[2], dash: DASHES[1] },
            { label: zh ? '剪掉' : 'dropped', colour: paint.line, patch: true },
          ],
          height: 498,
        },
        (area) => {
          const axes = {
            x: { domain: [0, WIDE], label: 'x', ticks: [0, 2, 4, 6, 8, 10] },
            y: { domain: [0, HIGH], label: 'y', ticks: [0, 2, 4, 6, 8, 10], grid: false },
          } as const;
          // Equal scales, so that the circle is one: the height follows from the width left beside the labels.
          const { inner } = plot(look, { ...area, height: 300 }, axes);
          const height = 300 - inner.height + (inner.width * HIGH) / WIDE;
          const map = plot(look, { ...area, height }, axes);
          const regions = nodes.filter(({ node }) => dropped.some(({ far }) => far === node));
          const cuts = nodes
            .filter(({ node }) => !isLeaf(node))
            .map(({ node, from, to, depth }) => {
              const cut = node.point[node.axis] ?? 0;
              const tested = state.steps.find((one) => one.kind === 'test' && one.node === node);
              const stroke = { colour: tested ? paint.series[3] : paint.edge, width: 2.6 - depth * 0.7 };
              const ends: readonly Point[] =
                node.axis === 0
                  ? [
                      [cut, from[1]],
                      [cut, to[1]],
                    ]
                  : [
                      [from[0], cut],
                      [to[0], cut],
                    ];
              return map.line(ends, stroke);
            });
          const turn = Array.from({ length: 73 }, (_, i): Point => {
            const angle = (i * Math.PI) / 36;
            return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
          });
          const gap =
            last?.kind === 'test'
              ? [
                  arrow(
                    map.x(x),
                    map.y(y),
                    map.x(last.node.axis === 0 ? (last.node.point[0] ?? 0) : x),
                    map.y(last.node.axis === 1 ? (last.node.point[1] ?? 0) : y),
                    { colour: paint.series[3], width: 2.2 },
                  ),
                ]
              : [];
          const points = nodes.map(({ node }) => {
            const place = order.indexOf(node);
            const [px, py] = [map.x(node.point[0] ?? 0), map.y(node.point[1] ?? 0)];
            const fill = place < 0 ? paint.surface : node === best ? paint.series[1] : paint.series[0];
            return group(
              el('circle', { cx: px, cy: py, r: 9, fill, stroke: place < 0 ? paint.edge : paint.surface, 'stroke-width': 1.4 }),
              place < 0
                ? words(px, py - 14, written(node.point), { fill: paint.soft, size: TYPE.small, anchor: 'middle', halo: paint.surface })
                : group(
                    words(px, py + 4.2, String(place + 1), { fill: paint.surface, size: TYPE.small, anchor: 'middle', weight: 600 }),
                    words(px, py - 14, written(node.point), { fill: paint.ink, size: TYPE.small, anchor: 'middle', halo: paint.surface }),
                  ),
            );
          });
          return group(
            ...regions.map(({ from, to }) =>
              box(map.x(from[0]), map.y(to[1]), map.x(to[0]) - map.x(from[0]), map.y(from[1]) - map.y(to[1]), { fill: paint.line }),
            ),
            map.axes,
            ...cuts,
            map.line(turn, { colour: paint.series[2], width: 1.8, dash: DASHES[1] }),
            ...gap,
            ...points,
            mark('cross', map.x(x), map.y(y), 6, paint.series[2]),
            tree(nodes, { x: area.x, y: area.y + height + 14, width: area.width }),
          );

          function tree(list: readonly Drawn[], at: { readonly x: number; readonly y: number; readonly width: number }): Svg {
            const placeOf = ({ slot, depth }: Drawn): Point => [at.x + slot * at.width, at.y + 10 + depth * 46];
            const byNode = new Map(list.map((one) => [one.node, one]));
            const edges = list.flatMap((one) => {
              const parent = one.parent ? byNode.get(one.parent) : undefined;
              if (!parent) return [];
              const [[ax, ay], [bx, by]] = [placeOf(parent), placeOf(one)];
              const seen = order.includes(one.node);
              const cut = dropped.find(({ far }) => far === one.node);
              return [
                segment(ax, ay, bx, by, {
                  colour: seen ? paint.series[0] : paint.edge,
                  width: seen ? 2.4 : 1.4,
                  dash: seen ? undefined : DASHES[2],
                }),
                ...(cut
                  ? [
                      words((ax + bx) / 2 + (bx > ax ? 8 : -8), (ay + by) / 2 + 1, `${short(cut.gap)} ≥ ${short(cut.radius)}`, {
                        fill: paint.series[3],
                        size: TYPE.small,
                        anchor: bx > ax ? 'start' : 'end',
                        halo: paint.surface,
                      }),
                    ]
                  : []),
              ];
            });
            const boxes = list.map((one) => {
              const [cx, cy] = placeOf(one);
              const seen = order.includes(one.node);
              const fill = seen ? (one.node === best ? paint.series[1] : paint.series[0]) : gone.has(one.node) ? paint.line : paint.surface;
              return group(
                box(cx - 25, cy - 11, 50, 22, { fill, stroke: seen ? fill : paint.edge, radius: 11 }),
                words(cx, cy + 4, written(one.node.point), {
                  fill: seen ? paint.surface : paint.soft,
                  size: TYPE.small,
                  anchor: 'middle',
                  weight: seen ? 600 : 400,
                }),
                ...(isLeaf(one.node)
                  ? []
                  : [
                      words(cx + 31, cy + 1, `${'xy'[one.node.axis]} = ${one.node.point[one.node.axis]}`, {
                        fill: paint.soft,
                        size: TYPE.small,
                        halo: paint.surface,
                      }),
                    ]),
              );
            });
            return group(...edges, ...boxes);
          }
        },
      );
    },
  }),
  kdTreeBudget,
];
