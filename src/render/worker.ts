import { parentPort } from 'node:worker_threads';
import type { PictureOrder } from '../chat/picture.ts';
import { drawPicture } from './easel.ts';

/** The thread that draws. It says `ready` when everything is loaded, then answers one order after the other. */
parentPort?.on('message', (order: PictureOrder) => {
  const drawn = drawPicture(order);
  if (drawn.ok) parentPort?.postMessage(drawn, [drawn.value.png.buffer]);
  else parentPort?.postMessage(drawn);
});
parentPort?.postMessage('ready');
