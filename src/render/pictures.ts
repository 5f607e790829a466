import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Image, PictureOrder } from '../chat/picture.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { PictureCache } from './cache.ts';
import type { RenderFault } from './raster.ts';
import type { Studio } from './studio.ts';

/** Faults remembered, so that a broken formula is not tried at every post. */
const MOST_FAULTS = 1_000;

export interface Pictures {
  /** Finds or draws a picture. A fault is logged once, with where the formula stands. */
  draw(order: PictureOrder, whose?: 'bot' | 'guest'): Promise<Result<Image, RenderFault>>;
  /** A picture that was drawn before, by its name; null where it is not kept any more. */
  named(name: string): Promise<Image | null>;
}

export function createPictures(parts: {
  readonly studio: Studio;
  readonly cache: PictureCache;
  readonly report: (facts: Readonly<Record<string, string | undefined>>, what: string) => void;
}): Pictures {
  const { studio, cache, report } = parts;
  const faults = new Map<string, RenderFault>();
  const under = new Map<string, Promise<Result<Image, RenderFault>>>();
  const edition = editionOf();

  async function drawn(name: string, order: PictureOrder, whose: 'bot' | 'guest'): Promise<Result<Image, RenderFault>> {
    const kept = await cache.get(name);
    if (kept) return ok(imageOf(name, kept));
    const made = await studio.draw(order, whose);
    if (!made.ok) {
      // Busy and slow are the moment's fault, not the picture's.
      if (made.error.kind !== 'busy') noteFault(name, order, made.error, whose);
      return made;
    }
    const { png, width, height } = made.value;
    await cache.put(name, png).catch((error: Error) => report({ problem: error.message }, 'a picture could not be kept'));
    return ok({ name, type: 'image/png', bytes: png, width, height });
  }

  function noteFault(name: string, { picture, locale }: PictureOrder, fault: RenderFault, whose: 'bot' | 'guest'): void {
    faults.set(name, fault);
    const oldest = faults.keys().next();
    if (faults.size > MOST_FAULTS && !oldest.done) faults.delete(oldest.value);
    if (whose === 'guest') return;
    const where = picture.kind === 'formula' ? picture.source : picture.kind === 'figure' ? picture.name : undefined;
    report(
      { picture: picture.kind, where, locale, fault: fault.kind, problem: fault.message },
      'a picture could not be drawn; its text stands instead',
    );
  }

  return {
    draw(order, whose = 'bot') {
      const name = nameOf(order, edition);
      const known = faults.get(name);
      if (known) return Promise.resolve(err(known));
      const running = under.get(name);
      if (running) return running;
      const work = drawn(name, order, whose).finally(() => under.delete(name));
      under.set(name, work);
      return work;
    },
    async named(name) {
      const kept = await cache.get(name);
      return kept && imageOf(name, kept);
    },
  };
}

/** The order's content and what draws it: another template is another name, so that nothing old is shown after an update. */
function nameOf({ picture, locale, theme }: PictureOrder, edition: string): string {
  // Where a formula stands does not change how it looks.
  const shown = picture.kind === 'formula' ? { kind: picture.kind, tex: picture.tex } : picture;
  const hash = createHash('sha256')
    .update(JSON.stringify([edition, shown, locale, theme]))
    .digest('hex');
  return `${picture.kind === 'card' ? picture.card.kind : picture.kind}-${hash.slice(0, 40)}`;
}

function editionOf(): string {
  const hash = createHash('sha256');
  for (const folder of ['.', '../figures'].map((one) => fileURLToPath(new URL(one, import.meta.url)))) {
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
      if (/\.(ts|typ)$/.test(file)) hash.update(file).update(readFileSync(join(folder, file)));
    }
  }
  return hash.digest('hex');
}

/** Width and height stand in a PNG's first chunk, at bytes 16 and 20. */
function imageOf(name: string, bytes: Uint8Array<ArrayBuffer>): Image {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { name, type: 'image/png', bytes, width: view.getUint32(16), height: view.getUint32(20) };
}
