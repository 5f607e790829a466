import { refusal } from '../../chat/command.ts';
import { LONGEST_FORMULA } from '../../chat/picture.ts';
import { err, ok } from '../../kernel/result.ts';
import { command } from '../call.ts';
import type { FormulaWish } from '../jobs/formula.ts';

/** A formula for the room. Drawing takes time, so a job does it, outside the transaction. */
export const tex = command({
  name: 'tex',
  params: { source: { kind: 'words', most: 20_000 } },
  allowed: 'anyone',
  posts: true,
  async run(call, { source }) {
    const formula = bare(source);
    if (formula.length > LONGEST_FORMULA) return err(refusal('refuse-formula-long', { length: formula.length, most: LONGEST_FORMULA }));
    const wish: FormulaWish = {
      person: call.person.id,
      name: call.person.name,
      reply: call.reply,
      tex: formula,
      locale: call.say.locale,
      shared: call.sayAll.locale,
    };
    await call.tables.due.put({ key: `tex.${call.id}`, kind: 'formula', room: call.room.id, at: call.at, payload: JSON.stringify(wish) });
    return ok('later');
  },
});

/** People bring the dollars or brackets of other programs along. */
function bare(source: string): string {
  const trimmed = source.trim();
  const inside = /^(?:\$\$([\s\S]+)\$\$|\$([^$]+)\$|\\\[([\s\S]+)\\\]|\\\(([\s\S]+)\\\))$/.exec(trimmed);
  return (inside?.slice(1).find((one) => one !== undefined) ?? trimmed).trim();
}
