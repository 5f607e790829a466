import { type Capabilities, DeliveryError, type Parcel, type Transport } from '../chat/transport.ts';
import type { MessageRef, PersonId } from '../kernel/ids.ts';
import type { Desk } from './desk.ts';
import { createEdits } from './edits.ts';
import { bare, closingOf, faultOf } from './faults.ts';
import { type Delivered, deliveredOf, deliveredRef, type Reply, replyOf, type Spot, spotOf, userOf } from './ids.ts';
import { nowAt } from './memory.ts';
import { createPosts } from './posts.ts';
import { createPrivately, type Privately } from './privately.ts';
import type { Requests } from './requests.ts';
import { persist } from './tries.ts';
import { createVotes, type Votes } from './votes.ts';
import { quiet } from './writing.ts';

export interface Outgoing extends Pick<Transport, 'send' | 'edit' | 'toast'> {
  readonly privately: Privately;
  readonly votes: Votes;
}

/** Delivers what the core says, wherever it belongs. */
export function createOutgoing(desk: Desk, can: Capabilities, requests: Requests): Outgoing {
  const posts = createPosts(desk, can, requests);
  const votes = createVotes(desk, requests);
  const privately = createPrivately(desk, posts, requests);
  const edits = createEdits(desk, can, requests, posts);

  async function deliver(parcel: Parcel): Promise<Delivered> {
    const { chat, thread } = spotOf(parcel.room);
    // Its group may have moved since the parcel was written.
    const spot = { chat: await nowAt(chat, desk.memory), thread };
    const reply = replyOf(parcel.reply);
    if (parcel.to !== null) {
      const user = userOf(parcel.to);
      if (user !== null && user !== spot.chat) return privately.tell(parcel, user, reply);
    } else if (parcel.view.audience === 'person') {
      throw new DeliveryError({ kind: 'refused', why: 'a private message without a person' });
    }
    if (reply?.kind === 'press') await desk.presses.answer(reply.query, {});
    const poll =
      parcel.to === null && parcel.view.poll
        ? await votes.send(
            spot,
            { room: parcel.room, form: parcel.view.poll, locale: parcel.locale, pictures: parcel.view.pictures ?? 'dark' },
            parcel,
          )
        : null;
    if (poll) return poll;
    const answered = reply?.kind === 'message' && reply.at.chat === spot.chat && spot.chat < 0 ? reply.id : null;
    return posts.send(spot, parcel, { reply: answered });
  }

  const settled = async <T>(parcel: Pick<Parcel, 'locale' | 'room'>, work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      if (closingOf(error) === 'send') await desk.voice.lost(spotOf(parcel.room).chat);
      throw new DeliveryError(
        faultOf(error, (closing) => desk.describe(parcel.locale, `telegram-closed-${closing}`)),
        bare(error),
      );
    }
  };

  return {
    privately,
    votes,
    send: async (parcel) => deliveredRef(await settled(parcel, deliver(parcel))),
    edit: (message: MessageRef, parcel) => settled(parcel, change(deliveredOf(message), message, parcel)),
    toast: (ref, to, _room, text) =>
      show(replyOf(ref), to, text).catch((error) => {
        throw bare(error);
      }),
  };

  async function show(reply: Reply | null, to: PersonId, text: string): Promise<void> {
    if (!reply) return;
    if (reply.kind === 'press') {
      await desk.presses.answer(reply.query, { text });
      return;
    }
    const plain = { text: quiet(text), entities: [], keyboard: [] };
    const write = (spot: Spot, answered: number | null) => persist(() => requests.sendText(spot, plain, answered), desk.sleep);
    const user = userOf(to);
    if (user !== null) {
      try {
        await write({ chat: user, thread: null }, null);
        return;
      } catch (error) {
        if (!closingOf(error)) throw error;
      }
    }
    if (reply.of === 'command') await write(reply.at, reply.id);
  }

  async function change(delivered: Delivered, ref: MessageRef, parcel: Parcel): Promise<void> {
    switch (delivered.kind) {
      case 'gone':
        return;
      case 'poll':
        // Its counters are the platform's own; what is left to do is to close it.
        if (!parcel.view.poll) await votes.close(delivered.chat, delivered.id);
        return;
      case 'messages':
        return edits.change(ref, delivered, parcel);
    }
  }
}
