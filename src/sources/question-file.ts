import type { Question } from '../corpus/article.ts';
import { errorAt, type Fault } from '../corpus/fault.ts';
import { type PlacedFormula, type PlacedQuestion, questionFile } from '../corpus/manuscript.ts';
import { questionId, type Slug } from '../kernel/ids.ts';
import type { Both } from '../kernel/locale.ts';
import type { Prose } from '../kernel/prose.ts';
import { readLine } from './markdown.ts';
import { type PlacedYaml, readYaml } from './placed-yaml.ts';
import { bankShape, questionShape, type RawQuestion, shapeFaults } from './shapes.ts';

export interface ReadBank {
  readonly questions: readonly PlacedQuestion[];
  readonly faults: readonly Fault[];
}

/** Reads a topic's question file. A question with a faulty shape is left out, the others stand. */
export function readBank(source: string, slug: Slug): ReadBank {
  const file = questionFile(slug);
  const faults: Fault[] = [];
  const yaml = readYaml(source);
  faults.push(...yaml.faults.map((fault) => errorAt({ file, line: fault.line, topic: slug }, 'yaml', fault.problem, fault.advice)));
  if (yaml.faults.length > 0) return { questions: [], faults };
  const bank = bankShape.safeParse(yaml.value);
  if (!bank.success) {
    for (const fault of shapeFaults(bank.error, yaml.value)) {
      faults.push(errorAt({ file, line: yaml.lineOf(fault.path), topic: slug }, 'shape', fault.problem, fault.advice));
    }
    return { questions: [], faults };
  }
  if (bank.data.topic !== slug) {
    faults.push(
      errorAt(
        { file, line: yaml.lineOf(['topic']), topic: slug },
        'shape',
        `topic is ${bank.data.topic}`,
        `write ${slug}, as the file is called`,
      ),
    );
  }
  const questions: PlacedQuestion[] = [];
  bank.data.questions.forEach((raw, index) => {
    const path = ['questions', index];
    const shaped = questionShape.safeParse(raw);
    if (shaped.success) {
      const read = placedQuestion(shaped.data, slug, file, path, yaml);
      questions.push(read.placed);
      faults.push(...read.faults);
      return;
    }
    const id = nameOf(raw);
    for (const fault of shapeFaults(shaped.error, raw)) {
      const place = { file, line: yaml.lineOf([...path, ...fault.path]), topic: slug };
      faults.push(errorAt(id === null ? place : { ...place, question: questionId(id) }, 'shape', fault.problem, fault.advice));
    }
  });
  return { questions, faults };
}

function nameOf(raw: unknown): string | null {
  return typeof raw === 'object' && raw !== null && 'id' in raw && typeof raw.id === 'string' ? raw.id : null;
}

function placedQuestion(
  raw: RawQuestion,
  topic: Slug,
  file: string,
  base: readonly PropertyKey[],
  yaml: PlacedYaml,
): { placed: PlacedQuestion; faults: Fault[] } {
  const id = questionId(raw.id);
  const faults: Fault[] = [];
  const formulas: PlacedFormula[] = [];
  const lineOf = (path: readonly PropertyKey[]): number => yaml.lineOf([...base, ...path]);
  const line = (text: string, path: readonly PropertyKey[]): Prose => {
    const read = readLine(text, lineOf(path));
    formulas.push(...read.formulas);
    faults.push(
      ...read.faults.map((fault) => errorAt({ file, line: fault.line, topic, question: id }, 'markdown', fault.problem, fault.advice)),
    );
    return read.content;
  };
  const both = (text: Both, ...path: readonly PropertyKey[]): Both<Prose> => ({
    zh: line(text.zh, [...path, 'zh']),
    en: line(text.en, [...path, 'en']),
  });
  const common = {
    id,
    topic,
    level: raw.level,
    section: raw.section,
    prompt: both(raw.prompt, 'prompt'),
    explanation: both(raw.explanation, 'explanation'),
  };
  const question = ((): Question => {
    switch (raw.kind) {
      case 'choice':
      case 'several': {
        const options = raw.options.map((option, index) => ({
          text: both(option.text, 'options', index, 'text'),
          why: both(option.why, 'options', index, 'why'),
          right: option.right ?? false,
        }));
        return { ...common, kind: raw.kind, options };
      }
      case 'numeric': {
        const mistakes = raw.mistakes.map((mistake, index) => ({ value: mistake.value, why: both(mistake.why, 'mistakes', index, 'why') }));
        return { ...common, kind: raw.kind, answer: raw.answer, tolerance: raw.tolerance, unit: raw.unit ?? null, mistakes };
      }
      case 'order':
        return { ...common, kind: raw.kind, items: raw.items.map((item, index) => both(item, 'items', index)) };
      case 'short':
        return { ...common, kind: raw.kind, accepted: raw.accepted };
    }
  })();
  return { placed: { file, question, line: lineOf(['id']), lineOf, formulas }, faults };
}
