import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Library, Topic } from '../corpus/article.ts';
import { structureFaults } from '../corpus/checks/structure.ts';
import { errorAt, type Fault } from '../corpus/fault.ts';
import {
  articleFile,
  type Collection,
  GLOSSARY_FILE,
  type Manuscript,
  type PlacedQuestion,
  questionFile,
  TOPICS_FILE,
} from '../corpus/manuscript.ts';
import { slug as slugOf } from '../kernel/ids.ts';
import { LOCALES } from '../kernel/locale.ts';
import { readArticle } from './article-file.ts';
import { readBank } from './question-file.ts';
import { readGlossary, readTopics } from './register-file.ts';

export interface ReadCollection {
  readonly collection: Collection;
  /** What a file alone shows to be wrong; what the files contradict each other in is found by the checks. */
  readonly faults: readonly Fault[];
}

/**
 * Reads a content folder with all places. A topic of the register without article, and a missing glossary, are fine.
 * @throws when the folder or its topics.yaml cannot be read
 */
export function readCollection(folder: string): ReadCollection {
  const faults: Fault[] = [];
  const files = new Set<string>();
  const read = (file: string): string => {
    files.add(file);
    return readFileSync(join(folder, file), 'utf8');
  };
  const topics = readTopics(read(TOPICS_FILE));
  const glossary = names(folder, '.').includes(GLOSSARY_FILE) ? readGlossary(read(GLOSSARY_FILE)) : { rows: [], faults: [] };
  faults.push(...topics.faults, ...glossary.faults);

  const manuscripts: Manuscript[] = [];
  for (const locale of LOCALES) {
    for (const name of slugs(folder, `articles/${locale}`, '.md', faults)) {
      const article = readArticle(read(articleFile(locale, name)), slugOf(name), locale);
      faults.push(...article.faults);
      if (article.manuscript !== null) manuscripts.push(article.manuscript);
    }
  }
  const questions: PlacedQuestion[] = [];
  for (const name of slugs(folder, 'questions', '.yaml', faults)) {
    const bank = readBank(read(questionFile(name)), slugOf(name));
    faults.push(...bank.faults);
    questions.push(...bank.questions);
  }
  return { collection: { topics: topics.rows, manuscripts, questions, terms: glossary.rows, files }, faults };
}

export interface OpenedLibrary {
  readonly library: Library;
  readonly faults: readonly Fault[];
}

/**
 * The library the bot works with: what is sound of a content folder. An article or a question with an error is left out,
 * and questions whose section is in no article that is left. Formulas are not drawn here; `npm run content:check` does.
 * @throws when the folder or its topics.yaml cannot be read
 */
export function openLibrary(folder: string): OpenedLibrary {
  const { collection, faults: found } = readCollection(folder);
  const faults = [...found, ...structureFaults(collection)];
  const errors = faults.filter((fault) => fault.severity === 'error');
  const unsoundFiles = new Set(errors.filter((fault) => fault.question === null).map((fault) => fault.file));
  // Two questions of one id are both left out: nobody knows whose statistics the id has.
  const unsoundQuestions = new Set(errors.map((fault) => fault.question));
  const articles = collection.manuscripts.filter(({ file }) => !unsoundFiles.has(file)).map(({ article }) => article);
  const sections = new Set(articles.flatMap((article) => article.sections.map((section) => `${article.slug}#${section.anchor}`)));
  const library: Library = {
    topics: soundTopics(collection),
    articles,
    questions: collection.questions
      .filter(({ file }) => !unsoundFiles.has(file))
      .map(({ question }) => question)
      .filter((question) => !unsoundQuestions.has(question.id) && sections.has(`${question.topic}#${question.section}`)),
    terms: firsts(
      collection.terms.map(({ term }) => term),
      (term) => term.id,
    ),
  };
  return { library, faults };
}

/** Each slug once, and after topics only that there are. */
function soundTopics(collection: Collection): Topic[] {
  const topics = firsts(
    collection.topics.map(({ topic }) => topic),
    (topic) => topic.slug,
  );
  const known = new Set(topics.map((topic) => topic.slug));
  return topics.map((topic) => ({ ...topic, after: topic.after.filter((slug) => known.has(slug)) }));
}

function firsts<T>(rows: readonly T[], keyOf: (row: T) => string): T[] {
  const keys = rows.map(keyOf);
  return rows.filter((row, index) => keys.indexOf(keyOf(row)) === index);
}

function slugs(folder: string, under: string, ending: string, faults: Fault[]): string[] {
  return names(folder, under).flatMap((name) => {
    if (name.startsWith('.')) return [];
    const slug = name.slice(0, -ending.length);
    if (name.endsWith(ending) && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(slug)) return [slug];
    faults.push(
      errorAt(
        { file: `${under}/${name}`, line: 1 },
        'file',
        'a file that does not belong here',
        `name it <slug>${ending}, or take it away`,
      ),
    );
    return [];
  });
}

/** Names in a folder, in a fixed order; a folder that is not there is empty. */
function names(folder: string, under: string): string[] {
  try {
    return readdirSync(join(folder, under)).sort();
  } catch (fault) {
    if (under !== '.' && fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return [];
    throw fault;
  }
}
