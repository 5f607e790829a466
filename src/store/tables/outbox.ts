import type { Kysely } from 'kysely';
import type { Posting, Tables } from '../../app/ports.ts';
import type { Instant } from '../../kernel/time.ts';
import { compiled } from '../compiled.ts';
import type { Schema } from '../schema.ts';

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

export const outbox = (db: Kysely<Schema>): Tables['outbox'] => ({
  async add(posting, at) {
    const row = { ...posting, view: JSON.stringify(posting.view), at };
    await (posting.edits === null ? addPost : addEdit)(db, row);
  },
});
