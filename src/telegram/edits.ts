import { type Capabilities, DeliveryError, type Parcel } from '../chat/transport.ts';
import type { MessageRef } from '../kernel/ids.ts';
import { between, type Instant, millis } from '../kernel/time.ts';
import type { Desk } from './desk.ts';
import { type Delivered, type Spot, spotOf } from './ids.ts';
import { lookOf, type Posts, type Sheet } from './posts.ts';
import type { Requests } from './requests.ts';

interface Shown {
  readonly at: Instant;
  /** By message: what it was last changed to. */
  readonly looks: ReadonlyMap<number, string>;
}

/** Messages whose last change is known. */
const MOST = 1_000;

/**
 * Changes messages. Where it is too early, the outbox is told to come again: by then it brings the newest View, and the ones between
 * are never sent.
 */
export function createEdits(desk: Desk, can: Capabilities, requests: Requests, posts: Posts) {
  const { clock, memory, pace } = desk;
  const shown = new Map<MessageRef, Shown>();

  /** False where a photo would have to become text. */
  async function rewrite(chat: number, id: number, sheet: Sheet, parcel: Parcel): Promise<boolean> {
    await parcel.leaving?.();
    await posts.noteAsks(sheet);
    return requests.edit(chat, id, sheet.encoded, sheet.photo, sheet.rich).catch((error) => posts.otherwise(chat, sheet, error));
  }

  return {
    async change(ref: MessageRef, delivered: Extract<Delivered, { kind: 'messages' }>, parcel: Parcel): Promise<void> {
      const { chat } = delivered;
      const last = shown.get(ref);
      const early = last ? can.editEvery - between(last.at, clock.now()) : 0;
      if (early > 0) throw new DeliveryError({ kind: 'later', wait: millis(early), why: 'it is too early for another change' });
      const before = (await memory.grown.get(ref)) ?? delivered.ids;
      const ids = [...before];
      const sheets = await posts.write(chat, parcel);
      const room = spotOf(parcel.room);
      const spot: Spot = { chat, thread: room.chat === chat ? room.thread : null };
      const looks = new Map(last?.looks);
      let changed = false;
      try {
        for (const [index, id] of ids.entries()) {
          const sheet = sheets[index];
          if (sheet && looks.get(id) === lookOf(sheet)) continue;
          if (!sheet) {
            await requests.remove(chat, id);
            continue;
          }
          // The first change goes only where nobody else wants the turn; what belongs to it follows.
          const turn = changed ? await pace.turn(chat) : pace.edit(chat);
          changed = true;
          const became = await rewrite(chat, id, sheet, parcel).finally(turn.over);
          if (!became) {
            // A photo cannot become text: the text comes, and only then the photo goes.
            ids[index] = (await posts.sendSheet(spot, sheet, null)).id;
            await memory.grown.put(ref, ids);
            await requests.remove(chat, id);
          }
          looks.set(ids[index] ?? id, lookOf(sheet));
        }
        const kept = ids.slice(0, sheets.length);
        if (kept.length < ids.length) await memory.grown.put(ref, kept);
        // Noted one by one: a change that is broken off goes on behind the last one.
        for (const sheet of sheets.slice(ids.length)) {
          kept.push((await posts.sendSheet(spot, sheet, kept[0] ?? null)).id);
          await memory.grown.put(ref, kept);
        }
      } finally {
        shown.delete(ref);
        shown.set(ref, { at: changed || !last ? clock.now() : last.at, looks });
        const oldest = shown.keys().next();
        if (shown.size > MOST && !oldest.done) shown.delete(oldest.value);
      }
    },
  };
}
