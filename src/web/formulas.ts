import { LONGEST_FORMULA } from '../chat/picture.ts';
import { webLimits } from './limits.ts';
import type { WebParts } from './parts.ts';

export type Drawn =
  | { readonly kind: 'svg'; readonly svg: string }
  | { readonly kind: 'broken'; readonly problem: string }
  | { readonly kind: 'busy' };

/** The page allows no styles from elsewhere; where the drawing stands on the line follows from its view box. */
const styles = / style="[^"]*"/g;

/** Formulas as they were drawn, the most recently used ones kept. `may` limits what is drawn anew: it takes the time of everybody. */
export function formulaShelf(
  draw: WebParts['formula'],
  may: () => boolean,
  room: number = webLimits.drawings,
): (tex: string, display: boolean) => Drawn {
  const kept = new Map<string, Drawn>();
  let size = 0;
  const keep = (key: string, drawn: Drawn) => {
    kept.set(key, drawn);
    size += weight(key, drawn);
    for (const [oldest, old] of kept) {
      if (size <= room) break;
      kept.delete(oldest);
      size -= weight(oldest, old);
    }
  };
  return (tex, display) => {
    if (tex.length > LONGEST_FORMULA) return { kind: 'broken', problem: `longer than ${LONGEST_FORMULA} characters` };
    const key = `${display ? 'D' : 'I'}${tex}`;
    const known = kept.get(key);
    if (known) {
      kept.delete(key);
      kept.set(key, known);
      return known;
    }
    if (!may()) return { kind: 'busy' };
    const result = draw(tex, display);
    const drawn: Drawn = result.ok
      ? { kind: 'svg', svg: result.value.svg.replace(styles, '') }
      : { kind: 'broken', problem: result.error.message };
    keep(key, drawn);
    return drawn;
  };
}

const weight = (key: string, drawn: Drawn): number => key.length + (drawn.kind === 'svg' ? drawn.svg.length : 100);
