import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const source = readFileSync(new URL('../../src/web/page/base.css', import.meta.url), 'utf8');
const colours = new Map(
  [...source.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name = '', light = '', dark = '']) => [
    name,
    { light, dark },
  ]),
);

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const read: readonly (readonly [front: string, ...backs: string[]])[] = [
  ['ink', 'paper', 'surface', 'raised', 'accent-wash'],
  ['soft', 'paper', 'surface', 'raised', 'accent-wash'],
  ['accent', 'paper', 'surface', 'raised', 'accent-wash'],
  ['on-accent', 'accent'],
  ['signal', 'signal-wash', 'surface'],
  ['danger', 'danger-wash', 'surface', 'raised', 'paper'],
];

describe.each(['light', 'dark'] as const)('in the %s look', (look) => {
  const of = (name: string) => colours.get(name)?.[look] ?? expect.fail(`no colour ${name}`);

  test('every text is readable (4.5 : 1)', () => {
    for (const [front, ...backs] of read)
      for (const back of backs) expect(contrast(of(front), of(back)), `${front} on ${back}`).toBeGreaterThanOrEqual(4.5);
  });

  test('the edges of fields can be seen (3 : 1)', () => {
    for (const back of ['raised', 'paper']) expect(contrast(of('edge'), of(back)), `edge on ${back}`).toBeGreaterThanOrEqual(3);
  });
});
