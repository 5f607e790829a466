import type { AuthoredArticle, ImportedArticle, Section, Term } from '../../src/corpus/article.ts';
import { slug } from '../../src/kernel/ids.ts';
import { type Inline, paragraph, text } from '../../src/kernel/prose.ts';

/** A section of paragraphs. */
export const section = (anchor: string, title: string, ...paragraphs: (string | Inline[])[]): Section => ({
  anchor,
  title,
  blocks: paragraphs.map((content) => (typeof content === 'string' ? paragraph(content) : paragraph(...content))),
});

type Named<A> = Partial<Omit<A, 'slug'>> & { readonly slug: string };

/** An article of ours; Chinese unless said otherwise. */
export const authored = ({ slug: name, ...rest }: Named<AuthoredArticle>): AuthoredArticle => ({
  origin: 'authored',
  slug: slug(name),
  locale: 'zh',
  title: name,
  aliases: [],
  sections: [],
  version: '1',
  area: 'classical',
  after: [],
  summary: [],
  takeaways: [],
  formula: 'x',
  references: [],
  ...rest,
});

export const imported = ({ slug: name, ...rest }: Named<ImportedArticle>): ImportedArticle => ({
  origin: 'imported',
  slug: slug(name),
  locale: 'zh',
  title: name,
  aliases: [],
  sections: [],
  version: '1',
  area: null,
  source: 'page.txt',
  facts: {},
  topic: null,
  ...rest,
});

export const term = (id: string, zh: string, en: string, aliases: readonly string[] = [], topics: readonly string[] = []): Term => ({
  id,
  names: { zh, en },
  aliases,
  define: { zh: [text(zh)], en: [text(en)] },
  topics: topics.map(slug),
});
