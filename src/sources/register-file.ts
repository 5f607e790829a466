import type { z } from 'zod';
import { errorAt, type Fault } from '../corpus/fault.ts';
import { GLOSSARY_FILE, type PlacedTerm, type PlacedTopic, TOPICS_FILE } from '../corpus/manuscript.ts';
import { slug } from '../kernel/ids.ts';
import { readLine } from './markdown.ts';
import { readYaml } from './placed-yaml.ts';
import { shapeFaults, termShape, topicShape } from './shapes.ts';

export interface ReadRows<T> {
  readonly rows: readonly T[];
  readonly faults: readonly Fault[];
}

/** Reads topics.yaml, the register. */
export function readTopics(source: string): ReadRows<PlacedTopic> {
  return readRows(source, TOPICS_FILE, topicShape, (row, line) => ({
    topic: { slug: slug(row.slug), titles: { zh: row.zh, en: row.en }, area: row.area, after: row.after.map(slug) },
    line,
  }));
}

/** Reads glossary.yaml. An empty file is an empty glossary. */
export function readGlossary(source: string): ReadRows<PlacedTerm> {
  return readRows(source, GLOSSARY_FILE, termShape, (row, line, faults) => {
    const [zh, en] = [readLine(row.define.zh, line), readLine(row.define.en, line)];
    for (const fault of [...zh.faults, ...en.faults])
      faults.push(errorAt({ file: GLOSSARY_FILE, line: fault.line }, 'markdown', fault.problem, fault.advice));
    const define = { zh: zh.content, en: en.content };
    return {
      term: { id: row.id, names: { zh: row.zh, en: row.en }, aliases: row.aliases, define, topics: row.topics.map(slug) },
      line,
      formulas: [...zh.formulas, ...en.formulas],
    };
  });
}

/** A YAML list, row by row: a faulty row is left out, the others stand. */
function readRows<S extends z.ZodType, T>(
  source: string,
  file: string,
  shape: S,
  make: (row: z.infer<S>, line: number, faults: Fault[]) => T,
): ReadRows<T> {
  const yaml = readYaml(source);
  const faults: Fault[] = yaml.faults.map((fault) => errorAt({ file, line: fault.line }, 'yaml', fault.problem, fault.advice));
  if (yaml.faults.length > 0) return { rows: [], faults };
  if (yaml.value === null && file === GLOSSARY_FILE) return { rows: [], faults };
  if (!Array.isArray(yaml.value))
    return { rows: [], faults: [errorAt({ file, line: 1 }, 'shape', 'not a list', 'start every row with - ')] };
  const rows: T[] = [];
  yaml.value.forEach((value: unknown, index) => {
    const shaped = shape.safeParse(value);
    if (shaped.success) rows.push(make(shaped.data, yaml.lineOf([index]), faults));
    else {
      for (const fault of shapeFaults(shaped.error, value)) {
        faults.push(errorAt({ file, line: yaml.lineOf([index, ...fault.path]) }, 'shape', fault.problem, fault.advice));
      }
    }
  });
  return { rows, faults };
}
