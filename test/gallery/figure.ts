/** Draws figures into a PNG each, both languages and both themes side by side: `node test/gallery/figure.ts NAME [steps=5] --out=DIR`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { figureValues } from '../../src/figures/figure.ts';
import { FIGURES } from '../../src/figures/index.ts';
import { lookFor } from '../../src/figures/kit/index.ts';

const require = createRequire(import.meta.url);
const fontFiles = [
  require.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
  require.resolve('@expo-google-fonts/noto-sans-sc/600SemiBold/NotoSansSC_600SemiBold.ttf'),
];

const words = process.argv.slice(2);
const out = words.find((word) => word.startsWith('--out='))?.slice(6) ?? 'data/gallery';
const names = words.filter((word) => !word.includes('='));
const given = Object.fromEntries(
  words.filter((word) => word.includes('=') && !word.startsWith('--')).map((word) => [word.split('=')[0], Number(word.split('=')[1])]),
);
mkdirSync(out, { recursive: true });

const asked = FIGURES.filter((one) => names.length === 0 || names.includes(one.name) || names.includes(one.topic));
/** Of a topic's figures only some have the parameters that are given. */
const having = asked.filter((one) => Object.keys(given).every((param) => Object.hasOwn(one.params, param)));
if (having.length === 0) throw new Error(`no figure ${[...names, ...Object.keys(given)].join(' ')}`);

for (const figure of having) {
  const values = figureValues(figure.params, given);
  if (!values.ok) throw new Error(`${figure.name}: ${JSON.stringify(values.error)}`);
  const looks = (['zh', 'en'] as const).map((locale, index) => lookFor(locale, index === 0 ? 'light' : 'dark'));
  const drawn = looks.map((look) => figure.draw(values.value, look));
  const height = Math.max(...drawn.map((svg) => Number(/ height="(\d+)"/.exec(svg)?.[1])));
  const sheet = `<svg xmlns="http://www.w3.org/2000/svg" width="820" height="${height}">${drawn.map((svg, index) => svg.replace('<svg ', `<svg x="${index * 420}" `).replaceAll(/(id="|url\(#)/g, `$1${index}-`)).join('')}</svg>`;
  const png = new Resvg(sheet, {
    fitTo: { mode: 'zoom', value: 2 },
    font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'Noto Sans SC' },
  }).render();
  const file = join(out, `${figure.name}.png`);
  writeFileSync(file, png.asPng());
  console.log(`${file}  ${figure.alt(values.value, 'en')}`);
}
