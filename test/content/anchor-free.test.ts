import { describe, expect, it } from 'vitest';
import {
  centreness,
  decodeCentre,
  distances,
  type Edges,
  edgesIou,
  encodeCentre,
  fcosLevel,
  fcosPositives,
  heat,
  heatLoss,
  peaks,
} from '../../src/figures/anchor-free.ts';
import { iou } from '../../src/figures/small-objects.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'anchor-free';
const box: Edges = { x0: 103, y0: 78, x1: 223, y1: 238 };
const small: Edges = { x0: 157, y0: 150, x1: 169, y1: 166 };

function expectWritten(text: string): void {
  for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale), `${locale} writes ${text}`).toContain(text);
}

const centred = ({ x0, y0, x1, y1 }: Edges) => ({ x: (x0 + x1) / 2, y: (y0 + y1) / 2, w: x1 - x0, h: y1 - y0 });

describe('anchor-free: the worked example of CenterNet', () => {
  const target = encodeCentre(box, 4);

  it('the centre is in cell (40, 39) with an offset of (0.75, 0.5)', () => {
    expect(target).toEqual({ cell: [40, 39], offset: [0.75, 0.5], size: [120, 160] });
    for (const text of ['(163,158)', '(40.75,39.5)', '(40,39)', '(0.75,0.5)']) expectWritten(text);
    expect(decodeCentre(target, 4)).toEqual(box);
  });

  it('without the offset the large box barely suffers and the small one is lost', () => {
    const slipped = decodeCentre({ ...target, offset: [0, 0] }, 4);
    expect([box.x0 - slipped.x0, box.y0 - slipped.y0]).toEqual([3, 2]);
    expect(edgesIou(box, slipped)).toBeCloseTo(18486 / 19914, 12);
    expect(edgesIou(box, slipped)).toBeCloseTo(iou(centred(box), centred(slipped)), 12);
    expectWritten('\\frac{18486}{19914}');
    expectStated(slug, edgesIou(box, slipped), 3);
    const tiny = encodeCentre(small, 4);
    expect([tiny.cell, tiny.offset, tiny.size]).toEqual([
      [40, 39],
      [0.75, 0.5],
      [12, 16],
    ]);
    const lost = edgesIou(small, decodeCentre({ ...tiny, offset: [0, 0] }, 4));
    expect(lost).toBeCloseTo(126 / 258, 12);
    expectStated(slug, lost, 3);
  });

  it('has the losses of the three cells', () => {
    const near = heat(1, 0, 2);
    expectStated(slug, near, 3);
    expectStated(slug, (1 - near) ** 4, 5);
    expectStated(slug, heatLoss(0.8, 1), 4);
    expectStated(slug, heatLoss(0.6, near), 5);
    expectStated(slug, heatLoss(0.6, 0), 3);
    const ratio = heatLoss(0.6, 0) / heatLoss(0.6, near);
    expect(ratio).toBeGreaterThan(4500);
    expect(ratio).toBeLessThan(5500);
  });

  it('a 3×3 maximum leaves one peak of a Gaussian, and two of two', () => {
    const map = Array.from({ length: 9 }, (_, y) =>
      Array.from({ length: 12 }, (_, x) => Math.max(heat(x - 2, y - 4, 1.5), 0.9 * heat(x - 8, y - 3, 1))),
    );
    expect(peaks(map, 0.3)).toEqual([
      [8, 3],
      [2, 4],
    ]);
  });
});

describe('anchor-free: the worked example of FCOS', () => {
  const near = distances(box, 136, 136);
  const middle = distances(box, 168, 152);

  it('has the distances, levels and centre-ness of both places', () => {
    expect(near).toEqual({ l: 33, t: 58, r: 87, b: 102 });
    expect(middle).toEqual({ l: 65, t: 74, r: 55, b: 86 });
    expect([fcosLevel(near), fcosLevel(middle)]).toEqual([4, 4]);
    // Both are places of P4: half a stride plus whole strides.
    for (const coordinate of [136, 168, 152]) expect((coordinate - 8) % 16).toBe(0);
    for (const number of [33, 58, 87, 102, 65, 74, 55, 86]) expectStated(slug, number, 0);
    expectStated(slug, centreness(near), 3);
    expectStated(slug, centreness(middle), 3);
    expectStated(slug, 0.9 * centreness(near), 3);
    expectStated(slug, 0.8 * centreness(middle), 3);
  });

  it('the prediction has the IoU and the loss of the text', () => {
    const predicted: Edges = { x0: 168 - 60, y0: 152 - 70, x1: 168 + 50, y1: 152 + 90 };
    expect(edgesIou(box, predicted)).toBeCloseTo(17160 / 19640, 12);
    expectWritten('17160/19640');
    expectStated(slug, edgesIou(box, predicted), 3);
    expectStated(slug, -Math.log(edgesIou(box, predicted)), 3);
  });

  it('56 places on two levels are positives', () => {
    const counts = [3, 4, 5, 6, 7]
      .map((level) => fcosPositives(box, 512, level))
      .map(({ within, trained }) => [within.length, trained.length]);
    expect(counts.slice(0, 3)).toEqual([
      [300, 0],
      [80, 48],
      [20, 8],
    ]);
    expect(counts.slice(3).every(([, trained]) => trained === 0)).toBe(true);
    for (const number of [300, 80, 48, 20, 8, 56]) expectStated(slug, number, 0);
  });
});

describe('anchor-free: the other statements', () => {
  it('nine anchors a place make 196416 of them', () => {
    const places = [8, 16, 32, 64, 128].reduce((total, stride) => total + (1024 / stride) ** 2, 0);
    expectStated(slug, places, 0);
    expectStated(slug, 9 * places, 0);
  });

  it('centre-ness is 1 in the middle, falls to 0 at the edge, and does not depend on the size of the box', () => {
    expect(centreness({ l: 5, r: 5, t: 9, b: 9 })).toBe(1);
    expect(centreness({ l: 0, r: 10, t: 9, b: 9 })).toBe(0);
    expect(centreness({ l: 20, t: 30, r: 80, b: 30 })).toBe(centreness({ l: 200, t: 300, r: 800, b: 300 }));
  });

  it('corner pooling by its formula lights up the corner of a frame', () => {
    // f answers on the upper edge (row 2, columns 4-6), g on the left edge (column 3, rows 3-5); at the corner itself there is nothing.
    const grid = (lit: (i: number, j: number) => boolean): number[][] =>
      Array.from({ length: 8 }, (_, i) => Array.from({ length: 8 }, (_, j) => (lit(i, j) ? 1 : 0)));
    const f = grid((i, j) => i === 2 && j >= 4 && j <= 6);
    const g = grid((i, j) => j === 3 && i >= 3 && i <= 5);
    const pooled = f.map((row, i) => row.map((_, j) => Math.max(...row.slice(j)) + Math.max(...g.slice(i).map((line) => line[j] ?? 0))));
    const best = Math.max(...pooled.flat());
    expect(best).toBe(2);
    expect(pooled[2]?.[3]).toBe(2);
    expect(pooled.flat().filter((value) => value === best)).toHaveLength(1);
  });
});
