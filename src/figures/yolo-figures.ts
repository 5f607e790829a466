import { figure } from './figure.ts';
import { box, DASHES, frame, group, mark, plot, type Svg, segment, TYPE, words } from './kit/index.ts';
import {
  averageIou,
  type Box,
  cellLoss,
  cellOf,
  clusterDistance,
  clusterShapes,
  emptyLoss,
  euclid,
  iou,
  type Shape,
  sampleShapes,
} from './yolo.ts';

const SIZE = 448;
const CELLS = 7;
const TRUTH: Box = { x: 240, y: 304, w: 112, h: 224 };
const B: Box = { x: 240, y: 304, w: 56, h: 112 };
const CLASSES = [0.7, 0.2, 0.1];
const EMPTY = (CELLS * CELLS - 1) * 2;

interface Chosen {
  readonly centre: number;
  readonly width: number;
  readonly confidence: number;
  readonly noobj: number;
}

function scene({ centre, width, confidence, noobj }: Chosen) {
  const a: Box = { x: centre, y: 304, w: width, h: 224 };
  const weights = { coord: 5, noobj };
  const boxes = [
    { box: a, confidence },
    { box: B, confidence: 0.3 },
  ];
  const loss = cellLoss({ size: SIZE, cells: CELLS, weights }, TRUTH, boxes, CLASSES, 0);
  return { a, loss, overlaps: [iou(a, TRUTH), iou(B, TRUTH)] as const, empty: emptyLoss(new Array<number>(EMPTY).fill(0.1), weights) };
}

const three = (value: number): string => value.toFixed(3);
const shapes: readonly Shape[] = sampleShapes(300);

function anchorsBy(k: number) {
  const [byIou, byEuclid] = [clusterShapes(shapes, k, clusterDistance), clusterShapes(shapes, k, euclid)];
  return { byIou, byEuclid, iou: averageIou(shapes, byIou), euclid: averageIou(shapes, byEuclid) };
}

export const yoloFigures = [
  figure({
    name: 'yolo',
    topic: 'yolo',
    title: { zh: '一个格子的责任与损失', en: 'What one cell answers for, and its loss' },
    params: {
      centre: { about: { zh: '框 A 中心的横坐标（像素）', en: 'centre of box A, in pixels' }, least: 192, most: 255, standard: 224 },
      width: { about: { zh: '框 A 的宽（像素）', en: 'width of box A, in pixels' }, least: 16, most: 380, standard: 144 },
      confidence: { about: { zh: '框 A 的置信度', en: 'confidence of box A' }, least: 0, most: 1, standard: 0.6 },
      noobj: { about: { zh: '空框的权重', en: 'weight of empty boxes' }, least: 0, most: 1, standard: 0.5 },
    },
    alt: (values, locale) => {
      const { loss, overlaps, empty } = scene(values);
      const name = loss.responsible === 0 ? 'A' : 'B';
      return locale === 'zh'
        ? `448×448 的图分成 7×7 格，狗的中心在第 3 列第 4 行。框 A、B 与真实框的 IoU 是 ${three(overlaps[0])} 和 ${three(overlaps[1])}，${name} 负责。这格的损失 ${three(loss.total)}：位置 ${three(loss.box)}，置信度 ${three(loss.object)}，另一个框 ${three(loss.empty)}，类别 ${three(loss.label)}；其余 48 格的空框 ${three(empty)}。`
        : `A 448×448 image in 7×7 cells; the dog's centre is in column 3, row 4. Boxes A and B have IoU ${three(overlaps[0])} and ${three(overlaps[1])} with the truth, and ${name} is responsible. The cell's loss is ${three(loss.total)}: box ${three(loss.box)}, confidence ${three(loss.object)}, the other box ${three(loss.empty)}, classes ${three(loss.label)}; the empty boxes of the other 48 cells add ${three(empty)}.`;
    },
    draw: (values, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const { a, loss, overlaps, empty } = scene(values);
      const name = loss.responsible === 0 ? 'A' : 'B';
      const [column, row] = cellOf(TRUTH, SIZE, CELLS);
      return frame(
        look,
        {
          title: zh ? '一个格子的责任与损失' : 'What one cell answers for, and its loss',
          note: zh
            ? `中心落在第 ${column} 列第 ${row} 行，那一格负责；框 ${name} 的 IoU 较大，由它负责。这格的损失是 ${three(loss.total)}。`
            : `The centre is in column ${column}, row ${row}: that cell is responsible, and in it box ${name}, whose IoU is larger. The loss of the cell is ${three(loss.total)}.`,
          legend: [
            { label: zh ? '真实框' : 'truth', colour: paint.ink },
            {
              label: zh ? `框 A，IoU ${three(overlaps[0])}` : `box A, IoU ${three(overlaps[0])}`,
              colour: paint.series[0],
              dash: DASHES[1],
            },
            {
              label: zh ? `框 B，IoU ${three(overlaps[1])}` : `box B, IoU ${three(overlaps[1])}`,
              colour: paint.series[1],
              dash: DASHES[2],
            },
          ],
          height: 266 + 126,
        },
        (area) => {
          const side = 252;
          const left = area.x + (area.width - side) / 2;
          const at = (pixel: number): number => (pixel * side) / SIZE;
          const unit = side / CELLS;
          const outline = ({ x, y, w, h }: Box, colour: string, dash: string | undefined, width: number): Svg => {
            const [x1, y1, x2, y2] = [x - w / 2, y - h / 2, x + w / 2, y + h / 2].map((value) => at(Math.min(SIZE, Math.max(0, value))));
            const line = (p: number, q: number, r: number, s: number): Svg =>
              segment(left + p, area.y + q, left + r, area.y + s, { colour, width, dash });
            const [l, t, r, b] = [x1 ?? 0, y1 ?? 0, x2 ?? 0, y2 ?? 0];
            return group(line(l, t, r, t), line(r, t, r, b), line(r, b, l, b), line(l, b, l, t));
          };
          const lines = Array.from({ length: CELLS + 1 }, (_, i) => [
            segment(left + i * unit, area.y, left + i * unit, area.y + side, { colour: paint.line, width: 1 }),
            segment(left, area.y + i * unit, left + side, area.y + i * unit, { colour: paint.line, width: 1 }),
          ]).flat();
          const terms: readonly (readonly [string, number, string])[] = [
            [zh ? '位置' : 'box', loss.box, paint.series[0]],
            [zh ? `置信度，负责的 ${name}` : `confidence of ${name}`, loss.object, paint.series[0]],
            [zh ? '置信度，另一个框' : 'confidence of the other', loss.empty, paint.series[0]],
            [zh ? '类别' : 'classes', loss.label, paint.series[0]],
            [zh ? '其余 48 格的 96 个空框' : '96 empty boxes elsewhere', empty, paint.series[1]],
          ];
          const [from, most] = [area.x + 152, Math.max(1, ...terms.map(([, value]) => value))];
          const room = area.width - 152 - 42;
          const bars = terms.map(([label, value, colour], i) => {
            const y = area.y + side + 30 + i * 22;
            return group(
              words(from - 8, y + 4, label, { fill: paint.ink, size: TYPE.small, anchor: 'end' }),
              box(from, y - 6, (value / most) * room, 12, { fill: colour, radius: 2 }),
              words(from + (value / most) * room + 6, y + 4, three(value), { fill: paint.ink, size: TYPE.small }),
            );
          });
          return group(
            box(left + column * unit, area.y + row * unit, unit, unit, { fill: paint.wash }),
            ...lines,
            outline(a, paint.series[0], DASHES[1], 2.4),
            outline(B, paint.series[1], DASHES[2], 2.4),
            outline(TRUTH, paint.ink, undefined, 1.8),
            mark('circle', left + at(a.x), area.y + at(a.y), 4, paint.series[0], paint.surface),
            mark('circle', left + at(TRUTH.x), area.y + at(TRUTH.y), 4, paint.ink, paint.surface),
            ...Array.from({ length: CELLS }, (_, i) => [
              words(left + (i + 0.5) * unit, area.y + side + 13, String(i), { fill: paint.soft, size: TYPE.small, anchor: 'middle' }),
              words(left - 6, area.y + (i + 0.5) * unit + 4, String(i), { fill: paint.soft, size: TYPE.small, anchor: 'end' }),
            ]).flat(),
            ...bars,
          );
        },
      );
    },
  }),
  figure({
    name: 'yolo-anchors',
    topic: 'yolo',
    title: { zh: '两种距离聚出的锚框', en: 'Anchors clustered by two distances' },
    params: {
      anchors: { about: { zh: '锚框的个数', en: 'number of anchors' }, least: 2, most: 9, standard: 5, whole: true },
    },
    alt: ({ anchors }, locale) => {
      const found = anchorsBy(anchors);
      const list = found.byIou.map(({ w, h }) => `${Math.round(w)}×${Math.round(h)}`);
      return locale === 'zh'
        ? `300 个模拟的框聚成 ${anchors} 类。按 1−IoU 得到的锚框是 ${list.join('、')}，平均 IoU ${three(found.iou)}；按欧氏距离是 ${three(found.euclid)}。`
        : `300 made-up boxes in ${anchors} clusters. By 1 − IoU the anchors are ${list.join(', ')}, with an average IoU of ${three(found.iou)}; by Euclidean distance it is ${three(found.euclid)}.`;
    },
    draw: ({ anchors }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const found = anchorsBy(anchors);
      return frame(
        look,
        {
          title: zh ? '两种距离聚出的锚框' : 'Anchors clustered by two distances',
          note: zh
            ? '300 个模拟的框（不是真实数据集）。欧氏距离把锚框拉向大框，小框分到的就少；两轴是对数。'
            : '300 made-up boxes, not a real data set. Euclid draws the anchors to the large boxes and leaves fewer for the small ones. Logarithmic axes.',
          legend: [
            {
              label: zh ? `按 1−IoU：平均 IoU ${three(found.iou)}` : `1 − IoU: average IoU ${three(found.iou)}`,
              colour: paint.series[0],
              mark: 'square',
            },
            {
              label: zh ? `按欧氏距离：${three(found.euclid)}` : `Euclid: ${three(found.euclid)}`,
              colour: paint.series[1],
              mark: 'triangle',
            },
          ],
          height: 330,
        },
        (area) => {
          const view = plot(look, area, {
            x: {
              domain: [6, 420],
              label: zh ? '宽（像素）' : 'width (pixels)',
              ticks: [10, 30, 100, 300],
              log: true,
              format: String,
              grid: true,
            },
            y: { domain: [6, 420], label: zh ? '高（像素）' : 'height (pixels)', ticks: [10, 30, 100, 300], log: true, format: String },
          });
          return group(
            view.axes,
            ...shapes.map(({ w, h }) => mark('circle', view.x(w), view.y(h), 1.7, paint.edge)),
            view.dots(
              found.byEuclid.map(({ w, h }) => [w, h]),
              paint.series[1],
              'triangle',
              7,
            ),
            view.dots(
              found.byIou.map(({ w, h }) => [w, h]),
              paint.series[0],
              'square',
              6,
            ),
          );
        },
      );
    },
  }),
];
