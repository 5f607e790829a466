import type { Result } from '../../kernel/result.ts';
import { errorAt, type Fault, type FaultPlace, warningAt } from '../fault.ts';
import { articlePlace, type Collection, GLOSSARY_FILE, type PlacedFormula, questionPlace } from '../manuscript.ts';

/** Draws a formula, or says why not. `width` in ex. */
export type Compile = (tex: string, display: boolean) => Result<{ readonly width: number }, { readonly message: string }>;

/** Characters of LaTeX, content/README.md. */
const MAX_SOURCE = 300;
/** About 60 glyphs of the middle width, in ex: what a phone shows held across. */
const MAX_WIDTH = 75;

/** Every formula can be drawn, and is of a size for a phone. */
export function formulaFaults(collection: Collection, compile: Compile): readonly Fault[] {
  const known = new Map<string, ReturnType<Compile>>();
  const drawn = ({ tex, display }: PlacedFormula): ReturnType<Compile> => {
    const key = `${display}${tex}`;
    const result = known.get(key) ?? compile(tex, display);
    known.set(key, result);
    return result;
  };
  const check = (formula: PlacedFormula, place: FaultPlace): Fault[] => {
    if (formula.tex === '') return [];
    const shown = formula.tex.length > 50 ? `${formula.tex.slice(0, 49)}…` : formula.tex;
    const result = drawn(formula);
    if (!result.ok)
      return [
        errorAt(
          place,
          'formula',
          `${result.error.message}: ${shown}`,
          'packages are base, ams, boldsymbol, cancel; no \\tag, \\label, \\newcommand',
        ),
      ];
    const faults: Fault[] = [];
    if (formula.tex.length > MAX_SOURCE)
      faults.push(
        errorAt(place, 'formula', `${formula.tex.length} characters of LaTeX: ${shown}`, `at most ${MAX_SOURCE}: part it in two`),
      );
    if (result.value.width > MAX_WIDTH)
      faults.push(
        warningAt(
          place,
          'formula',
          `${Math.round(result.value.width)} ex wide: ${shown}`,
          `at most ${MAX_WIDTH} (about 60 glyphs): break it with aligned`,
        ),
      );
    return faults;
  };
  return [
    ...collection.manuscripts.flatMap((manuscript) =>
      manuscript.formulas.flatMap((formula) => check(formula, articlePlace(manuscript, formula.line))),
    ),
    ...collection.questions.flatMap((placed) =>
      placed.formulas.flatMap((formula) => check(formula, { ...questionPlace(placed), line: formula.line })),
    ),
    ...collection.terms.flatMap(({ formulas }) =>
      formulas.flatMap((formula) => check(formula, { file: GLOSSARY_FILE, line: formula.line })),
    ),
  ];
}
