import type { Kysely } from 'kysely';
import type { Group, Tables } from '../../app/ports.ts';
import type { GroupId } from '../../kernel/ids.ts';
import { compiled } from '../compiled.ts';
import type { Schema } from '../schema.ts';
import type { GroupDefaults } from '../store.ts';
import { moveGroup } from './group-move.ts';

type Chosen = Partial<Omit<Group, 'id' | 'platform'>>;

const settingsOf = compiled((db, given: { readonly id: GroupId }) =>
  db.selectFrom('group_settings').select('settings').where('id', '=', given.id),
);

export const groups = (db: Kysely<Schema>, defaults: GroupDefaults): Tables['groups'] => ({
  async get(id, platform) {
    const [row] = (await settingsOf(db, { id })).rows;
    const chosen = row ? (JSON.parse(row.settings) as Chosen) : {};
    return {
      locale: null,
      timeZone: defaults.timeZone,
      importsFirst: false,
      polls: false,
      pictures: 'dark',
      richMath: false,
      ...chosen,
      quiz: { questions: 5, seconds: 20, mode: 'speed', ...chosen.quiz },
      id,
      platform,
    };
  },
  async save({ id, platform, ...chosen }) {
    const settings = JSON.stringify(chosen);
    await db
      .insertInto('group_settings')
      .values({ id, platform, settings })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ platform, settings }))
      .execute();
  },
  move: (from, to) => moveGroup(db, from, to),
});
