import type { Locale } from '../kernel/locale.ts';
import { illustrate } from './illustrate.ts';
import type { DrawPicture, Image } from './picture.ts';
import type { Capabilities } from './transport.ts';
import type { View } from './view.ts';

/** A View that is ready for `fit`, and its pictures by their names in it. */
export interface Drawn {
  readonly view: View;
  readonly images: ReadonlyMap<string, Image>;
}

/** Draws what a platform shows as pictures. Where one cannot be drawn, its text stands. */
export async function drawn(view: View, can: Capabilities, locale: Locale, draw: DrawPicture): Promise<Drawn> {
  const theme = view.pictures === 'light' ? 'light' : 'dark';
  const images = new Map<string, Image>();
  const failed = new Set<string>();
  for (;;) {
    const made = illustrate(view, can, failed);
    const missing = [...made.pictures].filter(([name]) => !images.has(name));
    if (missing.length === 0) return { view: made.view, images };
    // One after the other: there is one worker, and what a message needs first is drawn first.
    for (const [name, picture] of missing) {
      const image = await draw({ picture, locale, theme });
      if (image) images.set(name, image);
      else failed.add(name);
    }
  }
}
