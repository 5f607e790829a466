import { describe, expect, it } from 'vitest';
import {
  againstBackground,
  bins,
  costs,
  EXAMPLE_OBJECT,
  lastStagePerPosition,
  partMaps,
  positionSensitivePool,
  regionIou,
  type ScoreMap,
  scoreByShift,
  smoothL1,
  vote,
} from '../../src/figures/r-fcn.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'r-fcn';
const LOCALES = ['zh', 'en'] as const;

function expectWritten(text: string): void {
  for (const locale of LOCALES) expect(articleSource(slug, locale), `${locale} writes ${text}`).toContain(text);
}

const maps = partMaps(2, 8);
const whole = partMaps(1, 8)[0] as ScoreMap;
const shifts = [
  { dx: 0, dy: 0 },
  { dx: 1, dy: 0 },
  { dx: 1, dy: 1 },
  { dx: 2, dy: 0 },
];
const moved = ({ dx, dy }: { dx: number; dy: number }) => ({ ...EXAMPLE_OBJECT, x: EXAMPLE_OBJECT.x + dx, y: EXAMPLE_OBJECT.y + dy });

describe('r-fcn: the worked example', () => {
  it('the maps are hot where the text says', () => {
    const hot = (map: ScoreMap | undefined) => map?.flatMap((row, y) => row.flatMap((value, x) => (value > 0 ? [`${y},${x}`] : [])));
    expect(hot(maps[0])).toEqual(['1,1', '1,2', '2,1', '2,2']);
    expect(hot(maps[1])).toEqual(['1,3', '1,4', '2,3', '2,4']);
    expect(hot(whole)).toHaveLength(16);
  });

  it('has the rows of the table', () => {
    const rows = shifts.map((shift) => {
      const region = moved(shift);
      const sensitive = vote(positionSensitivePool(maps, region, 2));
      const plain = vote(positionSensitivePool([whole, whole, whole, whole], region, 2));
      return { iou: regionIou(region, EXAMPLE_OBJECT), sensitive, plain };
    });
    expect(rows.map(({ sensitive }) => sensitive)).toEqual([8, 4, 2, 0]);
    expect(rows.map(({ plain }) => plain)).toEqual([8, 6, 4.5, 4]);
    for (const { iou, sensitive, plain } of rows) {
      const short = (value: number): string => String(Number(value.toFixed(3)));
      const front = `| ${short(iou)} | ${sensitive} | ${againstBackground(sensitive, 3).toFixed(3)} | ${plain}`;
      const back = againstBackground(plain, 3).toFixed(3);
      expect(articleSource(slug, 'zh')).toContain(`${front}（${back}） |`);
      expect(articleSource(slug, 'en')).toContain(`${front} (${back}) |`);
    }
  });

  it('the pooled values agree with the overlap of each bin and its hot spot', () => {
    for (const { dx, dy } of shifts) {
      const share = (Math.max(0, 2 - dx) / 2) * (Math.max(0, 2 - dy) / 2);
      for (const value of positionSensitivePool(maps, moved({ dx, dy }), 2)) expect(value).toBe(8 * share);
    }
  });

  it('has the loss of the shifted region', () => {
    expectStated(slug, -Math.log(againstBackground(4, 3)), 3);
    const target = (EXAMPLE_OBJECT.x - moved({ dx: 1, dy: 0 }).x) / 4;
    expect(target).toBe(-0.25);
    const voted = vote([-0.1, -0.2, -0.3, -0.2]);
    expect(voted).toBeCloseTo(-0.2, 12);
    expectStated(slug, voted - target, 2);
    expectStated(slug, smoothL1(voted - target), 5);
    expectStated(slug, smoothL1(1.5), 1);
    expectStated(slug, 0.5 * 1.5 ** 2, 3);
  });

  it('bins share a column where k does not divide, and cover the region always', () => {
    expect(bins(5, 3)).toEqual([
      [0, 2],
      [1, 4],
      [3, 5],
    ]);
    for (const text of ['$[0,2)$', '$[1,4)$', '$[3,5)$']) expectWritten(text);
    for (let length = 1; length < 30; length++)
      for (const k of [1, 2, 3, 7]) {
        const covered = new Set(bins(length, k).flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => from + i)));
        expect(covered.size).toBe(length);
        expect(bins(length, k).every(([from, to]) => to > from)).toBe(true);
      }
  });
});

describe('r-fcn: the sums', () => {
  const positions = 38 * 63;
  const { perRegion, shared, reduction, scores } = costs(positions, 300, 7, 20);

  it('the feature map and the work per position', () => {
    expect([608 / 16, 1008 / 16]).toEqual([38, 63]);
    expectStated(slug, positions, 0);
    // Nine convolutions and a shortcut, counted one by one: [input, output, kernel area].
    const layers = [
      [1024, 512, 1],
      [512, 512, 9],
      [512, 2048, 1],
      [1024, 2048, 1],
      [2048, 512, 1],
      [512, 512, 9],
      [512, 2048, 1],
      [2048, 512, 1],
      [512, 512, 9],
      [512, 2048, 1],
    ] as const;
    expect(layers.reduce((total, [from, to, area]) => total + from * to * area, 0)).toBe(lastStagePerPosition());
    expect(articleSource(slug, 'zh')).toContain(`${Math.round(lastStagePerPosition() / 1e4)} 万`);
    expect(articleSource(slug, 'en')).toContain(`${(lastStagePerPosition() / 1e6).toFixed(2)} million`);
  });

  it('the table of costs, in units of 10^8 and 10^9', () => {
    const row = (values: readonly string[]): string => ` | ${values.join(' | ')} |`;
    expect(articleSource(slug, 'zh')).toContain(row([(perRegion / 1e8).toFixed(0), (shared / 1e8).toFixed(0)]));
    expect(articleSource(slug, 'en')).toContain(row([(perRegion / 1e9).toFixed(1), (shared / 1e9).toFixed(1)]));
    expect(articleSource(slug, 'zh')).toContain(row(['–', ((reduction + scores) / 1e8).toFixed(0)]));
    expect(articleSource(slug, 'en')).toContain(row(['–', ((reduction + scores) / 1e9).toFixed(1)]));
    expectStated(slug, 300 * 49, 0);
    expectStated(slug, perRegion / shared, 2);
    expect(perRegion / shared).toBeCloseTo((300 * 49) / positions, 12);
  });

  it('the channels and their memory', () => {
    expectStated(slug, 49 * 21, 0);
    expectStated(slug, 49 * 81, 0);
    expectStated(slug, (49 * 81 * positions * 4) / 1e6, 1);
    expectStated(slug, 10 * 49, 0);
  });
});

describe('r-fcn: the pooling', () => {
  it('with one map for all bins it is the mean over a region that k divides', () => {
    const map: ScoreMap = Array.from({ length: 6 }, (_, y) => Array.from({ length: 6 }, (_, x) => Math.sin(3 * x + 7 * y)));
    const flat = map.flat();
    const pooled = positionSensitivePool(
      Array.from({ length: 9 }, () => map),
      { x: 0, y: 0, width: 6, height: 6 },
      3,
    );
    expect(vote(pooled)).toBeCloseTo(flat.reduce((a, b) => a + b, 0) / flat.length, 12);
  });

  it('the score falls k times as fast as the overlap of the boxes', () => {
    for (const k of [1, 2, 3, 7])
      for (const [shift, score] of scoreByShift(k)) expect(score).toBeCloseTo(8 * Math.max(0, 1 - k * shift), 12);
  });

  it('moving the object with the region changes nothing', () => {
    const object = { x: 3, y: 2, width: 4, height: 4 };
    expect(positionSensitivePool(partMaps(2, 8, object), object, 2)).toEqual([8, 8, 8, 8]);
  });

  it('smooth L1 is continuous with a continuous slope where its pieces meet', () => {
    expect(smoothL1(1 - 1e-9)).toBeCloseTo(smoothL1(1 + 1e-9), 8);
    const slope = (at: number): number => (smoothL1(at + 1e-6) - smoothL1(at - 1e-6)) / 2e-6;
    expect(slope(1)).toBeCloseTo(1, 5);
    expect(slope(3)).toBeCloseTo(1, 5);
    expect(slope(0.3)).toBeCloseTo(0.3, 5);
  });
});
