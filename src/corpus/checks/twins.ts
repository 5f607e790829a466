import type { AuthoredArticle } from '../article.ts';
import { errorAt, type Fault, warningAt } from '../fault.ts';
import { articleFile, articlePlace, type Collection, type Manuscript, type PlacedFormula, questionFile } from '../manuscript.ts';

/** The two languages of an article against each other, and what is missing of a topic that has been begun. */
export function twinFaults(collection: Collection): readonly Fault[] {
  return collection.topics.flatMap(({ topic: { slug } }) => {
    const files = [articleFile('zh', slug), articleFile('en', slug), questionFile(slug)] as const;
    const there = files.filter((file) => collection.files.has(file));
    if (there.length === 0) return [];
    const missing = files
      .filter((file) => !collection.files.has(file))
      .map((file) => errorAt({ file, line: 1, topic: slug }, 'file', `there is ${there.join(' and ')}, but not this file`, 'write it'));
    const [zh, en] = (['zh', 'en'] as const).map((locale) =>
      collection.manuscripts.find(({ article }) => article.slug === slug && article.locale === locale),
    );
    return zh === undefined || en === undefined
      ? missing
      : [...missing, ...sectionFaults(zh, en), ...formulaFaults(zh, en), ...referenceFaults(zh, en)];
  });
}

function sectionFaults(zh: Manuscript, en: Manuscript): Fault[] {
  const anchors = (article: AuthoredArticle): string[] => article.sections.map((section) => section.anchor);
  const [first, second] = [anchors(zh.article), anchors(en.article)];
  const index = difference(first, second);
  if (index === null) return [];
  const line = en.sectionLines[Math.min(index, en.sectionLines.length - 1)] ?? 1;
  const [there, here] = [first[index], second[index]].map((anchor) => (anchor === undefined ? 'nothing' : `{#${anchor}}`));
  return [
    errorAt(
      articlePlace(en, line),
      'twins',
      `section ${index + 1} is ${here}, in Chinese ${there} (${zh.file}:${zh.sectionLines[index] ?? '–'})`,
      'give both languages the same anchors in the same order',
    ),
  ];
}

function formulaFaults(zh: Manuscript, en: Manuscript): Fault[] {
  const faults: Fault[] = [];
  if (bare(zh.article.formula) !== bare(en.article.formula)) {
    faults.push(
      errorAt(
        articlePlace(en, en.lineOf('formula')),
        'twins',
        `the key formula is not the one of ${zh.file}:${zh.lineOf('formula')}`,
        'only the contents of \\text{…} may differ',
      ),
    );
  }
  const [first, second] = [displayed(zh), displayed(en)];
  const index = difference(
    first.map(({ tex }) => bare(tex)),
    second.map(({ tex }) => bare(tex)),
  );
  if (index === null) return faults;
  const [there, here] = [first[index], second[index]];
  const problem =
    here === undefined
      ? `the displayed formula of ${zh.file}:${there?.line} is missing (${second.length} of ${first.length})`
      : there === undefined
        ? `a displayed formula that ${zh.file} does not have (${second.length} against ${first.length})`
        : `displayed formula ${index + 1} is not the one of ${zh.file}:${there.line}`;
  const line = here?.line ?? second.at(-1)?.line ?? en.sectionLines.at(-1) ?? 1;
  return [
    ...faults,
    errorAt(
      articlePlace(en, line),
      'twins',
      problem,
      'the same displayed formulas in the same order; only the contents of \\text{…} may differ',
    ),
  ];
}

// The key formula is compared by itself.
const displayed = (manuscript: Manuscript): PlacedFormula[] =>
  manuscript.formulas.filter((formula) => formula.display && formula.line !== manuscript.lineOf('formula'));

function referenceFaults(zh: Manuscript, en: Manuscript): Fault[] {
  const [first, second] = [zh.article.references, en.article.references];
  if (first.length === second.length) return [];
  return [
    warningAt(
      articlePlace(en, en.lineOf('references')),
      'twins',
      `${second.length} references, in Chinese ${first.length}`,
      'cite the same works in both languages',
    ),
  ];
}

function difference(first: readonly string[], second: readonly string[]): number | null {
  for (let index = 0; index < Math.max(first.length, second.length); index++) if (first[index] !== second[index]) return index;
  return null;
}

/** A formula without spaces and without the words in it. */
export function bare(tex: string): string {
  let result = '';
  for (let at = 0; at < tex.length; ) {
    const command = /^\\(?:text(?:bf|it|rm|tt|normal)?|mbox|hbox)\s*\{/.exec(tex.slice(at))?.[0];
    if (command === undefined) {
      result += tex[at];
      at += 1;
      continue;
    }
    at += command.length;
    for (let depth = 1; at < tex.length && depth > 0; at++) {
      if (tex[at] === '\\') at += 1;
      else if (tex[at] === '{') depth += 1;
      else if (tex[at] === '}') depth -= 1;
    }
    result += '\\text{}';
  }
  return result.replaceAll(/\s+/g, '');
}
