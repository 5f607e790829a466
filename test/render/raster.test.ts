import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rasterised } from '../../src/render/raster.ts';
import { temporaryFolder } from '../support/folder.ts';

const svg = (inner: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10" height="10">${inner}</svg>`;
const draw = (inner: string) => rasterised(svg(inner), 1, { fonts: false });

describe('an SVG becomes pixels', () => {
  it('of its own pictures, and of none that lies on the disk', () => {
    const red = draw('<rect width="10" height="10" fill="red"/>');
    if (!red.ok) throw new Error('not drawn');
    const file = join(temporaryFolder(), 'red.png');
    writeFileSync(file, red.value.png);
    const image = (href: string) => draw(`<image width="10" height="10" xlink:href="${href}"/>`);
    expect(image(file)).toMatchObject({ ok: false, error: { kind: 'not-supported' } });
    expect(image(`data:image/png;base64,${Buffer.from(red.value.png).toString('base64')}`)).toMatchObject({ ok: true });
  });
});
