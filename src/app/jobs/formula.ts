import type { FormulaProblem } from '../../chat/picture.ts';
import { replyRef } from '../../chat/place.ts';
import type { View } from '../../chat/view.ts';
import { personId, roomId } from '../../kernel/ids.ts';
import type { Locale } from '../../kernel/locale.ts';
import type { Prose } from '../../kernel/prose.ts';
import type { Instant } from '../../kernel/time.ts';
import { askedBy, line, openly, privately } from '../call.ts';
import { dressed } from '../dressed.ts';
import type { Parts } from '../parts.ts';
import type { DueRow, Store } from '../ports.ts';
import type { Say } from '../say.ts';

export interface FormulaWish {
  readonly person: string;
  readonly name: string;
  readonly reply: string | null;
  readonly tex: string;
  /** The person's language, and the room's. */
  readonly locale: Locale;
  readonly shared: Locale;
}

/** Somebody asked for a formula: it is posted for all, or they alone are told what is wrong with it. */
export async function runFormula(row: DueRow, now: Instant, store: Store, parts: Parts): Promise<void> {
  const wish = JSON.parse(row.payload) as FormulaWish;
  const room = await store.tables.rooms.get(roomId(row.room ?? ''));
  if (!room) return store.tables.due.remove(row.key);
  const group = await store.tables.groups.get(room.group, room.platform);
  const problem = await parts.tryFormula(wish.tex, wish.shared, group.pictures === 'light' ? 'light' : 'dark');
  const say = parts.messages.in(wish.locale, room.platform);
  const view: View =
    problem === null
      ? openly({ kind: 'math', tex: wish.tex }, ...askedBy(wish.name, room, parts.messages.in(wish.shared, room.platform)))
      : privately(line(say.rich('tex-broken', { problem: problemIn(problem, say) })), { kind: 'code', text: wish.tex, language: 'latex' });
  await store.transaction(async (tables) => {
    await tables.outbox.add(
      {
        key: row.key,
        room: room.id,
        to: problem === null ? null : personId(wish.person),
        reply: wish.reply === null ? null : replyRef(wish.reply),
        view: dressed(view, group),
        locale: problem === null ? wish.shared : wish.locale,
        timeZone: group.timeZone,
        edits: null,
        unsure: 'repeat',
      },
      now,
    );
    await tables.due.remove(row.key);
  });
}

const problemIn = ({ kind, about }: FormulaProblem, say: Say): Prose => say.rich(`tex-problem-${kind}`, { about });
