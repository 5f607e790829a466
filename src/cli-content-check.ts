// npm run content:check -- [--topic <slug>] [--json] [--content <folder>]
import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { allFaults } from './corpus/checks/all.ts';
import { census } from './corpus/checks/census.ts';
import { censusTable } from './corpus/checks/census-table.ts';
import { marksOf } from './corpus/checks/marks.ts';
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
    JSON.stringify(
      { errors, warnings, faults, topics, planned: counted.planned, terms: counted.terms, bank: counted.bank, marks: marksOf(counted) },
      null,
      2,
    ),
  );
} else {
  for (const fault of faults) console.log(line(fault));
  console.log(`${faults.length > 0 ? '\n' : ''}${censusTable(topics, counted, values.topic === undefined)}\n`);
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
