import { type Line, linesOf } from './lines.ts';
import { isCutOff } from './losses.ts';

/** An article's excerpt as one page shows it, with what stands around it. */
export interface RawEntry {
  readonly text: string;
  readonly facts: Facts;
  readonly page: string;
}

export interface Facts {
  readonly category?: string;
  readonly date?: string;
}

export interface Page {
  /** The file's name, shown as the source. */
  readonly name: string;
  readonly text: string;
}

/** What stands between two excerpts, in front of the first, or behind the last. */
type Run = readonly Line[];

interface Layout {
  readonly name: string;
  readonly excerpts: readonly string[];
  /** One more than excerpts: `runs[i]` stands in front of `excerpts[i]`. */
  readonly runs: readonly Run[];
}

/** Whether a plain text is a listing page: several excerpts a line each, half of them cut off. Any other text is one article. */
export function isListingPage(text: string): boolean {
  const excerpts = linesOf(text).filter(({ kind }) => kind === 'excerpt');
  const cut = excerpts.filter((line) => isCutOff(line.text)).length;
  return cut >= 1 && cut * 2 >= excerpts.length;
}

/** The entries of listing pages in the order they stand there; the same article may come several times. */
export function readPages(pages: readonly Page[]): RawEntry[] {
  const layouts = pages.map(layoutOf);
  const frame = frameOf(layouts);
  const header = new Set(layouts.flatMap(({ runs: [opening = []] }) => labels(headerOf(opening))));
  return layouts.flatMap((layout) => {
    const opening = layout.runs[0] ?? [];
    const closing = layout.runs.at(-1) ?? [];
    const first = openingFacts(opening, frame, pages.length > 1);
    // A page that ends in a date and has none in front of its first excerpt sets facts behind their articles.
    const isBehind = closing.some(({ kind }) => kind === 'date') && !opening.some(({ kind }) => kind === 'date');
    return layout.excerpts.map((text, index): RawEntry => {
      const run = layout.runs[isBehind ? index + 1 : index] ?? [];
      return {
        text,
        facts: index === 0 && !isBehind ? first : factsOf(run.filter(({ text: label }) => !header.has(label))),
        page: layout.name,
      };
    });
  });
}

function layoutOf({ name, text }: Page): Layout {
  const excerpts: string[] = [];
  const runs: Line[][] = [[]];
  for (const line of linesOf(text)) {
    if (line.kind === 'excerpt') {
      excerpts.push(line.text);
      runs.push([]);
    } else runs.at(-1)?.push(line);
  }
  return { name, excerpts, runs };
}

/** Labels that open several pages belong to the site. */
function frameOf(layouts: readonly Layout[]): ReadonlySet<string> {
  const pages = new Map<string, number>();
  for (const { runs } of layouts) {
    for (const text of new Set(labels(runs[0] ?? []))) pages.set(text, (pages.get(text) ?? 0) + 1);
  }
  return new Set([...pages].filter(([, count]) => count > 1).map(([text]) => text));
}

/** What is the site's header by itself: what an empty line parts from the rest, and several words in capitals. */
function headerOf(opening: Run): Run {
  const parted = partOf(opening);
  return opening.filter(({ text }, index) => index < parted || CAPITALS.test(text));
}

/** Where the last lines begin that no empty line parts. */
function partOf(opening: Run): number {
  const last = opening.findLastIndex(({ kind }) => kind !== 'blank');
  return opening.slice(0, last + 1).findLastIndex(({ kind }) => kind === 'blank') + 1;
}

/**
 * In front of the first excerpt stands the site's header too: what an empty line parts from the rest, what several pages open with, what is in
 * capitals. A label beside the date is a category even so where the header stands above it. Of a single page without a date nothing shows
 * whether a label is a category.
 */
function openingFacts(run: Run, frame: ReadonlySet<string>, hasNeighbours: boolean): Facts {
  const rest = run.slice(partOf(run)).filter(({ kind }) => kind !== 'blank');
  const isHeader = ({ text }: Line): boolean => frame.has(text) || CAPITALS.test(text);
  const date = rest.findIndex(({ kind }) => kind === 'date');
  if (date < 0) return hasNeighbours ? factsOf(rest.filter((line) => !isHeader(line))) : {};
  const beside = rest[date > 0 ? date - 1 : 1];
  const isCategory = beside !== undefined && (date > 1 || !isHeader(beside));
  return factsOf(rest.filter((line) => line.kind === 'date' || (isCategory && line === beside)));
}

const CAPITALS = /^[^\p{Ll}]*\p{Lu}[^\p{Ll}]*\s[^\p{Ll}]*$/u;

function factsOf(run: Run): Facts {
  const category = [...new Set(labels(run))].join(', ');
  const date = run.find(({ kind }) => kind === 'date')?.text;
  return { ...(category === '' ? {} : { category }), ...(date === undefined ? {} : { date }) };
}

const labels = (run: Run): string[] => run.filter(({ kind }) => kind === 'label').map(({ text }) => text);
