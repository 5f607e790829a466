import { webLimits } from './limits.ts';
import type { WebParts } from './parts.ts';

export type Drawn =
  | { readonly kind: 'svg'; readonly svg: string }
  | { readonly kind: 'broken'; readonly problem: string }
  | { readonly kind: 'busy' };

/** The page allows no styles from elsewhere; where the drawing stands on the line follows from its view box. */
const styles = / style="[^"]*"/g;

/** Formulas as they were drawn, the most recently used ones kept. `may` limits what is drawn anew: it takes the time of everybody. */
export function formulaShelf(draw: WebParts['formula'], may: () => boolean): (tex: string, display: boolean) => Drawn {
  const kept = new Map<string, Drawn>();
  return (tex, display) => {
    if (tex.length > webLimits.formula) return { kind: 'broken', problem: `longer than ${webLimits.formula} characters` };
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
      : { kind: 'broken', problem: result.error.problem };
    kept.set(key, drawn);
    const oldest = kept.keys().next();
    if (kept.size > webLimits.formulas && !oldest.done) kept.delete(oldest.value);
    return drawn;
  };
}
