import type { Library, Section } from '../../corpus/article.ts';
import { keyOf } from '../../corpus/concepts.ts';
import { OBJECT } from '../../corpus/flat.ts';
import { resolveTopic } from '../../corpus/resolve.ts';
import { topicNames } from '../../corpus/topic-names.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Draft } from '../draft.ts';
import { languageOf } from '../language.ts';
import { parseLenient } from '../lenient.ts';
import { wordsOf } from '../wording.ts';
import { readFrontMatter } from './front-matter.ts';

/** File names that say nothing of their content: the folder's name does. */
const FOLDER_FILE = /^_?(?:index|readme)(?:\.[a-z]{2}(?:-[a-z]+)?)?$/i;

/** Reads one Markdown file, or a plain text that is one article. The error says why it is none. */
export function createNoteReader({
  topics,
  articles,
  terms,
}: Pick<Library, 'topics' | 'articles' | 'terms'>): (text: string, source: string) => Result<Draft, string> {
  const names = topicNames({ topics, articles, terms });
  return (text, source) => {
    const { frontMatter, title: heading, sections: read } = parseLenient(text);
    const front = readFrontMatter(frontMatter);
    const words = read.map(({ title, blocks }) => `${title}\n${wordsOf(blocks)}`).join('\n');
    const sections = read.filter(({ blocks }) => blocks.length > 0);
    if (sections.length === 0 || !/[\p{L}\p{N}]/u.test(words.replaceAll(OBJECT, ''))) return err('nothing to read in it');
    const title = tidy(front.title ?? heading ?? headingOver(read, text) ?? nameOf(source));
    const aliases = [...new Set(front.aliases.map(tidy))].filter((alias) => alias !== title);
    const slug = [title, ...aliases].map((name) => resolveTopic(name, names)).find(({ kind }) => kind === 'found');
    const topic = topics.find((one) => slug?.kind === 'found' && one.slug === slug.slug);
    return ok({
      locale: languageOf(`${title}\n${words}`),
      title,
      aliases,
      sections: sections.map((section) => (section.anchor === 'top' ? { ...section, title } : section)),
      area: topic?.area ?? null,
      source,
      facts: front.facts,
      topic: topic?.slug ?? null,
    });
  };
}

/** The first heading, where the text begins with it or it is one of the first level. One further in and lower is a chapter's. */
function headingOver(sections: readonly Section[], markdown: string): string | null {
  const first = sections.find(({ anchor }) => anchor !== 'top');
  if (first === undefined || first.title === '') return null;
  const isFirstLevel = (): boolean => (markdown.match(/^# .*$/gm) ?? []).some((line) => keyOf(line) === keyOf(first.title));
  return first === sections[0] || isFirstLevel() ? first.title : null;
}

const LONGEST = 120;

const tidy = (title: string): string => {
  const line = title.replaceAll(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1).toWellFormed()}…` : line;
};

/** What the file is called: its name without ending, Notion's id and the dashes of a blog's address. */
export function nameOf(source: string): string {
  const [file = source, folder] = source.split('/').reverse();
  const name = file.replace(/\.[a-z]+$/i, '');
  const words = FOLDER_FILE.test(name) && folder !== undefined ? folder : name;
  const own = words.replace(/\s+[0-9a-f]{32}$/i, '').replace(/^\d{4}-\d{2}-\d{2}[-_\s]+(?=\S)/, '');
  return /\s/.test(own) ? own : own.replaceAll(/[-_]+/g, ' ').trim() || own;
}
