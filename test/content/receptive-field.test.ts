import { describe, expect, it } from 'vitest';
import {
  bottomUp,
  effectiveKernel,
  exampleNetwork,
  influence,
  influenceDeviation,
  type Layer,
  layer,
  topDown,
  unitsRead,
} from '../../src/figures/receptive-field.ts';
import { expectStated } from '../support/content.ts';

function span(positions: readonly number[]): { first: number; last: number; width: number } {
  const first = positions.at(0) ?? 0;
  const last = positions.at(-1) ?? 0;
  return { first, last, width: last - first + 1 };
}

const reach = (layers: readonly Layer[], input = 0) => bottomUp(layers, input).at(-1) ?? { width: input, jump: 1, field: 1, centre: 0 };
const positionsRead = (layers: readonly Layer[], unit: number): number[] => unitsRead(layers, unit).at(-1) ?? [];

const slug = 'receptive-field';
const example = exampleNetwork();
const pool = layer(2, 2);

describe('the two recursions', () => {
  const networks = [
    example,
    [layer(7, 2, 3), layer(3, 2, 1), layer(3, 1, 1), layer(1), layer(3, 1, 4, 4)],
    [layer(11, 4, 2), layer(3, 2), layer(5, 1, 2), layer(3, 2), layer(3, 1, 1)],
    [layer(3, 1, 1, 2), layer(3, 1, 1, 2), layer(3, 1, 1, 2)],
  ];

  it('agree with each other, with the closed sum and with brute force', () => {
    for (const layers of networks) {
      const { field, jump, centre } = reach(layers);
      expect(topDown(layers).at(-1)).toBe(field);
      let sum = 1;
      for (const [l, each] of layers.entries()) {
        sum += (effectiveKernel(each) - 1) * layers.slice(0, l).reduce((product, below) => product * below.stride, 1);
      }
      expect(sum).toBe(field);
      for (const unit of [0, 3]) {
        const window = span(positionsRead(layers, unit));
        expect(window.width).toBe(field);
        expect((window.first + window.last) / 2).toBe(centre + unit * jump);
      }
    }
  });
});

describe('the worked example', () => {
  it('has the stated table', () => {
    for (const row of bottomUp(example, 32)) {
      expectStated(slug, row.width, 0);
      expectStated(slug, row.jump, 0);
      expectStated(slug, row.field, 0);
    }
    expect(bottomUp(example, 32)).toEqual([
      { width: 32, jump: 1, field: 3, centre: 0 },
      { width: 16, jump: 2, field: 4, centre: 0.5 },
      { width: 16, jump: 2, field: 12, centre: 0.5 },
      { width: 8, jump: 4, field: 16, centre: 0.5 },
    ]);
  });

  it('is traced back from the top through the stated values', () => {
    expect(topDown(example)).toEqual([1, 3, 7, 14, 16]);
  });

  it('has the stated windows, without holes', () => {
    const third = positionsRead(example, 3);
    expect(span(third)).toEqual({ first: 5, last: 20, width: 16 });
    expect(third).toHaveLength(16);
    const { centre, jump, field } = reach(example, 32);
    expectStated(slug, centre + 3 * jump, 1);
    expectStated(slug, (field - 1) / 2, 1);
    const border = positionsRead(example, 0);
    expect(span(border)).toMatchObject({ first: -7, last: 8 });
    expect(border.filter((x) => x < 0)).toHaveLength(7);
  });
});

describe('three ways to see further', () => {
  it('reach the stated fields', () => {
    expect(reach([layer(3), layer(3), layer(3)]).field).toBe(7);
    expect(reach([layer(3, 2), layer(3, 2), layer(3, 2)]).field).toBe(15);
    expect(reach([layer(3), layer(3, 1, 0, 2), layer(3, 1, 0, 4)]).field).toBe(15);
    expect(reach([layer(7)]).field).toBe(7);
    expectStated(slug, 100 * (1 - (3 * 3 * 3) / (7 * 7)), 0);
  });

  it('leave gaps when the dilation stays at two, and none with 1, 2, 5', () => {
    const same = positionsRead(
      [2, 2, 2].map((dilation) => layer(3, 1, dilation, dilation)),
      0,
    );
    expect(span(same).width).toBe(13);
    expect(same).toHaveLength(7);
    expect(same.every((x) => x % 2 === 0)).toBe(true);
    for (const [dilations, width] of [
      [[1, 2, 5], 17],
      [[1, 2, 4], 15],
    ] as const) {
      const mixed = positionsRead(
        dilations.map((dilation) => layer(3, 1, dilation, dilation)),
        0,
      );
      expect(span(mixed).width).toBe(width);
      expect(mixed).toHaveLength(width);
    }
  });
});

describe('real networks', () => {
  it('gives the fields of VGG-16 at the ends of its stages', () => {
    const layers: Layer[] = [];
    const stated: number[] = [];
    for (const convolutions of [2, 2, 3, 3, 3]) {
      for (let i = 0; i < convolutions; i++) layers.push(layer(3, 1, 1));
      stated.push(reach(layers).field);
      layers.push(pool);
      stated.push(reach(layers).field);
    }
    expect(stated).toEqual([5, 6, 14, 16, 40, 44, 92, 100, 196, 212]);
    for (const field of [6, 16, 44, 100, 196, 212]) expectStated(slug, field, 0);
  });

  it('gives 483 or 427 for ResNet-50, by the place of the stride', () => {
    const resnet = (strideOn: 'first' | 'middle') => {
      const layers = [layer(7, 2, 3), layer(3, 2, 1)];
      for (const [stage, blocks] of [3, 4, 6, 3].entries()) {
        for (let block = 0; block < blocks; block++) {
          const stride = stage > 0 && block === 0 ? 2 : 1;
          layers.push(layer(1, strideOn === 'first' ? stride : 1), layer(3, strideOn === 'middle' ? stride : 1, 1), layer(1));
        }
      }
      return reach(layers).field;
    };
    expect(resnet('first')).toBe(483);
    expect(resnet('middle')).toBe(427);
    for (const value of [resnet('first'), resnet('middle'), resnet('first') - resnet('middle')]) expectStated(slug, value, 0);
  });
});

describe('the effective receptive field', () => {
  it('has the stated weights for three layers', () => {
    const weights = influence(3, 3);
    expect(weights.map((weight) => Math.round(weight * 27))).toEqual([1, 3, 6, 7, 6, 3, 1]);
    const centre = weights[3] ?? 0;
    const corner = weights[0] ?? 0;
    expectStated(slug, 100 * centre ** 2, 2);
    expectStated(slug, 100 * corner ** 2, 2);
    expectStated(slug, (centre / corner) ** 2, 0);
  });

  it('has the standard deviation of the formula, and the stated shares', () => {
    for (const depth of [3, 10, 40]) {
      const weights = influence(depth, 3);
      const variance = weights.reduce((sum, weight, i) => sum + weight * (i - depth) ** 2, 0);
      const deviation = influenceDeviation(depth, 3);
      expect(Math.sqrt(variance)).toBeCloseTo(deviation, 8);
      expectStated(slug, weights.length, 0);
      expectStated(slug, deviation, 2);
      expectStated(slug, 4 * deviation, 1);
      expectStated(slug, (400 * deviation) / weights.length, 0);
    }
  });

  it('keeps most of the influence in the middle after ten layers', () => {
    const middle = influence(10, 3)
      .slice(5, 16)
      .reduce((sum, weight) => sum + weight, 0);
    expectStated(slug, 100 * middle ** 2, 0);
    expectStated(slug, (100 * 11 ** 2) / 21 ** 2, 0);
  });
});
