import type { InputFile } from 'grammy';
import type { PollForm } from '../chat/view.ts';
import type { RoomId } from '../kernel/ids.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Theme } from '../kernel/theme.ts';
import type { Desk } from './desk.ts';
import { isGone, says } from './faults.ts';
import type { Delivered, Spot } from './ids.ts';
import type { PollTokens } from './memory.ts';
import { pollPayload } from './polls.ts';
import type { Going, Requests } from './requests.ts';

/** A question that may be asked as a poll. */
export interface Polled {
  readonly room: RoomId;
  readonly form: PollForm;
  readonly locale: Locale;
  readonly pictures: Theme | 'off';
}

export interface Votes {
  /** Null where the question does not fit, or the chat takes no such polls: then it is shown with buttons. */
  send(spot: Spot, parcel: Polled, going?: Going): Promise<Delivered | null>;
  close(chat: number, id: number): Promise<void>;
  /** What a vote presses. Waits for polls that are being sent: a vote can be here before the server's answer is. */
  tokens(poll: string): Promise<PollTokens | null>;
}

/** Native quiz polls: asked, closed, and what their votes mean. */
export function createVotes(desk: Desk, requests: Requests): Votes {
  const { memory, clock } = desk;
  const underway = new Set<Promise<unknown>>();

  async function send(spot: Spot, { room, form, locale, pictures }: Polled, going?: Going): Promise<Delivered | null> {
    // Such a poll names who votes, and channels allow none of that kind; a direct chat has nobody to race against.
    const kind = (await memory.rooms.get(room))?.kind;
    const payload = kind === 'group' ? pollPayload(form, clock.now()) : null;
    if (!payload) return null;
    const image = form.picture && pictures !== 'off' ? await desk.draw({ picture: form.picture, locale, theme: pictures }) : null;
    if (form.picture && !image) return null;
    const ask = (media: string | InputFile | null) =>
      requests.inTurn(
        spot.chat,
        (api, chat) =>
          api.sendPoll(chat, payload.question, [...payload.options], {
            type: 'quiz',
            is_anonymous: false,
            correct_option_ids: [...payload.right],
            explanation: payload.explanation,
            description: payload.description,
            close_date: payload.closes,
            ...(media === null ? {} : { media: { type: 'photo', media } }),
            ...(payload.several ? { allows_multiple_answers: true } : {}),
            ...(spot.thread === null ? {} : { message_thread_id: spot.thread }),
          }),
        going,
      );
    try {
      const sent = image ? await requests.withPhoto(image, ask) : await ask(null);
      const tokens: PollTokens = { room, options: form.options.map(({ token }) => token), join: form.join, lock: form.lock };
      await memory.polls.put(sent.poll.id, tokens);
      return { kind: 'poll', chat: sent.chat.id, id: sent.message_id };
    } catch (error) {
      if (says(error, /rights to send (?:polls|photos)|non-anonymous polls|CHAT_SEND_(?:POLL|PHOTOS|MEDIA)|POLL_/i)) return null;
      throw error;
    }
  }

  return {
    send(spot, polled, going) {
      const sending = send(spot, polled, going);
      underway.add(sending);
      const over = () => underway.delete(sending);
      sending.then(over, over);
      return sending;
    },
    async close(chat, id) {
      try {
        await desk.api.stopPoll(chat, id);
      } catch (error) {
        if (!says(error, /poll has already been closed/i) && !isGone(error)) throw error;
      }
    },
    async tokens(poll) {
      const known = await memory.polls.get(poll);
      if (known || underway.size === 0) return known;
      await Promise.allSettled(underway);
      return memory.polls.get(poll);
    },
  };
}
