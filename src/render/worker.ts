import { parentPort } from 'node:worker_threads';
import type { Picture, PictureOrder } from '../chat/picture.ts';
import { drawPicture } from './easel.ts';

const WARMING: readonly Picture[] = [
  { kind: 'formula', tex: 'x' },
  { kind: 'prose', blocks: [{ kind: 'paragraph', content: [{ kind: 'text', text: '中 a' }] }] },
  { kind: 'figure', name: 'gradient' },
];

/** The thread that draws. It says `ready` when everything is loaded, then answers one order after the other. */
parentPort?.on('message', (order: PictureOrder) => {
  const drawn = drawPicture(order);
  if (drawn.ok) parentPort?.postMessage(drawn, [drawn.value.png.buffer]);
  else parentPort?.postMessage(drawn);
});
// What is slow the first time is done before anybody waits: MathJax, typst and their fonts are loaded.
for (const picture of WARMING) drawPicture({ picture, locale: 'en', theme: 'light' });
parentPort?.postMessage('ready');
