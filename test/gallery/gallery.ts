/** Contact sheets of everything the bot draws, a PNG for each kind, language and theme: `npm run gallery [-- --out=DIR] [-- KIND...]`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import type { Picture } from '../../src/chat/picture.ts';
import { FIGURES } from '../../src/figures/index.ts';
import { PALETTES } from '../../src/figures/kit/look.ts';
import { LOCALES, type Locale } from '../../src/kernel/locale.ts';
import type { Theme } from '../../src/kernel/theme.ts';
import { drawPicture } from '../../src/render/easel.ts';
import { FAMILIES, fontFiles } from '../../src/render/fonts.ts';
import type { Raster } from '../../src/render/raster.ts';
import { sampleCards } from './cards.ts';
import { proseSamples, realLibrary } from './content.ts';

const KINDS: Readonly<Record<string, (locale: Locale) => Readonly<Record<string, Picture>>>> = {
  cards: (locale) => mapped(sampleCards(locale), (card): Picture => ({ kind: 'card', card })),
  figures: () => Object.fromEntries(FIGURES.map(({ name }): [string, Picture] => [name, { kind: 'figure', name }])),
  formulas: (locale) =>
    Object.fromEntries(
      realLibrary()
        .articles.filter((article) => article.locale === locale)
        .map(({ slug, formula }): [string, Picture] => [slug, { kind: 'formula', tex: formula }]),
    ),
  prose: (locale) => mapped(proseSamples(locale), (blocks): Picture => ({ kind: 'prose', blocks })),
};

const words = process.argv.slice(2);
const out = words.find((word) => word.startsWith('--out='))?.slice(6) ?? 'data/gallery';
const wanted = words.filter((word) => !word.startsWith('--'));
mkdirSync(out, { recursive: true });

let failed = 0;
for (const [kind, picturesOf] of Object.entries(KINDS)) {
  if (wanted.length > 0 && !wanted.includes(kind)) continue;
  for (const locale of LOCALES) {
    for (const theme of ['light', 'dark'] as const) {
      const tiles: Tile[] = [];
      for (const [name, picture] of Object.entries(picturesOf(locale))) {
        const drawn = drawPicture({ picture, locale, theme });
        if (drawn.ok) tiles.push({ name, raster: drawn.value });
        else {
          failed += 1;
          console.error(`${name} (${locale}, ${theme}): ${drawn.error.kind}, ${drawn.error.message}`);
        }
      }
      const file = join(out, `${kind}-${locale}-${theme}.png`);
      writeFileSync(file, sheet(tiles, theme));
      console.log(`${file}  ${tiles.length} pictures`);
    }
  }
}
process.exitCode = failed > 0 ? 1 : 0;

interface Tile {
  readonly name: string;
  readonly raster: Raster;
}

/** All as wide as on a phone, each under its name, one after the other into the column that is shortest. */
function sheet(tiles: readonly Tile[], theme: Theme): Buffer {
  const [width, between, caption] = [400, 28, 22];
  const highOf = ({ raster }: Tile): number => (raster.height * Math.min(width, raster.width / 2)) / raster.width + caption;
  const area = tiles.reduce((sum, tile) => sum + (highOf(tile) + between) * (width + between), 0);
  const columns = Array.from({ length: Math.max(1, Math.round(Math.sqrt(area * 1.5) / (width + between))) }, () => between);
  const { paper, soft } = PALETTES[theme];
  const placed = tiles.map((tile) => {
    const column = columns.indexOf(Math.min(...columns));
    const [x, y] = [between + column * (width + between), columns[column] ?? 0];
    columns[column] = y + highOf(tile) + between;
    const data = Buffer.from(tile.raster.png).toString('base64');
    return `<text x="${x}" y="${y + 13}" font-size="13" fill="${soft}">${tile.name}</text><image x="${x}" y="${y + caption}" width="${Math.min(width, tile.raster.width / 2)}" height="${highOf(tile) - caption}" href="data:image/png;base64,${data}"/>`;
  });
  const [w, h] = [between + columns.length * (width + between), Math.max(...columns)];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" font-family="${FAMILIES[0]}"><rect width="100%" height="100%" fill="${paper}"/>${placed.join('')}</svg>`;
  const font = { fontFiles: [...fontFiles()].slice(0, 1), loadSystemFonts: false, defaultFontFamily: FAMILIES[0] };
  return new Resvg(svg, { fitTo: { mode: 'zoom', value: 1.25 }, font }).render().asPng();
}

function mapped<From, To>(from: Readonly<Record<string, From>>, to: (one: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(from).map(([key, value]) => [key, to(value)]));
}
