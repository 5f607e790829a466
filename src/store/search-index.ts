import type Sqlite from 'better-sqlite3';
import type { Article } from '../corpus/article.ts';
import type { Unit } from '../corpus/search-query.ts';
import type { ArticleKey, ArticleWords } from '../corpus/search-text.ts';
import type { Candidate, IndexedArticle, SectionIndex } from '../corpus/section-index.ts';

/** Raised with every change of the tables below: an index of another form is thrown away and filled anew. */
const FORM = 1;

/** Weights of the columns for bm25(): what an article is called counts more than what it mentions. */
const WEIGHTS = { title: 8, aliases: 6, heading: 4, body: 1 };

const TABLES = `
create table search_form (form integer not null) strict;
create table search_article (id integer primary key, slug text not null, locale text not null, origin text not null, topic text, version text not null,
  unique (slug, locale, origin)) strict;
create index search_article_topic on search_article (topic);
create table search_section (id integer primary key, article integer not null, anchor text not null, position integer not null) strict;
create index search_section_article on search_section (article);
create table search_name (key text not null, article integer not null, shown text not null, primary key (key, article)) strict, without rowid;
create index search_name_article on search_name (article);
create table search_spelling (stem text primary key, word text not null) strict, without rowid;
create virtual table search_words using fts5 (${Object.keys(WEIGHTS).join(', ')}, content = '', contentless_delete = 1, tokenize = "ascii tokenchars '.'");
create virtual table search_vocabulary using fts5vocab (search_words, row);
insert into search_words (search_words, rank) values ('rank', 'bm25(${Object.values(WEIGHTS).join(', ')})');
insert into search_form values (${FORM});
`;
const DROPPED = ['search_vocabulary', 'search_words', 'search_spelling', 'search_name', 'search_section', 'search_article', 'search_form'];

const CANDIDATE = 'a.slug, a.locale, a.origin, a.topic, s.anchor, s.position';

/**
 * The full-text index, in tables of its own. All of it can be made again from the articles, so it has no migrations. It takes the raw
 * connection because the query builder has no full-text search, and works synchronously: nothing else on the connection comes in between.
 * Not to be written inside a Kysely transaction of the same connection, which could roll it back.
 */
export function openSearchIndex(db: Sqlite.Database): SectionIndex {
  prepareTables(db);
  const sql = {
    articles: db.prepare<[string], IndexedArticle>('select slug, locale, origin, version from search_article where origin = ?'),
    find: db
      .prepare<[string, string, string], number>('select id from search_article where slug = ? and locale = ? and origin = ?')
      .pluck(),
    addArticle: db.prepare('insert into search_article (slug, locale, origin, topic, version) values (?, ?, ?, ?, ?)'),
    addSection: db.prepare('insert into search_section (article, anchor, position) values (?, ?, ?)'),
    addName: db.prepare('insert or ignore into search_name (key, article, shown) values (?, ?, ?)'),
    addSpelling: db.prepare('insert or ignore into search_spelling (stem, word) values (?, ?)'),
    addWords: db.prepare('insert into search_words (rowid, title, aliases, heading, body) values (?, ?, ?, ?, ?)'),
    removal: [
      'delete from search_words where rowid in (select id from search_section where article = ?)',
      'delete from search_section where article = ?',
      'delete from search_name where article = ?',
      'delete from search_article where id = ?',
    ].map((statement) => db.prepare<[number]>(statement)),
    match: db.prepare<[string, number], Candidate>(`
      with hit as materialized (select rowid as id, rank from search_words where search_words match ? order by rank limit ?)
      select ${CANDIDATE}, -hit.rank as relevance from hit join search_section s on s.id = hit.id join search_article a on a.id = s.article
      order by hit.rank, s.id`),
    about: db.prepare<[string, string, number], Candidate>(`
      select ${CANDIDATE}, 0.0 as relevance from search_article a join search_section s on s.article = a.id
      where a.id in (select article from search_name where key in (select value from json_each(?))) or a.topic in (select value from json_each(?))
      order by a.origin, a.slug, a.locale, s.position limit ?`),
    frequency: db.prepare<[string], number>('select doc from search_vocabulary where term = ?').pluck(),
    spellings: db.prepare<[string, string], { stem: string; word: string }>(
      'select stem, word from search_spelling where stem >= ? and stem < ?',
    ),
    names: db.prepare<[number, number], { key: string; shown: string }>(
      'select key, min(shown) as shown from search_name where length(key) between ? and ? group by key',
    ),
  };

  const remove = ({ slug, locale, origin }: ArticleKey): void => {
    const id = sql.find.get(slug, locale, origin);
    if (id !== undefined) for (const statement of sql.removal) statement.run(id);
  };
  const put = (article: ArticleWords, spelled: Set<string>): void => {
    remove(article);
    const id = sql.addArticle.run(article.slug, article.locale, article.origin, article.topic, article.version).lastInsertRowid;
    for (const name of article.names) sql.addName.run(name.key, id, name.shown);
    for (const [position, section] of article.sections.entries()) {
      const row = sql.addSection.run(id, section.anchor, position).lastInsertRowid;
      sql.addWords.run(row, section.title, section.aliases, section.heading, section.body);
    }
    for (const [stem, word] of article.spellings) {
      if (spelled.has(stem)) continue;
      spelled.add(stem);
      sql.addSpelling.run(stem, word);
    }
  };
  const write = db.transaction((articles: Iterable<ArticleWords>, gone: Iterable<ArticleKey>) => {
    for (const key of gone) remove(key);
    const spelled = new Set<string>();
    for (const article of articles) put(article, spelled);
  });

  return {
    articles: (origin: Article['origin']) => sql.articles.all(origin),
    write: (articles, gone) => write.immediate(articles, gone),
    match: (units, need, most) => (units.length === 0 ? [] : sql.match.all(expression(units, need), most)),
    about: (names, topics, most) => sql.about.all(JSON.stringify(names), JSON.stringify(topics), most),
    frequency: (token) => sql.frequency.get(token) ?? 0,
    spellings: (prefix) => sql.spellings.all(prefix, `${prefix}\u{10ffff}`),
    names: (shortest, longest) => sql.names.all(shortest, longest),
  };
}

function prepareTables(db: Sqlite.Database): void {
  const known = db.prepare("select 1 from sqlite_master where name = 'search_form'").get() !== undefined;
  if (known && db.prepare('select form from search_form').pluck().get() === FORM) return;
  db.transaction(() => {
    for (const table of DROPPED) db.exec(`drop table if exists ${table}`);
    db.exec(TABLES);
  }).immediate();
}

/** Every token stands in quotes: outside of them `-`, `*`, `:` and words like NOT are syntax. */
function expression(units: readonly Unit[], need: 'all' | 'any'): string {
  const any = (unit: Unit): string => `(${unit.alternatives.map((words) => `"${words.join(' ').replaceAll('"', '""')}"`).join(' OR ')})`;
  return units.map(any).join(need === 'all' ? ' AND ' : ' OR ');
}
