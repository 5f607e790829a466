import { type Kysely, sql } from 'kysely';
import type { ImportShelf } from '../app/import.ts';
import type { ImportedArticle } from '../corpus/article.ts';
import { isLocale } from '../kernel/locale.ts';
import { instant } from '../kernel/time.ts';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';

/**
 * The imported articles in SQLite. The number of changes is kept in the file's `user_version`: it commits with the change, and a bot can ask
 * for it every minute without reading a row. An import runs beside the bot: transactions are one article long and begin with a write, so
 * that they wait for the bot's (`busy_timeout`) instead of failing on a stale snapshot.
 */
export function importShelf({ db, raw }: Pick<Database, 'db' | 'raw'>): ImportShelf {
  const mark = (): number => raw.pragma('user_version', { simple: true }) as number;
  let seen = -1;
  return {
    async put(article, at) {
      const known = await currentOf(db, article.slug);
      const text = JSON.stringify(article);
      const isSame = known?.version === article.version && known.locale === article.locale;
      if (isSame && known.article === text) return 'same';
      await db.transaction().execute(async (trx) => {
        await trx
          .updateTable('imported_article')
          .set({ current: 0, at })
          .where('slug', '=', article.slug)
          .where('current', '=', 1)
          .execute();
        const { slug, locale, version, title, topic, source } = article;
        const values = { title, topic, source, article: text, current: 1, at };
        await trx
          .insertInto('imported_article')
          .values({ slug, locale, version, ...values })
          .onConflict((conflict) => conflict.columns(['slug', 'locale', 'version']).doUpdateSet(values))
          .execute();
        await sql`pragma user_version = ${sql.lit((mark() + 1) % 2 ** 31)}`.execute(trx);
      });
      return known === undefined ? 'new' : isSame ? 'same' : 'changed';
    },
    async current() {
      const at = mark();
      const rows = await db.selectFrom('imported_article').select('article').where('current', '=', 1).orderBy('slug').execute();
      seen = at;
      return rows.map((row) => parsed(row.article));
    },
    async get(slug, locale) {
      const row = await currentOf(db, slug);
      return row?.locale === locale ? parsed(row.article) : null;
    },
    async versions(slug) {
      const rows = await db
        .selectFrom('imported_article')
        .select(['version', 'locale', 'title', 'current', 'at'])
        .where('slug', '=', slug)
        .orderBy('current', 'desc')
        .orderBy('at', 'desc')
        .execute();
      return rows.flatMap(({ locale, ...row }) =>
        isLocale(locale) ? [{ ...row, locale, current: row.current === 1, at: instant(row.at) }] : [],
      );
    },
    changed: async () => mark() !== seen,
  };
}

const currentOf = (db: Kysely<Schema>, slug: string) =>
  db
    .selectFrom('imported_article')
    .select(['locale', 'version', 'article'])
    .where('slug', '=', slug)
    .where('current', '=', 1)
    .executeTakeFirst();

const parsed = (json: string): ImportedArticle => JSON.parse(json) as ImportedArticle;
