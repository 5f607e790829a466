import { setImmediate as turn } from 'node:timers/promises';
import { type APIInteraction, type Client, InteractionResponseType, MessageFlags } from 'discord.js';
import type { Inbound, Person, Room } from '../chat/place.ts';
import type { Receive } from '../chat/transport.ts';
import type { View } from '../chat/view.ts';
import { type Locale, localeOf } from '../kernel/locale.ts';
import { text } from '../kernel/prose.ts';
import { type Millis, millis } from '../kernel/time.ts';
import { decode } from './decode.ts';
import { doorman } from './doorman.ts';
import { isPassing } from './faults.ts';
import { ackFirst, acksAtEase, tellPause, tellTries, untilWritten } from './limits.ts';
import { modalFor } from './modal.ts';
import type { DiscordParts } from './parts.ts';
import type { Letter } from './pictures.ts';
import { personOf, roomOf } from './place.ts';
import type { Replies } from './replies.ts';
import type { Interaction } from './reply-ref.ts';
import { watchSkew } from './skew.ts';
import { snowflakeTime } from './snowflake.ts';
import { suggestions } from './suggest.ts';

export interface Desk {
  /** What people do. */
  take(raw: APIInteraction): void;
  /** What becomes of the bot's place. */
  note(inbound: Inbound): void;
  /** A plain line to who acted. */
  tell(interaction: Interaction, says: string): Promise<void>;
  /** Takes nothing more, or takes again. */
  open(receive: Receive | null): void;
  /** What is still under way. */
  settled(): Promise<unknown>;
}

/** Somebody at the door. */
interface Guest {
  readonly inbound: Inbound;
  readonly interaction: Interaction;
  readonly raw: APIInteraction;
  readonly acknowledged: Promise<boolean>;
}

/** Where interactions arrive: acknowledged at once, before anything else is done, and then handed to the core. */
export function createDesk(
  parts: Pick<DiscordParts, 'commands' | 'words' | 'locale' | 'languageOf' | 'completeTopics' | 'clock' | 'report'> & {
    readonly replies: Replies;
    readonly client: () => Client | null;
    readonly sleep: (time: Millis, signal: AbortSignal) => Promise<void>;
    readonly letters: (view: View, locale: Locale) => Promise<Letter[]>;
  },
): Desk {
  const { replies, clock, words, report } = parts;
  const door = doorman(parts);
  const underway = new Set<Promise<unknown>>();
  let receive: Receive | null = null;

  const keep = (work: Promise<unknown>): void => {
    const done: Promise<unknown> = work
      .catch((error) => report('an interaction ended in an unforeseen way', error))
      .finally(() => underway.delete(done));
    underway.add(done);
  };

  const compare = watchSkew((seconds) => {
    const way = seconds > 0 ? 'ahead of' : 'behind';
    report(`this machine's clock is ${Math.abs(seconds)} s ${way} Discord's: answers are timed wrongly until it is set (NTP)`);
  });

  function act(raw: APIInteraction, take: Receive): void {
    compare(snowflakeTime(raw.id), clock.now());
    const wish = decode(raw, clock.now());
    // What must be there in three seconds speaks the app's language: it does not wait until the core has time to look.
    const locale = localeOf('locale' in raw ? raw.locale : null) ?? localeOf(raw.guild_locale) ?? parts.locale;
    switch (wish.does) {
      case 'arrive': {
        const acknowledged = acknowledge(wish.interaction);
        keep(admit({ ...wish, raw, acknowledged }, take));
        break;
      }
      case 'nothing-to-explain':
        acknowledge(wish.interaction);
        keep(tellIn(wish.interaction, personOf(raw), roomOf(raw), (locale) => words(locale, 'discord-nothing-to-explain')));
        break;
      case 'ask':
        keep(replies.acknowledge(raw, modalFor(wish, words(locale, 'discord-modal'))));
        break;
      case 'complete': {
        const choices = suggestions(parts.commands, wish, locale, parts.completeTopics);
        keep(replies.acknowledge(raw, { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices } }));
        break;
      }
      case 'nothing':
        break;
    }
  }

  function acknowledge(interaction: Interaction): Promise<boolean> {
    const acknowledged = replies.acknowledge(interaction, deferral(interaction));
    replies.open(interaction, acknowledged);
    keep(acknowledged.then((heard) => heard || report('Discord did not wait for an acknowledgement')));
    return acknowledged;
  }

  /** Says what the bot lacks in the room before anything is put there; else it goes to the core. */
  async function admit({ inbound, interaction, raw, acknowledged }: Guest, take: Receive): Promise<void> {
    const { person, room } = inbound;
    const verdict = door(inbound, raw);
    if (verdict.lets === 'nobody') return tellIn(interaction, person, room, verdict.says);
    await rightOfWay(acknowledged);
    const received = await take(inbound);
    if (verdict.says !== null) await tellIn(interaction, person, room, verdict.says);
    else if (received === 'quiet') await replies.leave(interaction);
  }

  /**
   * The core may work for a while without a pause: the acknowledgement is on its way first, and those of a burst are through, unless
   * Discord is slow.
   */
  async function rightOfWay(acknowledged: Promise<boolean>): Promise<void> {
    for (let turns = 0; turns < untilWritten; turns++) await turn();
    if (replies.acknowledging() <= acksAtEase) return;
    const enough = new AbortController();
    await Promise.race([acknowledged.then(replies.acknowledged), parts.sleep(ackFirst, enough.signal)]);
    enough.abort();
  }

  async function tellIn(interaction: Interaction, person: Person, room: Room, says: (locale: Locale) => string): Promise<void> {
    return tell(interaction, says(await parts.languageOf(person, room)));
  }

  async function tell(interaction: Interaction, says: string): Promise<void> {
    const view: View = { blocks: [{ kind: 'paragraph', content: [text(says)] }], audience: 'person' };
    const letters = await parts.letters(view, parts.locale);
    // It stands in no outbox: what is not shown now is never shown.
    for (let attempt = 1; ; attempt++) {
      try {
        await replies.answer(interaction, letters, `say ${interaction.id} ${says}`);
        return;
      } catch (error) {
        if (attempt === tellTries || !isPassing(error)) throw error;
        await parts.sleep(millis(tellPause * attempt), new AbortController().signal);
      }
    }
  }

  return {
    tell,
    take(raw) {
      if (!receive) return;
      try {
        act(raw, receive);
      } catch (error) {
        report('an interaction could not be read', error);
      }
    },
    note: (inbound) => void (receive && keep(receive(inbound))),
    open(taker) {
      receive = taker;
    },
    settled: () => Promise.allSettled(underway),
  };
}

/** A press needs no sign that we think: its answer is the change of the message, or a line of its own. */
function deferral(interaction: Interaction): object {
  if (interaction.of === 'press') return { type: InteractionResponseType.DeferredMessageUpdate };
  const data = interaction.hidden ? { data: { flags: MessageFlags.Ephemeral } } : {};
  return { type: InteractionResponseType.DeferredChannelMessageWithSource, ...data };
}
