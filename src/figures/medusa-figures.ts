import { figure } from './figure.ts';
import { box, DASHES, el, frame, group, type Point, plot, type Svg, segment, TYPE, words } from './kit/index.ts';
import {
  batchSpeedup,
  EXAMPLE,
  expectedTokens,
  fadingAccuracy,
  freeTokens,
  fullTree,
  greedyTree,
  inOrder,
  type Path,
  pathProbability,
  startsWith,
  treeMask,
  verifyGreedily,
} from './medusa.ts';

const LETTERS = ['ABC', 'pqr'];
const letter = (path: Path): string => (path.length === 0 ? 'x' : (LETTERS[path.length - 1]?.[path.at(-1) ?? 0] ?? '?'));
const nameOf = (path: Path): string => (path.length === 0 ? 'x' : path.map((_, k) => letter(path.slice(0, k + 1))).join(''));
const two = (value: number): string => String(Math.round(value * 100) / 100);

interface Shown {
  readonly tree: readonly Path[];
  readonly accepted: Path;
  readonly tokens: number;
  readonly mask: readonly (readonly boolean[])[];
}

function shown({ nodes, first, second }: { readonly nodes: number; readonly first: number; readonly second: number }): Shown {
  const tree = greedyTree(EXAMPLE, nodes);
  const right = [first - 1, second - 1];
  const accepted = verifyGreedily(
    tree,
    (path) => String(path.at(-1)),
    (path) => String(right[path.length] ?? -1),
  );
  return { tree, accepted, tokens: expectedTokens(tree, EXAMPLE), mask: treeMask(tree) };
}

const rank = (zh: string, en: string, standard: number) => ({ about: { zh, en }, least: 1, most: 3, standard, whole: true }) as const;
const A100 = freeTokens(1.555e12, 312e12);
const BATCHES = [1, 8, 32] as const;
const MOST_NODES = 128;

/** Speedup by number of nodes for each batch, from one greedy tree. */
function speedups(first: number): { readonly batch: number; readonly points: readonly Point[]; readonly best: Point }[] {
  const accuracy = fadingAccuracy(5, 10, first, 0.8, 0.35);
  let tokens = 1;
  const yields = greedyTree(accuracy, MOST_NODES).map((path) => {
    tokens += pathProbability(path, accuracy);
    return tokens;
  });
  return BATCHES.map((batch) => {
    const points = yields.map((value, i): Point => [i + 1, batchSpeedup(batch, i + 1, value, A100)]);
    return { batch, points, best: points.reduce((a, b) => (b[1] > a[1] ? b : a)) };
  });
}

export const medusaFigures = [
  figure({
    name: 'medusa',
    topic: 'medusa',
    title: { zh: '候选树与它的掩码', en: 'A tree of candidates and its mask' },
    params: {
      nodes: { about: { zh: '树上的节点数', en: 'nodes of the tree' }, least: 1, most: 12, standard: 6, whole: true },
      first: rank('头一的第几名恰好对', 'which rank of head 1 is right', 2),
      second: rank('头二的第几名恰好对', 'which rank of head 2 is right', 1),
    },
    alt: (values, locale) => {
      const { tree, accepted, tokens, mask } = shown(values);
      const path = nameOf(accepted);
      const seen = mask.flat().filter(Boolean).length;
      return locale === 'zh'
        ? `两个头各三名候选，取路径概率最大的 ${tree.length} 个节点：${tree.map((one) => `${nameOf(one)} ${two(pathProbability(one, EXAMPLE))}`).join('、')}。每步期望 ${two(tokens)} 个词；这一步接受 x${path === 'x' ? '' : path}，共 ${accepted.length + 1} 个词。掩码 ${mask.length ** 2} 格里有 ${seen} 格可见。`
        : `Two heads with three choices each; the tree holds the ${tree.length === 1 ? 'node' : `${tree.length} nodes`} of largest path probability: ${tree.map((one) => `${nameOf(one)} ${two(pathProbability(one, EXAMPLE))}`).join(', ')}. A step yields ${two(tokens)} tokens on average; this one accepts x${path === 'x' ? '' : path}, ${accepted.length + 1} in all. Of ${mask.length ** 2} cells of the mask ${seen} are visible.`;
    },
    draw: (values, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const { tree, accepted, tokens, mask } = shown(values);
      const size = Math.min(26, 182 / mask.length);
      const chosen = new Set(tree.map(nameOf));
      return frame(
        look,
        {
          title: zh ? '候选树与它的掩码' : 'A tree of candidates and its mask',
          note: zh
            ? '节点旁是路径概率。取最大的几个成树，每步期望的词数是 1 加上它们的和。'
            : 'Path probabilities stand beside the nodes. The largest make the tree; expected tokens are 1 plus their sum.',
          legend: [
            { label: zh ? '选进树里' : 'in the tree', colour: paint.series[0], mark: 'circle' },
            { label: zh ? '落选' : 'left out', colour: paint.edge, mark: 'ring' },
            { label: zh ? '这一步接受的路径' : 'path accepted in this step', colour: paint.series[1] },
          ],
          // The four facts beside a small mask are taller than the mask.
          height: 172 + 26 + 22 + Math.max(size * mask.length, 82),
        },
        (area) => {
          const placeOf = (path: Path): Point => {
            const [a = 1, b = 1] = path;
            return [area.x + (area.width * (path.length === 0 ? 4.5 : a * 3 + b + 0.5)) / 9, area.y + 16 + path.length * 66];
          };
          const all: Path[] = [[], ...inOrder(fullTree([3, 3]))];
          const edges = all.slice(1).map((path) => {
            const [[x1, y1], [x2, y2]] = [placeOf(path.slice(0, -1)), placeOf(path)];
            const onPath = startsWith(accepted, path);
            const inTree = chosen.has(nameOf(path));
            return segment(x1, y1, x2, y2, {
              colour: onPath ? paint.series[1] : inTree ? paint.series[0] : paint.line,
              width: onPath ? 4 : inTree ? 2 : 1.4,
              dash: inTree ? undefined : DASHES[2],
            });
          });
          const dots = all.map((path) => {
            const [x, y] = placeOf(path);
            const inTree = path.length === 0 || chosen.has(nameOf(path));
            return group(
              el('circle', {
                cx: x,
                cy: y,
                r: 12.5,
                fill: inTree ? paint.series[0] : paint.surface,
                stroke: inTree ? paint.surface : paint.edge,
                'stroke-width': 1.4,
              }),
              words(x, y + 4.3, letter(path), { fill: inTree ? paint.surface : paint.soft, anchor: 'middle', weight: 600 }),
              path.length === 0
                ? words(x + 18, y + 4, zh ? '根：已定的词' : 'root: settled', { fill: paint.soft, size: TYPE.small })
                : words(x + (path.length === 1 ? 17 : 0), y + (path.length === 1 ? 4 : 26), two(pathProbability(path, EXAMPLE)), {
                    fill: inTree ? paint.ink : paint.soft,
                    size: TYPE.small,
                    anchor: path.length === 1 ? 'start' : 'middle',
                    halo: paint.surface,
                  }),
            );
          });
          const top = area.y + 172 + 26 + 18;
          const left = area.x + 30;
          const nodes: Path[] = [[], ...inOrder(tree)];
          const cells: Svg[] = mask.flatMap((row, i) =>
            row.map((seen, j) =>
              box(left + j * size, top + i * size, size - 1.5, size - 1.5, {
                fill: seen ? (i === j ? paint.accent : paint.series[0]) : paint.line,
                opacity: seen ? 1 : 0.45,
                radius: 2,
              }),
            ),
          );
          const names = nodes.flatMap((path, i) => [
            words(left - 6, top + (i + 0.5) * size + 3.5, nameOf(path), { fill: paint.ink, size: TYPE.small, anchor: 'end' }),
            words(left + (i + 0.46) * size, top - 5, letter(path), { fill: paint.ink, size: TYPE.small, anchor: 'middle' }),
          ]);
          const side = left + size * mask.length + 14;
          const facts = [
            zh ? '行看列' : 'rows see columns',
            zh
              ? `可见 ${mask.flat().filter(Boolean).length}/${mask.length ** 2} 格`
              : `${mask.flat().filter(Boolean).length} of ${mask.length ** 2} cells seen`,
            zh ? `期望 ${two(tokens)} 个词` : `${two(tokens)} tokens expected`,
            zh ? `这次得到 ${accepted.length + 1} 个` : `${accepted.length + 1} gained here`,
          ];
          return group(
            ...edges,
            ...dots,
            ...cells,
            ...names,
            ...facts.map((fact, i) =>
              words(side, top + 12 + i * 20, fact, { fill: i < 2 ? paint.soft : paint.ink, weight: i < 2 ? 400 : 600 }),
            ),
          );
        },
      );
    },
  }),
  figure({
    name: 'medusa-batch',
    topic: 'medusa',
    title: { zh: '批量越大，树越小', en: 'The larger the batch, the smaller the tree' },
    params: {
      first: {
        about: { zh: '头一的第一名猜对的概率', en: 'how often the first choice of head 1 is right' },
        least: 0.2,
        most: 0.65,
        standard: 0.6,
      },
    },
    alt: ({ first }, locale) => {
      const best = speedups(first).map(({ batch, best: [n, s] }) =>
        locale === 'zh'
          ? `批量 ${batch} 时 ${n} 个节点最好（至多 ${MOST_NODES} 个），${s.toFixed(2)} 倍`
          : `at batch ${batch} the best tree has ${n} nodes (of at most ${MOST_NODES}) and gives ${s.toFixed(2)}`,
      );
      return locale === 'zh'
        ? `节点数与加速比。${best.join('；')}。算力用满之后，每多一个节点都更慢。`
        : `Speedup by number of nodes: ${best.join('; ')}. Once the arithmetic is used up, each further node slows the step.`;
    },
    draw: ({ first }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const curves = speedups(first);
      const top = Math.ceil(Math.max(...curves.map(({ best }) => best[1])) * 2 + 0.4) / 2;
      return frame(
        look,
        {
          title: zh ? '批量越大，树越小' : 'The larger the batch, the smaller the tree',
          note: zh
            ? `A100，只计读权重与矩阵运算。五个头，头一的第一名对的概率是 ${two(first)}，往后每个头乘 0.8，每低一名乘 0.35。`
            : `An A100, counting weights read and arithmetic. Five heads; head 1's favourite is right with ${two(first)}, each further head has 0.8 of that, each lower rank 0.35.`,
          legend: curves.map(({ batch }, i) => ({
            label: zh ? `批量 ${batch}` : `batch ${batch}`,
            colour: paint.series[i] ?? paint.ink,
            dash: DASHES[i],
          })),
          height: 250,
        },
        (area) => {
          const view = plot(look, area, {
            x: {
              domain: [1, MOST_NODES],
              label: zh ? '树上的节点数' : 'nodes of the tree',
              ticks: [1, 2, 4, 8, 16, 32, 64, 128],
              log: true,
              format: String,
            },
            y: { domain: [0, top], label: zh ? '加速比（倍）' : 'speedup' },
          });
          return group(
            view.axes,
            view.horizontal(1, { colour: paint.edge, width: 1.2, dash: DASHES[2] }),
            ...curves.map(({ points }, i) => view.line(points, { colour: paint.series[i] ?? paint.ink, width: 2.4, dash: DASHES[i] })),
            ...curves.map(({ best }, i) => view.dots([best], paint.series[i] ?? paint.ink, 'circle', 4.5)),
            ...curves.map(({ best: [n, s] }) =>
              view.text([n, s], zh ? `${n} 个：${s.toFixed(2)}` : `${n}: ${s.toFixed(2)}`, {
                dx: -7,
                dy: -7,
                anchor: 'end',
              }),
            ),
            view.text([1, 1], zh ? '不用 Medusa' : 'without Medusa', { dx: 4, dy: -5, fill: paint.soft }),
          );
        },
      );
    },
  }),
];
