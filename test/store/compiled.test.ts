import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { personId } from '../../src/kernel/ids.ts';
import { type Instant, instant } from '../../src/kernel/time.ts';
import { compiled } from '../../src/store/compiled.ts';
import { temporaryDatabase } from '../support/database.ts';

it('a query that is written once runs with the values of each run, and with what it holds itself', async () => {
  const { db, remove } = await temporaryDatabase();
  const add = compiled((to, { id, name, at }: { readonly id: string; readonly name: string | null; readonly at: Instant }) =>
    to
      .insertInto('person')
      .values({ id, name: sql<string>`coalesce(${name}, 'nobody')`, locale: 'en', seen_at: at })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ seen_at: at }))
      .returning(['id', 'name', 'locale', 'seen_at']),
  );
  const ada = await add(db, { id: personId('web:ada'), name: 'Ada', at: instant(1) });
  const bo = await add(db, { id: personId('web:bo'), name: null, at: instant(2) });
  const again = await add(db, { id: personId('web:ada'), name: 'Other', at: instant(3) });
  expect([ada, bo, again].flatMap(({ rows }) => rows)).toEqual([
    { id: 'web:ada', name: 'Ada', locale: 'en', seen_at: 1 },
    { id: 'web:bo', name: 'nobody', locale: 'en', seen_at: 2 },
    { id: 'web:ada', name: 'Ada', locale: 'en', seen_at: 3 },
  ]);
  await remove();
});
