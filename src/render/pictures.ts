import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DrawPicture, FormulaProblem, Image, Picture, PictureOrder } from '../chat/picture.ts';
import type { Locale } from '../kernel/locale.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Theme } from '../kernel/theme.ts';
import type { PictureCache } from './cache.ts';
import { problemOf } from './formula-problem.ts';
import type { RenderFault } from './raster.ts';
import type { Studio } from './studio.ts';

/** Faults remembered, so that a broken formula is not tried at every post. */
const MOST_FAULTS = 1_000;

export interface Pictures {
  /** Finds or draws a picture. A fault is logged, with where the formula stands; one that is the picture's own is not met again. */
  draw(order: PictureOrder, whose?: 'bot' | 'guest'): Promise<Result<Image, RenderFault>>;
  /** The same for whoever shows its text where there is none. */
  readonly image: DrawPicture;
  /** Draws a formula for somebody who typed it. Null where it can be shown. */
  tryFormula(tex: string, locale: Locale, theme: Theme): Promise<FormulaProblem | null>;
  /** A picture that was drawn before, by its name; null where it is not kept any more. */
  named(name: string): Promise<Image | null>;
}

export function createPictures(parts: {
  readonly studio: Studio;
  readonly cache: PictureCache;
  readonly report: (facts: Readonly<Record<string, string | undefined>>, what: string) => void;
}): Pictures {
  const { studio, cache, report } = parts;
  /** `lasting`: it will be the same every time. */
  const faults = new Map<string, { readonly fault: RenderFault; readonly lasting: boolean }>();
  const under = new Map<string, Promise<Result<Image, RenderFault>>>();
  const edition = editionOf();

  async function drawn(name: string, order: PictureOrder, whose: 'bot' | 'guest'): Promise<Result<Image, RenderFault>> {
    const kept = await keptAs(name);
    if (kept) return ok(kept);
    const made = await studio.draw(order, whose);
    if (!made.ok) {
      noteFault(name, order, made.error, whose);
      return made;
    }
    faults.delete(name);
    const { png, width, height } = made.value;
    await cache.put(name, png).catch((error: Error) => report({ problem: error.message }, 'a picture could not be kept'));
    return ok({ name, type: 'image/png', bytes: png, width, height });
  }

  function noteFault(name: string, { picture, locale }: PictureOrder, fault: RenderFault, whose: 'bot' | 'guest'): void {
    if (fault.kind === 'busy') return;
    if (fault.kind !== 'away') {
      // Slow or ended once may be the moment's fault; twice is the picture's.
      const lasting = (fault.kind !== 'too-slow' && fault.kind !== 'failed') || faults.has(name);
      faults.set(name, { fault, lasting });
      const oldest = faults.keys().next();
      if (faults.size > MOST_FAULTS && !oldest.done) faults.delete(oldest.value);
    }
    // What a stranger typed is nobody's fault; that nothing can be drawn is.
    if (whose === 'guest' && picture.kind === 'formula' && fault.kind !== 'away') return;
    const where = picture.kind === 'formula' ? picture.source : picture.kind === 'figure' ? picture.name : undefined;
    report(
      { picture: picture.kind, where, locale, fault: fault.kind, problem: fault.message, output: fault.output },
      'a picture could not be drawn; its text stands instead',
    );
  }

  async function keptAs(name: string): Promise<Image | null> {
    const kept = await cache.get(name);
    return kept && imageOf(name, kept);
  }

  function draw(
    order: PictureOrder,
    whose: 'bot' | 'guest' = isPlay(order.picture) ? 'guest' : 'bot',
  ): Promise<Result<Image, RenderFault>> {
    const name = nameOf(order, edition);
    const known = faults.get(name);
    if (known?.lasting) return Promise.resolve(err(known.fault));
    const running = under.get(name);
    if (running) return running;
    const work = drawn(name, order, whose).finally(() => under.delete(name));
    under.set(name, work);
    return work;
  }

  return {
    draw,
    async image(order) {
      const made = await draw(order);
      return made.ok ? made.value : null;
    },
    async tryFormula(tex, locale, theme) {
      const made = await draw({ picture: { kind: 'formula', tex }, locale, theme }, 'guest');
      return made.ok ? null : problemOf(made.error);
    },
    named: keptAs,
  };
}

/** A figure with somebody's own values. */
const isPlay = (picture: Picture): boolean => picture.kind === 'figure' && picture.values !== undefined;

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
      if (/\.(ts|typ|svg)$/.test(file)) hash.update(file).update(readFileSync(join(folder, file)));
    }
  }
  return hash.digest('hex');
}

/** How a PNG begins and ends. */
const [BEGIN, END] = ['\x89PNG\r\n\x1a\n', 'IEND\xaeB`\x82'] as const;

/** Width and height stand in a PNG's first chunk, at bytes 16 and 20. Null for a file that lost its beginning or its end, as when the power fails. */
function imageOf(name: string, bytes: Uint8Array<ArrayBuffer>): Image | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.toString('latin1', 0, BEGIN.length) !== BEGIN || file.toString('latin1', file.length - END.length) !== END) return null;
  return { name, type: 'image/png', bytes, width: file.readUInt32BE(16), height: file.readUInt32BE(20) };
}
