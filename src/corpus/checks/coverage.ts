import type { Slug } from '../../kernel/ids.ts';
import type { Question } from '../article.ts';
import { type Fault, warningAt } from '../fault.ts';
import { articlePlace, type Collection, type PlacedQuestion, questionFile } from '../manuscript.ts';

/** What a topic is made of, content/README.md: the marks of an article, and the mixture of its bank. */
export function coverageFaults(collection: Collection): readonly Fault[] {
  const banks = Map.groupBy(collection.questions, ({ question }) => question.topic);
  return [...articleMarks(collection), ...[...banks].flatMap(([topic, bank]) => bankMarks(topic, bank))];
}

function articleMarks(collection: Collection): Fault[] {
  return collection.manuscripts.flatMap((manuscript) => {
    const faults: Fault[] = [];
    if (!manuscript.article.sections.some(({ anchor }) => anchor === 'worked-example')) {
      faults.push(
        warningAt(articlePlace(manuscript, 1), 'coverage', 'no section {#worked-example}', 'work one example with small numbers'),
      );
    }
    if (!manuscript.links.some(({ href }) => !href.startsWith(`topic:${manuscript.article.slug}`))) {
      faults.push(
        warningAt(articlePlace(manuscript, 1), 'coverage', 'no link to another topic', 'link the neighbours where they are named'),
      );
    }
    return faults;
  });
}

function bankMarks(topic: Slug, bank: readonly PlacedQuestion[]): Fault[] {
  const place = { file: questionFile(topic), line: 1, topic };
  const count = (is: (question: Question) => boolean): number => bank.filter(({ question }) => is(question)).length;
  const faults: Fault[] = [];
  const want = (fine: boolean, problem: string, advice: string): void => {
    if (!fine) faults.push(warningAt(place, 'coverage', problem, advice));
  };
  const numeric = count(({ kind }) => kind === 'numeric');
  const arranged = count(({ kind }) => kind === 'order' || kind === 'several');
  const short = count(({ kind }) => kind === 'short');
  const levels = ([1, 2, 3] as const).map((level) => count((question) => question.level === level));
  const formulas = bank.filter((placed) => placed.formulas.length > 0).length;
  want(bank.length >= 12, `${bank.length} questions`, 'at least 12');
  want(numeric >= 2, `${numeric} numeric questions`, 'at least 2');
  want(arranged >= 1 && arranged <= 2, `${arranged} questions of kind order or several`, '1 or 2');
  want(short <= 1, `${short} questions of kind short`, 'at most 1');
  want(formulas >= 3, `${formulas} questions with a formula`, 'at least 3');
  want(levelsFit(levels), `levels ${levels.join(' : ')}`, 'about 4 : 5 : 3');
  return faults;
}

/** Each level is within two questions of its share. */
function levelsFit(levels: readonly number[]): boolean {
  const whole = levels.reduce((sum, count) => sum + count, 0);
  return [4, 5, 3].every((share, index) => Math.abs((levels[index] ?? 0) - (whole * share) / 12) <= 2);
}
