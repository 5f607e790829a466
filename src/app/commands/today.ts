import { ok } from '../../kernel/result.ts';
import { localDate } from '../../schedule/cadence.ts';
import { command } from '../call.ts';
import { composeToday } from '../digest.ts';
import { digestView } from '../present/digest.ts';

/** Today's digest again, for who asks; where none is posted yet, the one that would come next. */
export const today = command({
  name: 'today',
  params: {},
  allowed: 'anyone',
  async run(call) {
    const posted = await call.tables.digests.on(call.group.id, localDate(call.at, call.group.timeZone));
    if (posted)
      return ok([
        {
          ...(await digestView(posted, call.tables, call.parts, call.group, call.parts.messages.in(posted.locale, call.room.platform))),
          audience: 'person',
        },
      ]);
    return ok(await composeToday(call, call.say.locale));
  },
});
