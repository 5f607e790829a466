import type { PictureOrder } from '../chat/picture.ts';
import { figureValues } from '../figures/figure.ts';
import { figureNamed } from '../figures/index.ts';
import { lookFor } from '../figures/kit/index.ts';
import { err, type Result } from '../kernel/result.ts';
import { cardData } from './cards.ts';
import { formulaPicture } from './formula-picture.ts';
import { type Raster, type RenderFault, rasterised } from './raster.ts';
import { BrokenFormula, blocksOf, typeset } from './typeset.ts';

const SCALE = 3;

/** Draws one picture. Runs in the worker; the same order always gives the same pixels. */
export function drawPicture({ picture, locale, theme }: PictureOrder): Result<Raster, RenderFault> {
  try {
    switch (picture.kind) {
      case 'formula':
        return formulaPicture(picture.tex, theme);
      case 'prose':
        return typeset('prose', { blocks: blocksOf(picture.blocks, theme) }, theme, locale);
      case 'card':
        return typeset('card', { card: cardData(picture.card, theme, locale) }, theme, locale);
      case 'figure': {
        const figure = figureNamed(picture.name);
        if (!figure) return err({ kind: 'not-supported', message: `there is no figure ${picture.name}` });
        const values = figureValues(figure.params, picture.values ?? {});
        if (!values.ok) return err({ kind: 'not-supported', message: `${picture.name}: ${values.error.kind} ${values.error.name}` });
        return rasterised(figure.draw(values.value, lookFor(locale, theme)), SCALE, { fonts: true });
      }
    }
  } catch (fault) {
    if (fault instanceof BrokenFormula) return err(fault.fault);
    return err({ kind: 'failed', message: fault instanceof Error ? fault.message : String(fault) });
  }
}
