import {
  type CompiledQuery,
  type DatabaseConnection,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Schema } from './schema.ts';

/** One connection, and the line in which all stand who want it. */
export interface Connection {
  /** Its queries stand in the line. */
  readonly db: Kysely<Schema>;
  /** For who holds the connection. */
  readonly inside: Kysely<Schema>;
  /** Holds the connection while it works. */
  alone<T>(work: () => T | Promise<T>): Promise<T>;
}

type Run = <O>(query: CompiledQuery<O>) => QueryResult<O>;

/** By a database: how to run a query this very moment; null where the connection is another's. */
const ways = new WeakMap<Kysely<Schema>, () => Run | null>();

/** Runs a query at once where nobody has to be waited for: a small one costs less than the promises it would pass through in Kysely. */
export function execute<O>(db: Kysely<Schema>, query: CompiledQuery<O>): Promise<QueryResult<O>> | QueryResult<O> {
  const run = ways.get(db)?.();
  return run ? run(query) : db.executeQuery(query);
}

export function connect(database: SqliteDatabase): Connection {
  const line = createLine();
  const run: Run = <O>({ sql, parameters }: CompiledQuery<O>) => {
    const statement = database.prepare(sql);
    if (statement.reader) return { rows: statement.all(parameters) as O[] };
    const { changes, lastInsertRowid } = statement.run(parameters);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  };
  const db = kysely(new InLine(database, line));
  ways.set(db, () => (line.isFree() ? run : null));
  const inside = kysely(new SqliteDriver({ database }));
  ways.set(inside, () => run);
  return {
    db,
    inside,
    async alone(work) {
      await line.enter();
      try {
        return await work();
      } finally {
        line.leave();
      }
    },
  };
}

const kysely = (driver: SqliteDriver): Kysely<Schema> =>
  new Kysely<Schema>({
    dialect: {
      createAdapter: () => new Unlined(),
      createDriver: () => driver,
      createIntrospector: (of) => new SqliteIntrospector(of),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });

/** Kysely's own line is no use here: not all who want the connection come through Kysely. */
class Unlined extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

class InLine extends SqliteDriver {
  readonly #line: Line;

  constructor(database: SqliteDatabase, line: Line) {
    super({ database });
    this.#line = line;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    await this.#line.enter();
    return super.acquireConnection();
  }

  override async releaseConnection(): Promise<void> {
    this.#line.leave();
  }
}

/** One at a time, in the order in which they came. */
interface Line {
  isFree(): boolean;
  enter(): Promise<void> | undefined;
  leave(): void;
}

function createLine(): Line {
  const waiting: (() => void)[] = [];
  let busy = false;
  return {
    isFree: () => !busy,
    enter() {
      if (busy) return new Promise((resolve) => waiting.push(resolve));
      busy = true;
      return undefined;
    },
    leave() {
      const next = waiting.shift();
      // Handed over without being free in between.
      if (next) next();
      else busy = false;
    },
  };
}
