import type { Inline, Prose, ProseBlock } from '../../kernel/prose.ts';
import { type Fault, warningAt } from '../fault.ts';
import { articlePlace, type Collection, GLOSSARY_FILE, questionPlace } from '../manuscript.ts';

const HAN = '\\p{Script=Han}';
/** A formula in the string that is looked at. */
const FORMULA = '\ufffc';
/** Chinese typography, content/README.md. Spaces beside full-width punctuation are not looked for: the reader takes them out. */
const RULES: readonly { readonly found: RegExp; readonly problem: string; readonly advice: string }[] = [
  {
    found: new RegExp(`(?<=${HAN})(?=[${FORMULA}A-Za-z0-9])|(?<=[${FORMULA}A-Za-z0-9%])(?=${HAN})`, 'gu'),
    problem: 'no space between Chinese and what is not',
    advice: 'a space between Chinese and Latin letters, digits, $…$',
  },
  { found: new RegExp(`${HAN}[,;:?!]|[,;:?!]${HAN}`, 'gu'), problem: 'half-width punctuation in Chinese', advice: 'use ，；：？！' },
];

/** One warning for each rule and section or line: writers mend them all at once. */
export function typographyFaults(collection: Collection): readonly Fault[] {
  const articles = collection.manuscripts
    .filter(({ article }) => article.locale === 'zh')
    .flatMap((manuscript) => [
      ...check(visible(manuscript.article.summary), articlePlace(manuscript, manuscript.lineOf('summary'))),
      ...check(manuscript.article.takeaways.map(visible).join('\n'), articlePlace(manuscript, manuscript.lineOf('takeaways'))),
      ...manuscript.article.sections.flatMap((section, index) =>
        check(
          [section.title, ...section.blocks.map(visibleBlock)].join('\n'),
          articlePlace(manuscript, manuscript.sectionLines[index] ?? 1),
        ),
      ),
    ]);
  const terms = collection.terms.flatMap(({ term, line }) => check(visible(term.define.zh), { file: GLOSSARY_FILE, line }));
  const questions = collection.questions.flatMap((placed) => {
    const { question } = placed;
    const lines: Prose[] = [question.prompt.zh, question.explanation.zh];
    if (question.kind === 'choice' || question.kind === 'several')
      lines.push(...question.options.flatMap((option) => [option.text.zh, option.why.zh]));
    if (question.kind === 'numeric') lines.push(...question.mistakes.map((mistake) => mistake.why.zh));
    if (question.kind === 'order') lines.push(...question.items.map((item) => item.zh));
    return check(lines.map(visible).join('\n'), questionPlace(placed));
  });
  return [...articles, ...questions, ...terms];
}

function check(text: string, place: Parameters<typeof warningAt>[0]): Fault[] {
  return RULES.flatMap(({ found, problem, advice }) => {
    const hits = [...text.matchAll(found)];
    const first = hits[0];
    if (first === undefined) return [];
    const around = text
      .slice(Math.max(0, first.index - 6), first.index + 8)
      .replaceAll(FORMULA, '$…$')
      .replaceAll('\n', ' ');
    return [warningAt(place, 'typography', `${problem}${hits.length > 1 ? ` (${hits.length} times)` : ''}: ${around}`, advice)];
  });
}

const visible = (content: Prose): string => content.map(mark).join('');

function mark(node: Inline): string {
  if (node.kind === 'math') return FORMULA;
  if (node.kind === 'time') return '';
  return node.kind === 'text' && node.style === 'code' ? FORMULA : node.text;
}

function visibleBlock(block: ProseBlock): string {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'quote':
      return visible(block.content);
    case 'list':
      return block.items.map(visible).join('\n');
    case 'table':
      return [block.header, ...block.rows].flat().map(visible).join('\n');
    case 'code':
    case 'math':
      return '';
    case 'figure':
      return block.alt;
  }
}
