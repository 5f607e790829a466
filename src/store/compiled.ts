import {
  type Compilable,
  type CompiledQuery,
  DummyDriver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Schema } from './schema.ts';

/** By a database whose connection is held by who runs queries on it: how to run one there, without waiting in line for it. */
const held = new WeakMap<Kysely<Schema>, <O>(query: CompiledQuery<O>) => QueryResult<O>>();

/** The connection for who holds it: its queries do not stand in the line in which all others wait until a transaction is over. */
export function holding(database: SqliteDatabase): Kysely<Schema> {
  const db = new Kysely<Schema>({
    dialect: {
      createAdapter: () => new Holder(),
      createDriver: () => new SqliteDriver({ database }),
      createIntrospector: (of) => new SqliteIntrospector(of),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
  held.set(db, <O>({ sql, parameters }: CompiledQuery<O>) => {
    const statement = database.prepare(sql);
    if (statement.reader) return { rows: statement.all(parameters) as O[] };
    const { changes, lastInsertRowid } = statement.run(parameters);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  });
  return db;
}

class Holder extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

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
    const parameters = written.parameters.map((one) => (one instanceof Placeholder ? values[one.name] : one));
    const query = { ...written, parameters };
    return held.get(db)?.(query) ?? db.executeQuery(query);
  };
}
