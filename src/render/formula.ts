import { type FormulaProblem, LONGEST_FORMULA } from '../chat/picture.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { texProblem } from './formula-problem.ts';
import { engine } from './mathjax.ts';

/** A drawn formula. Sizes are in ex, the x-height of the text around it: as CSS they fit the formula to any font. */
export interface DrawnFormula {
  /** A complete `<svg>` element, well-formed XML, coloured by `currentColor`, without ids. */
  readonly svg: string;
  readonly width: number;
  /** From top to bottom, `depth` included. */
  readonly height: number;
  /** Part of `height` below the baseline: as CSS `vertical-align: -<depth>ex`. */
  readonly depth: number;
}

export interface FormulaFault {
  readonly kind: 'too-long' | 'not-supported' | 'not-tex';
  /** English, for the log and the checker. */
  readonly message: string;
  /** The same for whoever typed it, where the kind does not say all. */
  readonly problem?: FormulaProblem;
}

/** In ex, for width and height: a formula that asks for more wants to break the page. */
const MAX_SIZE = 1000;
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML cannot hold them.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
/** Commands that number or name formulas, or take attributes from the text. */
const REFUSED = /\\(?:tag\*?|label|ref|eqref|mmlToken|nonumber|notag)(?![a-zA-Z])/;

/**
 * Draws LaTeX (packages base, ams, boldsymbol, cancel). The same source always gives the same picture; nothing of a formula
 * is left behind for the next one. An error in the source is a fault, never red text.
 */
export function compileFormula(tex: string, display: boolean): Result<DrawnFormula, FormulaFault> {
  if (tex.length > LONGEST_FORMULA) return err({ kind: 'too-long', message: `${tex.length} characters, at most ${LONGEST_FORMULA}` });
  if (!tex.isWellFormed() || CONTROL.test(tex)) return err({ kind: 'not-tex', message: 'a control character or half a character' });
  const refused = REFUSED.exec(tex);
  if (refused !== null)
    return err({ kind: 'not-supported', message: `${refused[0]} is not supported`, problem: { kind: 'refused', about: refused[0] } });
  let xml: string;
  try {
    xml = engine().svg(tex, display);
  } catch (fault) {
    // MathJax throws on what it cannot read, and overflows the stack on what is nested thousands deep.
    const message = messageOf(fault);
    return err({ kind: 'not-tex', message, problem: texProblem(fault, message) });
  }
  const size = sizeOf(xml);
  if (size === null) return err({ kind: 'not-supported', message: 'a line break \\\\ outside of aligned, cases or the like' });
  if (Math.max(size.width, size.height) > MAX_SIZE)
    return err({ kind: 'not-supported', message: `larger than ${MAX_SIZE} ex`, problem: { kind: 'large', about: '' } });
  return ok({ svg: xml, ...size });
}

function sizeOf(svg: string): { width: number; height: number; depth: number } | null {
  const tag = /^<svg[^>]*>/.exec(svg)?.[0] ?? '';
  const width = /\swidth="([\d.]+)ex"/.exec(tag)?.[1];
  const height = /\sheight="([\d.]+)ex"/.exec(tag)?.[1];
  const drop = /vertical-align: (-?[\d.]+)(?:ex)?;/.exec(tag)?.[1] ?? '0';
  if (width === undefined || height === undefined) return null;
  return { width: Number(width), height: Number(height), depth: Math.max(0, -Number(drop)) };
}

// A TexError has a message without being an Error.
function messageOf(fault: unknown): string {
  return typeof fault === 'object' && fault !== null && 'message' in fault ? String(fault.message) : String(fault);
}
