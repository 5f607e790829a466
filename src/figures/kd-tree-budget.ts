import { next, type RandomState, seeded } from '../kernel/random.ts';
import { figure } from './figure.ts';
import { bestBinFirst, build, isLeaf, type Node, nearest, type Place } from './kd-tree.ts';
import { DASHES, frame, group, type Point, plot } from './kit/index.ts';

const CROWD = 512;
const QUERIES = 48;
const MOST_LEAVES = CROWD / 2;

interface Race {
  /** Share of queries whose nearest neighbour has been found, after 1, 2, 4 … leaves. */
  readonly backtracking: readonly Point[];
  readonly best: readonly Point[];
  /** Leaves that the exact search checks, on average. */
  readonly exact: number;
}

/** How soon the true neighbour of an even cloud is found, in both orders of search. */
export function race(dimensions: number): Race {
  let dice: RandomState = seeded('kd-tree');
  const draw = (): number => {
    const drawnWord = next(dice);
    dice = drawnWord.state;
    return drawnWord.word / 2 ** 32;
  };
  const cloud = (count: number): Place[] => Array.from({ length: count }, () => Array.from({ length: dimensions }, draw));
  const tree = build(cloud(CROWD));
  const leafPoints = new Set<Place>();
  const gather = (node: Node | null): void => {
    if (node === null) return;
    if (isLeaf(node)) leafPoints.add(node.point);
    gather(node.left);
    gather(node.right);
  };
  gather(tree);
  // Leaves begun when the neighbour was seen; a node on the way down belongs to the descent it is part of.
  const foundAfter = (seen: readonly Place[], target: Place | undefined): number => {
    let leaves = 0;
    for (const point of seen) {
      if (point === target) return leaves + 1;
      if (leafPoints.has(point)) leaves += 1;
    }
    return leaves;
  };
  const [plain, first, counts]: [number[], number[], number[]] = [[], [], []];
  for (const q of cloud(QUERIES)) {
    const exact = nearest(tree, q, 1);
    plain.push(foundAfter(exact.seen, exact.points[0]));
    counts.push(exact.seen.filter((point) => leafPoints.has(point)).length);
    first.push(foundAfter(bestBinFirst(tree, q).seen, exact.points[0]));
  }
  const budgets = Array.from({ length: Math.log2(MOST_LEAVES) + 1 }, (_, i) => 2 ** i);
  const share = (list: readonly number[]): Point[] =>
    budgets.map((budget) => [budget, list.filter((leaves) => leaves <= budget).length / list.length]);
  return { backtracking: share(plain), best: share(first), exact: counts.reduce((a, b) => a + b, 0) / counts.length };
}

const percent = (share: number): string => `${Math.round(share * 100)}%`;
const after = (points: readonly Point[], leaves: number): number => points.find(([budget]) => budget === leaves)?.[1] ?? 0;

export const kdTreeBudget = figure({
  name: 'kd-tree-budget',
  topic: 'kd-tree',
  title: { zh: '看过多少叶子就已经找到最近邻', en: 'After how many leaves the nearest neighbour has been found' },
  params: {
    k: { about: { zh: '维数', en: 'dimensions' }, least: 2, most: 20, standard: 12, whole: true },
  },
  alt: ({ k }, locale) => {
    const { backtracking, best, exact } = race(k);
    return locale === 'zh'
      ? `${k} 维立方体里均匀的 ${CROWD} 个点，树有 ${MOST_LEAVES} 个叶子。看 16 个叶子时，普通回溯在 ${percent(after(backtracking, 16))} 的查询里已见过最近邻，最近格子优先是 ${percent(after(best, 16))}；而精确的回溯平均要看 ${Math.round(exact)} 个叶子。`
      : `${CROWD} even points of the ${k}-dimensional cube, in a tree of ${MOST_LEAVES} leaves. After 16 leaves plain backtracking has seen the neighbour of ${percent(after(backtracking, 16))} of the queries, best bin first that of ${percent(after(best, 16))}; exact backtracking checks ${Math.round(exact)} leaves on average.`;
  },
  draw: ({ k }, look) => {
    const { paint } = look;
    const zh = look.locale === 'zh';
    const { backtracking, best, exact } = race(k);
    return frame(
      look,
      {
        title: zh ? '看过多少叶子就已经找到最近邻' : 'After how many leaves the nearest neighbour has been found',
        note: zh
          ? `${k} 维立方体里均匀的 ${CROWD} 个点，${QUERIES} 次查询。看 16 个叶子：回溯 ${percent(after(backtracking, 16))}，最近格子优先 ${percent(after(best, 16))}。精确回溯平均要看 ${Math.round(exact)} 个。`
          : `${CROWD} even points of the ${k}-dimensional cube, ${QUERIES} queries. After 16 leaves: backtracking ${percent(after(backtracking, 16))}, best bin first ${percent(after(best, 16))}. Exact backtracking checks ${Math.round(exact)} on average.`,
        legend: [
          { label: zh ? '最近格子优先' : 'best bin first', colour: paint.series[0] },
          { label: zh ? '普通回溯' : 'backtracking', colour: paint.series[1], dash: DASHES[1] },
          { label: zh ? '精确回溯的平均代价' : 'mean cost of exact backtracking', colour: paint.series[3], dash: DASHES[2] },
        ],
        height: 250,
      },
      (area) => {
        const view = plot(look, area, {
          x: {
            domain: [1, MOST_LEAVES],
            log: true,
            ticks: [1, 2, 4, 8, 16, 32, 64, 128, 256],
            format: String,
            label: zh ? `看过的叶子（共 ${MOST_LEAVES} 个）` : `leaves checked (of ${MOST_LEAVES})`,
          },
          y: {
            domain: [0, 1],
            ticks: [0, 0.25, 0.5, 0.75, 1],
            format: percent,
            label: zh ? '已找到最近邻的查询' : 'queries answered rightly',
          },
        });
        return group(
          view.axes,
          view.vertical(Math.min(MOST_LEAVES, Math.max(1, exact)), { colour: paint.series[3], width: 1.8, dash: DASHES[2] }),
          view.line(backtracking, { colour: paint.series[1], width: 2.2, dash: DASHES[1] }),
          view.line(best, { colour: paint.series[0], width: 2.6 }),
          view.dots(backtracking, paint.series[1], 'square', 3.6),
          view.dots(best, paint.series[0], 'circle', 4),
        );
      },
    );
  },
});
