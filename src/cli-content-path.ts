// npm run content:path -- [--write] [--content <folder>]: the learning path as a Mermaid graph; --write puts it into the folder's README.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { TOPICS_FILE } from './corpus/manuscript.ts';
import { pathGraph, withPathGraph } from './corpus/path-graph.ts';
import { readTopics } from './sources/register-file.ts';

const { values } = parseArgs({ options: { content: { type: 'string', default: 'content' }, write: { type: 'boolean', default: false } } });
const folder = resolve(values.content);
const { rows, faults } = readTopics(readFileSync(join(folder, TOPICS_FILE), 'utf8'));
for (const fault of faults) console.error(`${fault.file}:${fault.line}: ${fault.problem} — ${fault.advice}`);
if (faults.length > 0) process.exit(1);
const topics = rows.map(({ topic }) => topic);
if (values.write) {
  const readme = join(folder, 'README.md');
  writeFileSync(readme, withPathGraph(readFileSync(readme, 'utf8'), topics));
} else {
  console.log(pathGraph(topics));
}
