import { setTimeout as wait } from 'node:timers/promises';
import { type APIInteraction, type Client, Events, GatewayDispatchEvents, REST, Routes } from 'discord.js';
import { DeliveryError, type Parcel, type Transport } from '../chat/transport.ts';
import type { View } from '../chat/view.ts';
import { type MessageRef, messageRef, type PersonId, personId } from '../kernel/ids.ts';
import type { Locale } from '../kernel/locale.ts';
import { type Millis, seconds } from '../kernel/time.ts';
import { makeClient, replyRest, swiftRest } from './client.ts';
import { commandJson } from './commands.ts';
import { createDesk } from './desk.ts';
import { faultOf, isUnauthorized } from './faults.ts';
import { createGateway } from './gateway.ts';
import { discordCapabilities, stopWithin } from './limits.ts';
import type { DiscordParts } from './parts.ts';
import { createPictureRights } from './picture-rights.ts';
import { type Letter, lettersOf } from './pictures.ts';
import { createPosts, spotOf } from './posts.ts';
import { registerPatiently } from './registrar.ts';
import { createReplies } from './replies.ts';
import { interactionOf } from './reply-ref.ts';
import { watchPlaces } from './watch.ts';
import { channelOf, guestOf, lackingIn, whereaboutsOf } from './whereabouts.ts';

/** The bot on Discord: interactions come through the gateway, everything else goes through REST. */
export function createDiscord(parts: DiscordParts): Transport {
  const { clock, words, report, sleep = realSleep } = parts;
  const wanted = commandJson(parts.commands, words, parts.locale);
  const privateChats = new Map<PersonId, string>();
  let stopping = new AbortController();

  const gateway = createGateway({ token: parts.token, make: () => makeClient(parts.apiUrl), dress, clock, sleep, report });
  const [swift, rest] = [new REST(swiftRest(parts.apiUrl)), new REST(replyRest(parts.apiUrl))];
  const replies = createReplies({ swift, rest, clock, pause: (attempt) => wait(100 * attempt) });
  const pictures = createPictureRights(clock, (channel) => lackingIn(gateway.client(), channel));
  const posts = createPosts({ rest: bot, clock, notes: parts.notes, pictures });
  const letters = (view: View, locale: Locale): Promise<Letter[]> =>
    lettersOf(view, { menu: words(locale, 'discord-menu'), locale, draw: parts.draw });
  /** For a channel that all see. An answer to an interaction needs no right to attach files. */
  const lettersIn = (channel: string, { view, locale }: Parcel): Promise<Letter[]> =>
    letters(pictures.allows(channel) ? view : { ...view, pictures: 'off' }, locale);
  const desk = createDesk({ ...parts, replies, letters, sleep, client: gateway.client });

  function dress(client: Client): void {
    client.ws.on(GatewayDispatchEvents.InteractionCreate, (raw: APIInteraction) => desk.take(raw));
    client.on(Events.ClientReady, (ready) => {
      const pause = (attempt: number) => sleep(seconds(2 * attempt), stopping.signal);
      void registerPatiently(ready, { ...parts, wanted }, pause, report);
    });
    watchPlaces(client, { clock, out: words(parts.locale, 'discord-closed-out'), closedRooms: parts.closedRooms, tell: desk.note, report });
  }

  function bot(): REST {
    const client = gateway.client();
    if (!client) throw new DeliveryError({ kind: 'later', wait: seconds(5), why: 'not connected' });
    return client.rest;
  }

  /** Runs a delivery, and says in the core's words why it failed. */
  async function delivering<T>(parcel: Parcel, channel: string | null, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof DeliveryError) throw error;
      if (isUnauthorized(error)) gateway.refuse();
      throw new DeliveryError(faultOf(error, whereaboutsOf(gateway.client(), channel, words, parcel.locale)), error);
    }
  }

  /** Where only this person sees it: the answer to what they did, else their private chat. */
  async function sendPrivately({ reply, view, locale, key }: Parcel, to: PersonId): Promise<MessageRef> {
    const interaction = reply === null ? null : interactionOf(reply);
    const sheets = await letters(view, locale);
    if (!interaction) return posts.send(await privateChat(to), sheets, key);
    const ids = await replies.answer(interaction, sheets, key);
    return messageRef(`@${ids.join()}`);
  }

  async function privateChat(person: PersonId): Promise<string> {
    const known = privateChats.get(person);
    if (known) return known;
    const body = { recipient_id: person.slice('discord:'.length) };
    const { id } = (await bot().post(Routes.userChannels(), { body })) as { readonly id: string };
    privateChats.set(person, id);
    return id;
  }

  return {
    can: discordCapabilities,
    state: gateway.state,

    send(parcel) {
      const channel = channelOf(parcel.room);
      const guest = guestOf(parcel.room);
      return delivering(parcel, channel, async () => {
        const to = parcel.to ?? (guest === null ? null : personId(`discord:${guest}`));
        if (to !== null) return sendPrivately(parcel, to);
        if (channel === null) throw new DeliveryError({ kind: 'refused', why: `${parcel.room} is no room of Discord` });
        return posts.send(channel, await lettersIn(channel, parcel), parcel.key);
      });
    },

    edit: (message, parcel) =>
      delivering(parcel, channelOf(parcel.room), async () =>
        posts.edit(message, await lettersIn(spotOf(message)?.channel ?? '', parcel), parcel.key),
      ),

    async toast(reply, _to, _room, says) {
      const interaction = interactionOf(reply);
      if (interaction) await desk.tell(interaction, says);
    },

    async start(receive) {
      desk.open(receive);
      stopping = new AbortController();
      gateway.start();
    },

    async stop() {
      desk.open(null);
      stopping.abort();
      const enough = new AbortController();
      await Promise.race([desk.settled(), sleep(stopWithin, enough.signal)]);
      enough.abort();
      await gateway.stop();
      for (const one of [swift, rest]) {
        one.clearHashSweeper();
        one.clearHandlerSweeper();
      }
    },
  };
}

/** Until the time is over or the signal aborts; it keeps no process alive. */
async function realSleep(time: Millis, signal: AbortSignal): Promise<void> {
  await wait(time, undefined, { signal, ref: false }).catch(() => {});
}
