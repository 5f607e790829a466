import { Resvg } from '@resvg/resvg-js';
import type { FormulaProblem } from '../chat/picture.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { FAMILIES, fontFiles } from './fonts.ts';
import type { SmallFonts } from './small-fonts.ts';

export interface Raster {
  readonly png: Uint8Array<ArrayBuffer>;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** Why a picture was not drawn. `message` is English, for the log and for whoever wrote the formula. */
export interface RenderFault {
  readonly kind: 'too-long' | 'not-supported' | 'not-tex' | 'too-large' | 'too-slow' | 'busy' | 'away' | 'failed';
  readonly message: string;
  /** What is wrong with a formula, for whoever typed it. */
  readonly problem?: FormulaProblem;
  /** What the drawing process said last, where it did not start. For the log alone. */
  readonly output?: string;
}

/** Larger pictures take long to draw and to send, and platforms make them smaller. */
export const MAX_PIXELS = 4_000_000;

/** The first font files, which have all that formulas and figures write; each is read anew for every picture. */
export const SIGNS = 3;

let small: SmallFonts | null = null;

/** From now on, pictures whose signs are all in them are drawn with these. */
export function useSmallFonts(fonts: SmallFonts): void {
  small = fonts;
}

/** A picture in it that is not there itself: resvg would read it from the disk. */
const ELSEWHERE = /<(?:image|feImage)\b[^>]*?\bhref=(?!["']data:)/;

/** An SVG as a PNG of `scale` pixels a unit. Nothing is loaded from anywhere. */
export function rasterised(svg: string, scale: number, options: { readonly fonts: boolean }): Result<Raster, RenderFault> {
  const [width, height] = sizeOf(svg);
  const pixels = Math.ceil(width * scale) * Math.ceil(height * scale);
  if (!(pixels > 0 && pixels <= MAX_PIXELS))
    return err({ kind: 'too-large', message: `${Math.round(pixels)} pixels, at most ${MAX_PIXELS}` });
  if (ELSEWHERE.test(svg)) return err({ kind: 'not-supported', message: 'a picture from elsewhere' });
  const font = options.fonts
    ? {
        fontFiles: [...(small?.covers(svg) ? small.files : fontFiles().slice(0, SIGNS))],
        loadSystemFonts: false,
        defaultFontFamily: FAMILIES[0],
        serifFamily: FAMILIES[0],
        sansSerifFamily: FAMILIES[0],
      }
    : { loadSystemFonts: false };
  const drawn = new Resvg(svg, { fitTo: { mode: 'zoom', value: scale }, font }).render();
  return ok({ png: new Uint8Array(drawn.asPng()), width: drawn.width, height: drawn.height });
}

/** Width and height that an SVG says it has, in pixels at a scale of one. */
export function sizeOf(svg: string): readonly [number, number] {
  const tag = /<svg[^>]*>/.exec(svg)?.[0] ?? '';
  const side = (name: string) => {
    const [, length, unit] = new RegExp(`\\s${name}="([\\d.]+)(pt|px)?"`).exec(tag) ?? [];
    return Number(length ?? Number.NaN) * (unit === 'pt' ? 4 / 3 : 1);
  };
  return [side('width'), side('height')];
}
