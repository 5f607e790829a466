import type { Picture, PictureOrder } from '../chat/picture.ts';
import { drawPicture } from './easel.ts';
import { fontFiles } from './fonts.ts';
import { SIGNS, useSmallFonts } from './raster.ts';
import { smallFonts } from './small-fonts.ts';

const WARMING: readonly Picture[] = [
  { kind: 'formula', tex: 'x' },
  { kind: 'prose', blocks: [{ kind: 'paragraph', content: [{ kind: 'text', text: '中 a' }] }] },
  { kind: 'figure', name: 'gradient' },
];

/** The process that draws. It says `ready` when everything is loaded, then answers one order after the other; it ends with the bot. */
process.on('message', (order: PictureOrder) => void process.send?.(drawPicture(order)));
process.on('disconnect', () => process.exit());
// A supervisor or a terminal sends these to all processes at once: the bot still delivers what is under way, with its pictures.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});
const folder = process.argv[2];
// Where the disk takes no fonts, the whole ones do.
const small = folder ? await smallFonts(folder, fontFiles().slice(0, SIGNS)).catch(() => null) : null;
if (small) useSmallFonts(small);
// What is slow the first time is done before anybody waits: MathJax, typst and their fonts are loaded.
for (const picture of WARMING) drawPicture({ picture, locale: 'en', theme: 'light' });
process.send?.('ready');
