import { PALETTES } from '../figures/kit/look.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Theme } from '../kernel/theme.ts';
import { compileFormula } from './formula.ts';
import { type Raster, type RenderFault, rasterised } from './raster.ts';

/** Units of a phone's width; a picture of this width fills it. */
const PHONE = 400;
/** Pixels a unit: three on today's phones. */
const SCALE = 3;
/** x-height in units at the base size, and the least that is still read with ease: 12 pixels. */
const EX = 7.2;
const LEAST_EX = 4;
const PAPER = { x: 18, y: 14 };
/** A narrow formula stands on paper that is not narrower: chats blow small pictures up. */
const NARROWEST = 220;

/**
 * A displayed formula on painted paper, all at the same size. One that is wider than a phone is made smaller, down to an x-height of
 * 12 pixels; beyond that the picture is wider and the phone scrolls or shrinks it.
 */
export function formulaPicture(tex: string, theme: Theme): Result<Raster, RenderFault> {
  const compiled = compileFormula(tex, true);
  if (!compiled.ok) return err(compiled.error);
  const paint = PALETTES[theme];
  const { svg, width, height } = compiled.value;
  const ex = Math.max(LEAST_EX, Math.min(EX, (PHONE - 2 * PAPER.x) / width));
  const [w, h] = [width * ex, height * ex];
  const paper = { width: Math.ceil(Math.max(NARROWEST, w + 2 * PAPER.x)), height: Math.ceil(h + 2 * PAPER.y) };
  const inner = svg
    .replace(/^<svg[^>]*?(viewBox="[^"]*")[^>]*>/, `<svg x="${(paper.width - w) / 2}" y="${PAPER.y}" width="${w}" height="${h}" $1>`)
    .replaceAll('currentColor', paint.ink);
  const whole = `<svg xmlns="http://www.w3.org/2000/svg" width="${paper.width}" height="${paper.height}"><rect width="100%" height="100%" fill="${paint.surface}"/>${inner}</svg>`;
  const drawn = rasterised(whole, SCALE, { fonts: inner.includes('<text') });
  return drawn.ok ? ok(drawn.value) : drawn;
}

/** x-height in pixels that a formula of a width (in ex) is drawn with. */
export const exPixels = (width: number): number => SCALE * Math.max(LEAST_EX, Math.min(EX, (PHONE - 2 * PAPER.x) / width));
