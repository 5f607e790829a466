// npm run content:check -- [--topic <slug>] [--json] [--content <folder>]
import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { allFaults } from './corpus/checks/all.ts';
import { type Census, census, type TopicCount } from './corpus/checks/census.ts';
import type { Fault } from './corpus/fault.ts';
import { compileFormula } from './render/formula.ts';
import { type ReadCollection, readCollection } from './sources/library.ts';

const { values } = parseArgs({
  options: { content: { type: 'string', default: 'content' }, topic: { type: 'string' }, json: { type: 'boolean', default: false } },
});
const folder = resolve(values.content);
const { collection, faults: found } = opened();
const counted = census(collection);
if (values.topic !== undefined && !collection.topics.some(({ topic }) => topic.slug === values.topic)) {
  console.error(`${values.topic} is no topic of topics.yaml`);
  process.exit(2);
}
const concerned = (topic: string | null): boolean => values.topic === undefined || topic === values.topic;
const faults = [...found, ...allFaults(collection, compileFormula)]
  .filter((fault) => concerned(fault.topic))
  .toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
const errors = faults.filter((fault) => fault.severity === 'error').length;
const warnings = faults.length - errors;
const topics = counted.topics.filter(({ topic }) => concerned(topic));

if (values.json) {
  console.log(
    JSON.stringify({ errors, warnings, faults, topics, planned: counted.planned, terms: counted.terms, bank: counted.bank }, null, 2),
  );
} else {
  for (const fault of faults) console.log(line(fault));
  console.log(`${faults.length > 0 ? '\n' : ''}${table(topics, counted, values.topic === undefined)}\n`);
  console.log(`${errors} errors, ${warnings} warnings`);
}
process.exitCode = errors > 0 ? 1 : 0;

function opened(): ReadCollection {
  try {
    return readCollection(folder);
  } catch (fault) {
    console.error(`${folder} cannot be read: ${fault instanceof Error ? fault.message : String(fault)}`);
    process.exit(2);
  }
}

function line(fault: Fault): string {
  const place = `${relative(process.cwd(), folder) || '.'}/${fault.file}:${fault.line}`;
  return `${place}: ${fault.severity === 'warning' ? '(warning) ' : ''}${fault.problem} — ${fault.advice}`;
}

function table(rows: readonly TopicCount[], whole: Census, total: boolean): string {
  const share = (hits: number, questions: number): string => (questions === 0 ? '–' : `${Math.round((hits / questions) * 100)}%`);
  const article = (count: TopicCount['articles']['zh']): string[] =>
    count === null
      ? ['–', '–', '–', '–']
      : [String(count.sections), String(count.words), `${count.displayed}+${count.inline}`, String(count.references)];
  const bank = ({ questions, kinds, levels, tells }: TopicCount['bank']): string[] => [
    String(questions),
    [kinds.choice, kinds.several, kinds.numeric, kinds.order, kinds.short].join('/'),
    levels.join(':'),
    `${share(tells.longest.zh, tells.questions)} ${share(tells.longest.en, tells.questions)}`,
    `${share(tells.shortest.zh, tells.questions)} ${share(tells.shortest.en, tells.questions)}`,
  ];
  const head = [
    'topic',
    'zh §',
    'chars',
    'formulas',
    'refs',
    'en §',
    'words',
    'formulas',
    'refs',
    'questions',
    'c/s/n/o/t',
    'levels',
    'longest',
    'shortest',
  ];
  const body = rows.map((row) => [row.topic, ...article(row.articles.zh), ...article(row.articles.en), ...bank(row.bank)]);
  if (total) body.push([`${rows.length} topics`, ...Array<string>(8).fill(''), ...bank(whole.bank)]);
  const widths = head.map((name, column) => Math.max(name.length, ...body.map((row) => row[column]?.length ?? 0)));
  const lines = [head, ...body].map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  return [
    ...lines,
    `formulas: displayed+inline; kinds: choice/several/numeric/order/typed; the right option is the longest, the shortest: zh en, chance 25%`,
    `${whole.planned} topics planned, ${whole.terms} glossary terms`,
  ].join('\n');
}
