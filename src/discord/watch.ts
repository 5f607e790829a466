import { ChannelType, type Client, Events, GatewayDispatchEvents, type Guild, type GuildBasedChannel } from 'discord.js';
import type { Inbound, Person, Room } from '../chat/place.ts';
import { arrivalId, groupId, personId, roomId } from '../kernel/ids.ts';
import type { Clock } from '../kernel/time.ts';
import { channelTitle, guildLocale } from './place.ts';
import { channelOf, mayPost } from './whereabouts.ts';

/** What may have given the bot its voice back. */
const CHANGES = [
  GatewayDispatchEvents.GuildCreate,
  GatewayDispatchEvents.ChannelCreate,
  GatewayDispatchEvents.ChannelUpdate,
  GatewayDispatchEvents.ThreadCreate,
  GatewayDispatchEvents.ThreadUpdate,
  GatewayDispatchEvents.ThreadListSync,
  GatewayDispatchEvents.GuildRoleCreate,
  GatewayDispatchEvents.GuildRoleUpdate,
  GatewayDispatchEvents.GuildMemberUpdate,
] as const;

/**
 * Looks at where the bot may be and talk: says when it was taken into a server or put out of one, and when a room that was closed to us
 * is open again. Messages tell us that a room is closed; that it is open can only be seen.
 */
export function watchPlaces(
  client: Client,
  parts: {
    readonly clock: Clock;
    /** Why the bot is not there any more, for the managers. */
    readonly out: string;
    readonly closedRooms: () => Promise<readonly Room[]>;
    readonly tell: (inbound: Inbound) => void;
    readonly report: (what: string, error: unknown) => void;
  },
): void {
  const { clock, tell } = parts;
  let looking = false;
  let again = false;
  let count = 0;

  const arrival = (what: string, room: Room) => ({
    id: arrivalId(`discord:${what}:${room.id}:${clock.now()}:${count++}`),
    at: clock.now(),
    room,
    person: myself(client),
    reply: null,
  });

  async function look(): Promise<void> {
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    try {
      do {
        again = false;
        for (const room of await parts.closedRooms()) {
          const channel = channelOf(room.id);
          if (channel !== null && mayPost(client, channel)) tell({ ...arrival('opened', room), kind: 'opened' });
        }
      } while (again);
    } catch (error) {
      parts.report('the rooms that were closed could not be looked at', error);
    } finally {
      looking = false;
    }
  }

  // discord.js changes its caches in the same turn, right after it has told of the event.
  for (const event of CHANGES) client.ws.on(event, () => void Promise.resolve().then(look));
  client.on(Events.ClientReady, () => void look());
  client.on(Events.GuildCreate, (guild) => tell({ ...arrival('added', parlour(guild)), kind: 'added', fresh: true }));
  client.on(Events.GuildDelete, (guild) => tell({ ...arrival('removed', parlour(guild)), kind: 'removed', why: parts.out }));
}

/** Where to greet: the channel for news of the server, else the first in which the bot may write. */
function parlour(guild: Guild): Room {
  const writable = (channel: GuildBasedChannel | null) => channel !== null && mayPost(guild.client, channel.id) === true;
  const texts = guild.channels.cache.filter((channel) => channel.type === ChannelType.GuildText).sort((a, b) => a.position - b.position);
  const channel = (writable(guild.systemChannel) ? guild.systemChannel : null) ?? texts.find(writable) ?? texts.first() ?? null;
  return {
    id: roomId(`discord:${channel?.id ?? guild.id}`),
    platform: 'discord',
    kind: 'group',
    group: groupId(`discord:${guild.id}`),
    title: channel ? channelTitle(channel.name, channel.id) : guild.name,
    locale: guildLocale(guild.features, guild.preferredLocale),
    postable: writable(channel),
  };
}

function myself(client: Client): Person {
  const user = client.user;
  return { id: personId(`discord:${user?.id ?? 'bot'}`), name: user?.username ?? 'bot', locale: null, manager: false };
}
