import type { Locale } from '../kernel/locale.ts';
import { illustrate, keyOf } from './illustrate.ts';
import type { DrawPicture, Image } from './picture.ts';
import type { Room } from './place.ts';
import type { Capabilities, Transport } from './transport.ts';
import type { View } from './view.ts';

/** A View that is ready for `fit`, and its pictures by their names in it. */
export interface Drawn {
  readonly view: View;
  readonly images: ReadonlyMap<string, Image>;
}

/** Draws what a platform shows as pictures. Where one cannot be drawn, its text stands. */
export async function drawn(view: View, can: Capabilities, locale: Locale, draw: DrawPicture): Promise<Drawn> {
  const theme = view.pictures === 'light' ? 'light' : 'dark';
  const byKey = new Map<string, Image>();
  const failed = new Set<string>();
  for (;;) {
    const { view: shown, pictures } = illustrate(view, can, failed);
    const missing = [...pictures.values()].filter((picture) => !byKey.has(keyOf(picture)));
    if (missing.length === 0) {
      const images = [...pictures].flatMap(([name, picture]) => {
        const image = byKey.get(keyOf(picture));
        return image ? [[name, image] as const] : [];
      });
      return { view: shown, images: new Map(images) };
    }
    // One after the other: there is one worker, and what a message needs first is drawn first.
    for (const picture of missing) {
      const image = await draw({ picture, locale, theme });
      if (image) byKey.set(keyOf(picture), image);
      else failed.add(keyOf(picture));
    }
  }
}

/** Draws, while there is time, what a View will need in a room; nobody waits for it. */
export function drawingAhead(
  transports: () => readonly Transport[],
  draw: DrawPicture,
  failed: (error: unknown) => void,
): (view: View, room: Pick<Room, 'platform'>, locale: Locale) => void {
  return (view, { platform }, locale) => {
    const can = transports().find((transport) => transport.can.platform === platform)?.can;
    if (can) drawn(view, can, locale, draw).catch(failed);
  };
}
