import type { Slug } from '../kernel/ids.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Prose, ProseBlock } from '../kernel/prose.ts';
import type { Article, Section } from './article.ts';
import { type Concepts, keyOf } from './concepts.ts';
import { isStopWord } from './stop-words.ts';
import { texWords } from './tex-words.ts';
import type { SearchTokenizer } from './tokens.ts';
import { nameVariants } from './topic-names.ts';

/** Parts paragraphs, cells and items for good: no name runs over it. */
const PART = '\u2029';

/** Token streams, words parted by spaces. Each column is weighted for itself. */
export interface SectionWords {
  readonly anchor: string;
  readonly title: string;
  readonly aliases: string;
  readonly heading: string;
  readonly body: string;
}

export interface ArticleKey {
  readonly slug: Slug;
  readonly locale: Locale;
  readonly origin: Article['origin'];
}

/** An article as the index takes it. */
export interface ArticleWords extends ArticleKey {
  /** Of the article, the tokens' form and the glossary's names together. */
  readonly version: string;
  /** The topic of the register it is about. */
  readonly topic: Slug | null;
  /** What it is called, each as `keyOf` has it and as people write it. */
  readonly names: readonly { readonly key: string; readonly shown: string }[];
  readonly sections: readonly SectionWords[];
  /** Stem -> a word of the article with that stem, for correcting misspelled queries. */
  readonly spellings: ReadonlyMap<string, string>;
}

/** Raised by whoever changes what tokens a text gives: everything is then indexed again. */
const FORM = 1;

export const versionOf = (article: Article, concepts: Concepts): string => `${article.version}.${FORM}.${concepts.fingerprint}`;

export const topicOf = (article: Article): Slug | null => (article.origin === 'authored' ? article.slug : article.topic);

export function articleWords(article: Article, tokenizer: SearchTokenizer, concepts: Concepts): ArticleWords {
  const spellings = new Map<string, string>();
  const stream = (text: string): string => {
    const { scan, tokens, inner } = tokenizer.read(text);
    for (const word of scan.words) {
      if (word.kind === 'latin' && word.text.length > 3 && !spellings.has(word.text)) spellings.set(word.text, word.written);
    }
    const marks = concepts.find(scan).flatMap((match) => match.terms.map((term) => conceptToken(term.id)));
    return [...tokens.filter((token) => !isStopWord(token)), ...inner, ...marks].join(' ');
  };
  const title = stream(article.title);
  const aliases = stream([article.slug, ...article.aliases].join(PART));
  return {
    slug: article.slug,
    locale: article.locale,
    origin: article.origin,
    version: versionOf(article, concepts),
    topic: topicOf(article),
    names: namesOf(article),
    sections: article.sections.map((section) => ({
      anchor: section.anchor,
      title,
      aliases,
      heading: section.title === article.title ? '' : stream(section.title),
      body: stream(sectionText(section)),
    })),
    spellings,
  };
}

/** The word that stands in the index wherever any name of a term stands in the text. */
export const conceptToken = (id: string): string => `§${id.replaceAll(/[^\p{L}\p{N}]/gu, '')}`;

function namesOf(article: Article): { key: string; shown: string }[] {
  const names = new Map<string, string>();
  for (const shown of [article.title, ...article.aliases, article.slug].flatMap(nameVariants)) {
    const key = keyOf(shown);
    if (key !== '' && !names.has(key)) names.set(key, shown);
  }
  return [...names].map(([key, shown]) => ({ key, shown }));
}

/** A section's text for the index: formulas by their words. */
export const sectionText = (section: Section): string => section.blocks.flatMap(blockText).join(PART);

function blockText(block: ProseBlock): string[] {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'quote':
      return [lineText(block.content)];
    case 'list':
      return block.items.map(lineText);
    case 'table':
      return [block.header, ...block.rows].flatMap((row) => row.map(lineText));
    case 'code':
      return [block.text.replaceAll('\n', PART)];
    case 'math':
      return [texWords(block.tex)];
    case 'figure':
      return [block.alt];
  }
}

function lineText(content: Prose): string {
  return content.map((node) => (node.kind === 'math' ? ` ${texWords(node.tex)} ` : node.kind === 'time' ? '' : node.text)).join('');
}
