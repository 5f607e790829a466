import {
  type Compilable,
  type CompiledQuery,
  DummyDriver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely';
import { execute } from './connection.ts';
import type { Schema } from './schema.ts';

/** Stands in a query where a run puts its value. */
class Placeholder {
  readonly name: string | symbol;
  constructor(name: string | symbol) {
    this.name = name;
  }
}

/**
 * What is the same in every run stands in the query itself. SQLite plans a query anew, at ten times its cost, whenever it is run with a
 * parameter whose value might change the plan: one that is compared with what a partial index covers, or a limit.
 * https://sqlite.org/c3ref/prepare.html, "SQLITE_ENABLE_STAT4"
 */
class Compiler extends SqliteQueryCompiler {
  protected override appendValue(value: unknown): void {
    if (value instanceof Placeholder) super.appendValue(value);
    else this.appendImmediateValue(value);
  }
}

const writer = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new Compiler(),
  },
});

/** How many at most, where a run says it: as a sum it is no limit to plan by. */
export const atMost = (most: number) => sql<number>`${most} + 0`;

/**
 * A query that is written once and run often: writing it takes Kysely longer than SQLite takes to run it. `given` holds the values of a
 * run; in `build` they may stand where a value goes, and are nothing to decide by or to reckon with.
 */
export function compiled<P extends object, O>(
  build: (db: Kysely<Schema>, given: P) => Compilable<O>,
): (db: Kysely<Schema>, given: P) => Promise<QueryResult<O>> | QueryResult<O> {
  let written: CompiledQuery<O> | null = null;
  const blank = new Proxy({} as P, { get: (_, name) => new Placeholder(name) });
  return (db, given) => {
    written ??= build(writer, blank).compile();
    const values = given as Readonly<Record<string | symbol, unknown>>;
    const parameters = written.parameters.map((one) => values[(one as Placeholder).name]);
    return execute(db, { ...written, parameters });
  };
}
