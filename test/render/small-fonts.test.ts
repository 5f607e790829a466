import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { figureValues } from '../../src/figures/figure.ts';
import { FIGURES } from '../../src/figures/index.ts';
import { lookFor } from '../../src/figures/kit/index.ts';
import { fontFiles } from '../../src/render/fonts.ts';
import { rasterised, SIGNS, useSmallFonts } from '../../src/render/raster.ts';
import { smallFonts } from '../../src/render/small-fonts.ts';
import { createStudio } from '../../src/render/studio.ts';
import { sleep } from '../../src/runtime/pacing.ts';
import { temporaryFolder } from '../support/folder.ts';

it('have every sign of every figure, are made once, and are a quarter of the size', async () => {
  const folder = temporaryFolder();
  const whole = fontFiles().slice(0, SIGNS);
  const fonts = await smallFonts(folder, whole);
  const uncovered = FIGURES.flatMap((figure) => {
    const values = figureValues(figure.params, {});
    if (!values.ok) return [figure.name];
    return (['zh', 'en'] as const).every((locale) => fonts.covers(figure.draw(values.value, lookFor(locale, 'light'))))
      ? []
      : [figure.name];
  });
  expect(uncovered).toEqual([]);
  const made = readdirSync(folder).map((file) => statSync(`${folder}/${file}`).mtimeMs);
  expect((await smallFonts(folder, whole)).files).toEqual(fonts.files);
  expect(readdirSync(folder).map((file) => statSync(`${folder}/${file}`).mtimeMs)).toEqual(made);
  const size = (files: readonly string[]) => files.reduce((sum, file) => sum + statSync(file).size, 0);
  expect(size(fonts.files)).toBeLessThan(size(whole) / 3);
  expect(fonts.covers('龘')).toBe(false);
}, 60_000);

it('are not counted on once somebody has emptied their folder', async () => {
  const folder = temporaryFolder();
  const { covers } = await smallFonts(
    folder,
    fontFiles().filter((file) => file.includes('Math')),
  );
  expect(covers('x')).toBe(true);
  rmSync(folder, { recursive: true });
  expect(covers('x')).toBe(false);
});

it('are done without where the disk takes none', async () => {
  const file = join(temporaryFolder(), 'no-folder');
  writeFileSync(file, '');
  const studio = createStudio(sleep, undefined, undefined, file);
  expect(await studio.draw({ picture: { kind: 'formula', tex: 'x' }, locale: 'en', theme: 'dark' }, 'bot')).toMatchObject({ ok: true });
  await studio.stop();
});

it('draw the same pixels as the whole fonts, the heavier letters too', async () => {
  const figure = FIGURES.find(({ name }) => name === 'gradient');
  if (!figure) throw new Error('no figure');
  const values = figureValues(figure.params, {});
  if (!values.ok) throw new Error('no values');
  const svg = figure.draw(values.value, lookFor('zh', 'dark'));
  const whole = rasterised(svg, 2, { fonts: true });
  useSmallFonts(await smallFonts(temporaryFolder(), fontFiles().slice(0, SIGNS)));
  const small = rasterised(svg, 2, { fonts: true });
  if (!whole.ok || !small.ok) throw new Error('not drawn');
  expect(Buffer.from(small.value.png).equals(Buffer.from(whole.value.png))).toBe(true);
}, 60_000);
