import type { Kysely } from 'kysely';
import type { Tables } from '../../app/ports.ts';
import type { Schema } from '../schema.ts';

export const outbox = (db: Kysely<Schema>): Tables['outbox'] => ({
  async add(posting, at) {
    const view = JSON.stringify(posting.view);
    await db
      .insertInto('outbox')
      .values({
        key: posting.key,
        room: posting.room,
        recipient: posting.to,
        reply: posting.reply,
        view,
        locale: posting.locale,
        time_zone: posting.timeZone,
        edits: posting.edits,
        unsure: posting.unsure,
        state: 'waiting',
        attempts: 0,
        revision: 0,
        due_at: at,
        message: null,
        fault: null,
        created_at: at,
        sent_at: null,
      })
      .onConflict((conflict) =>
        posting.edits === null
          ? conflict.column('key').doNothing()
          : conflict.column('key').doUpdateSet((e) => ({
              view,
              state: 'waiting',
              attempts: 0,
              revision: e('outbox.revision', '+', 1),
              due_at: at,
              fault: null,
              created_at: at,
            })),
      )
      .execute();
  },
});
