import { describe, expect, it } from 'vitest';
import {
  affineOffsets,
  ascendOffsets,
  bilinear,
  bilinearGradient,
  cost,
  example,
  type FeatureMap,
  grid,
  offsetGradient,
  type Place,
  response,
  ridge,
  roiOffset,
  sampled,
} from '../../src/figures/deformable-conv.ts';
import { below, seeded } from '../../src/kernel/random.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'deformable-conv';

function expectWritten(text: string): void {
  for (const locale of ['zh', 'en'] as const) expect(articleSource(slug, locale), `${locale} writes ${text}`).toContain(text);
}

function randomMap(seed: string, height: number, width: number): FeatureMap {
  let dice = seeded(seed);
  return Array.from({ length: height }, () =>
    Array.from({ length: width }, () => {
      const drawn = below(100, dice);
      dice = drawn.state;
      return drawn.value / 10;
    }),
  );
}

/** The sum over all lattice points, as the definition has it. */
const byDefinition = (map: FeatureMap, [r, c]: Place): number =>
  map
    .flatMap((row, i) => row.map((value, j) => Math.max(0, 1 - Math.abs(i - r)) * Math.max(0, 1 - Math.abs(j - c)) * value))
    .reduce((a, b) => a + b, 0);

const { map, centre, kernel } = example;
const plain = { taps: kernel.taps, weights: kernel.weights };

describe('deformable-conv: the worked example', () => {
  it('shows the map of the text', () => {
    for (const [row, cells] of map.entries()) expectWritten(`| ${row} | ${cells.join(' | ')} |`);
  });

  it('an ordinary convolution gives 12, the offsets of the text 19.5', () => {
    expectStated(slug, response(map, plain, centre), 0);
    expect(sampled(kernel, centre)).toEqual([
      [0.25, 0.25],
      [1, 1],
      [1.75, 1.75],
    ]);
    expect(sampled(kernel, centre).map((place) => bilinear(map, place))).toEqual([5.75, 8, 5.75]);
    expectStated(slug, bilinear(map, [0.25, 0.25]), 2);
    expectStated(slug, response(map, kernel, centre), 1);
    for (const weight of [0.75 * 0.75, 0.75 * 0.25, 0.25 * 0.25]) expectStated(slug, weight, 4);
  });

  it('a step of 0.05 uphill gives 21.84 and leaves the middle point', () => {
    expect(offsetGradient(map, kernel, centre)).toEqual([
      [-3, -3],
      [0, 0],
      [3, 3],
    ]);
    const offsets = ascendOffsets(map, kernel, centre, 0.05, 1)[1] ?? [];
    const [left] = sampled({ ...kernel, offsets }, centre);
    expect(left?.[0]).toBeCloseTo(0.1, 12);
    expect(left?.[1]).toBeCloseTo(0.1, 12);
    expectStated(slug, bilinear(map, left ?? [0, 0]), 2);
    expectStated(slug, response(map, { ...kernel, offsets }, centre), 2);
  });

  it('modulation gives 16.625', () => expectStated(slug, response(map, { ...kernel, masks: [1, 1, 0.5] }, centre), 3));
});

describe('deformable-conv: the formulas', () => {
  it('four neighbours are the whole sum', () => {
    for (let round = 0; round < 40; round++) {
      const random = randomMap(`map ${round}`, 5, 6);
      const place: Place = [-1 + ((round * 0.37) % 6), -1 + ((round * 0.53) % 7)];
      expect(bilinear(random, place)).toBeCloseTo(byDefinition(random, place), 10);
    }
  });

  it('the gradient agrees with finite differences, between cells and on their lines', () => {
    const random = randomMap('slope', 6, 6);
    for (const [r, c] of [
      [1.3, 2.6],
      [0.5, 4.9],
      [3, 2.5],
      [2, 2],
      [4.2, 5.4],
    ] as const) {
      const h = 1e-6;
      const [down, right] = bilinearGradient(random, [r, c]);
      expect((byDefinition(random, [r + h, c]) - byDefinition(random, [r - h, c])) / (2 * h)).toBeCloseTo(down, 5);
      expect((byDefinition(random, [r, c + h]) - byDefinition(random, [r, c - h])) / (2 * h)).toBeCloseTo(right, 5);
    }
  });

  it('offsets of zero are an ordinary convolution, (d-1)p one with dilation d', () => {
    const random = randomMap('dilated', 9, 9);
    const taps = grid(3, 3);
    const weights = [1, -2, 0.5, 3, 1, -1, 0, 2, 0.25];
    for (const dilation of [1, 2, 3]) {
      const offsets = taps.map(([r, c]): Place => [(dilation - 1) * r, (dilation - 1) * c]);
      expect(response(random, { taps, weights, offsets }, [4, 4])).toBeCloseTo(
        response(random, { taps: grid(3, 3, dilation), weights }, [4, 4]),
        12,
      );
    }
  });

  it('a turn of 45 degrees moves the point at the right as stated', () => {
    const h = Math.SQRT1_2;
    const [offset] = affineOffsets(
      [[0, 1]],
      [
        [h, h],
        [-h, h],
      ],
    );
    expect(offset?.map((value) => value.toFixed(3))).toEqual(['0.707', '-0.293']);
    expectWritten('(0.707,0.707)');
    expectWritten('(0.707,-0.293)');
  });

  it('halving the masks halves the output', () => {
    const random = randomMap('mask', 5, 5);
    const taps = grid(3, 3);
    const weights = taps.map((_, n) => n - 3);
    expect(response(random, { taps, weights, masks: taps.map(() => 0.5) }, [2, 2])).toBeCloseTo(
      response(random, { taps, weights }, [2, 2]) / 2,
      12,
    );
  });

  it('on the ridge of the figure, climbing brings every point nearly to the top', () => {
    const taps = grid(3, 3, 2);
    const climber = { taps, weights: taps.map(() => 1) };
    for (const bend of [0, 0.15, 0.25]) {
      const land = ridge(13, bend);
      const offsets = ascendOffsets(land, climber, [6, 6], 0.4, 60).at(-1) ?? [];
      expect(response(land, climber, [6, 6])).toBeLessThan(6);
      expect(response(land, { ...climber, offsets }, [6, 6])).toBeGreaterThan(8.5);
      expect(response(land, { ...climber, offsets }, [6, 6])).toBeLessThanOrEqual(9);
    }
  });

  it('on a flat map an offset has no gradient', () => {
    const flat = Array.from({ length: 7 }, () => Array.from({ length: 7 }, () => 3));
    const taps = grid(3, 3);
    for (const slope of offsetGradient(flat, { taps, weights: taps.map(() => 2), offsets: taps.map(() => [0.3, 0.4]) }, [3, 3]))
      for (const part of slope) expect(part).toBeCloseTo(0, 12);
  });
});

describe('deformable-conv: the other numbers', () => {
  it('the table of costs', () => {
    const { plain: main, branch, branchOutputs, sampling } = cost(3, 256, 256, false);
    expectWritten(`| 256 | ${main.toLocaleString('en')} | 100% |`);
    expectWritten(`| ${branchOutputs} | ${branch.toLocaleString('en')} | ${((100 * branch) / main).toFixed(1)}% |`);
    expectWritten(`| – | ${sampling.toLocaleString('en')} | ${((100 * sampling) / main).toFixed(1)}% |`);
    expectStated(slug, (100 * (branch + sampling)) / main, 1);
    expect(cost(3, 256, 256, true).branchOutputs).toBe(27);
  });

  it('counts the 3×3 layers of conv3 to conv5 by the blocks of ResNet-50', () => {
    const blocks = [4, 6, 3];
    expectWritten(`$${blocks.join('+')}=${blocks.reduce((a, b) => a + b, 0)}$`);
  });

  it('the shift of the bin', () => {
    const [down, right] = roiOffset([-0.2, 0.3], 40, 80);
    expectStated(slug, -down, 1);
    expectStated(slug, right, 1);
  });

  it('stacked 3×3 layers sample 81 and 729 places when each unit has offsets of its own', () => {
    let dice = seeded('stack');
    const drift = (): number => {
      const drawn = below(1_000_000, dice);
      dice = drawn.state;
      return drawn.value / 1_000_000;
    };
    let places: Place[] = [[0, 0]];
    for (const stated of [null, 81, 729]) {
      places = places.flatMap((place) =>
        sampled({ taps: grid(3, 3), weights: [], offsets: grid(3, 3).map((): Place => [drift(), drift()]) }, place),
      );
      if (stated) expectStated(slug, new Set(places.map(String)).size, 0);
    }
  });
});
