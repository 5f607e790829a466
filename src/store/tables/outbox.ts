import { type Kysely, sql } from 'kysely';
import type { Outgoing, Posting, Tables } from '../../app/ports.ts';
import type { Instant } from '../../kernel/time.ts';
import { compiled } from '../compiled.ts';
import type { Schema } from '../schema.ts';

/** Word for word the condition of the partial indexes: with bound values SQLite would read all that was sent in days, at every look. */
export const OPEN = sql<boolean>`outbox.state in ('waiting', 'sending')`;

/** A room's posts, each person's replies, the changes of each message. */
export const laneOf = ({ room, to, edits }: Pick<Posting, 'edits'> & { readonly room: string; readonly to: string | null }): string =>
  `${room}\n${to ?? ''}${edits === null ? '' : `\n${edits}`}`;

type Row = Omit<Posting, 'view'> & { readonly view: string; readonly at: Instant };

const values = ({ key, room, to, reply, view, locale, timeZone, edits, unsure, at }: Row) => ({
  key,
  room,
  recipient: to,
  reply,
  view,
  locale,
  time_zone: timeZone,
  edits,
  unsure,
  state: 'waiting' as const,
  attempts: 0,
  revision: 0,
  due_at: at,
  message: null,
  fault: null,
  created_at: at,
  sent_at: null,
});

const addPost = compiled((db, given: Row) =>
  db
    .insertInto('outbox')
    .values(values(given))
    .onConflict((conflict) => conflict.column('key').doNothing()),
);

const addEdit = compiled((db, given: Row) =>
  db
    .insertInto('outbox')
    .values(values(given))
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((e) => ({
        view: given.view,
        state: 'waiting' as const,
        attempts: 0,
        revision: e('outbox.revision', '+', 1),
        due_at: given.at,
        fault: null,
        created_at: given.at,
      })),
    ),
);

const before = compiled((db, { room, to }: Pick<Posting, 'room' | 'to'>) =>
  db
    .selectFrom('outbox')
    .select('id')
    .where(OPEN)
    .where('room', '=', room)
    .where('recipient', 'is', to)
    .where('edits', 'is', null)
    .limit(1),
);

export const outbox = (db: Kysely<Schema>): Tables['outbox'] => ({
  async add(posting, at) {
    const row = { ...posting, view: JSON.stringify(posting.view), at };
    if (posting.edits !== null) {
      await addEdit(db, row);
      return null;
    }
    const { rows: ahead } = await before(db, row);
    const { numAffectedRows } = await addPost(db, row);
    if (ahead.length > 0 || numAffectedRows !== 1n) return null;
    return { ...posting, lane: laneOf(posting), attempts: 0, since: at, revision: 0 } satisfies Outgoing;
  },
});
