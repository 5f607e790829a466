import {
  type APIApplicationCommandInteraction,
  type APIApplicationCommandInteractionDataOption,
  type APIInteraction,
  type APIMessage,
  type APIMessageComponentInteraction,
  type APIModalSubmitInteraction,
  type APITextInputComponent,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ComponentType,
  InteractionType,
} from 'discord.js';
import type { Inbound, Room } from '../chat/place.ts';
import { arrivalId, messageRef } from '../kernel/ids.ts';
import { type Instant, instant } from '../kernel/time.ts';
import { buttonOf, isMenu } from './custom-id.ts';
import { chosenRoom, personOf, reachOf, roomOf } from './place.ts';
import { type Interaction, refOf } from './reply-ref.ts';
import { snowflakeTime } from './snowflake.ts';

/** What an interaction wants of the adapter. */
export type Act =
  /** Goes to the core. */
  | { readonly does: 'arrive'; readonly interaction: Interaction; readonly inbound: Inbound }
  /** The button wants text first. */
  | { readonly does: 'ask'; readonly token: string; readonly field: string }
  /** Somebody is typing an option. `command` has its subcommand behind it. */
  | { readonly does: 'complete'; readonly command: string; readonly option: string; readonly typed: string }
  /** A message without words cannot be explained. */
  | { readonly does: 'nothing-to-explain'; readonly interaction: Interaction }
  /** Of a kind that we never offered. */
  | { readonly does: 'nothing' };

/** The message command. Its name is what the manifest says; Discord sends it back as it was registered. */
export const EXPLAIN = 'Explain this';

/** The core searches for so much of a message. */
const MOST_WORDS = 4_000;

/** `now`: the time of an act is its snowflake's, but never in our future. */
export function decode(raw: APIInteraction, now: Instant): Act {
  switch (raw.type) {
    case InteractionType.ApplicationCommand:
      return raw.data.type === ApplicationCommandType.ChatInput || raw.data.type === ApplicationCommandType.Message
        ? command(raw, now)
        : { does: 'nothing' };
    case InteractionType.MessageComponent:
      return component(raw, now);
    case InteractionType.ModalSubmit:
      return modal(raw, now);
    case InteractionType.ApplicationCommandAutocomplete: {
      const { name, options } = invoked(raw.data.name, raw.data.options);
      const typing = options.find((option) => 'focused' in option && option.focused);
      return typing && 'value' in typing
        ? { does: 'complete', command: name, option: typing.name, typed: String(typing.value) }
        : { does: 'nothing' };
    }
    default:
      return { does: 'nothing' };
  }
}

function command(raw: APIApplicationCommandInteraction, now: Instant): Act {
  const interaction = interactionFor(raw, 'command');
  if (raw.data.type === ApplicationCommandType.Message) {
    const message = raw.data.resolved.messages[raw.data.target_id];
    const words = message ? withoutMarks(messageText(message)).slice(0, MOST_WORDS).trim() : '';
    if (!words) return { does: 'nothing-to-explain', interaction };
    return arrive(raw, now, interaction, { kind: 'command', name: 'search', args: { words } });
  }
  if (raw.data.type !== ApplicationCommandType.ChatInput) return { does: 'nothing' };
  const { name, options } = invoked(raw.data.name, raw.data.options);
  const args: Record<string, string> = {};
  const rooms: Room[] = [];
  for (const option of options) {
    if (!('value' in option)) continue;
    const channel = option.type === ApplicationCommandOptionType.Channel ? raw.data.resolved?.channels?.[option.value] : undefined;
    if (channel) rooms.push(chosenRoom(raw, channel));
    args[option.name] = channel ? `discord:${channel.id}` : String(option.value);
  }
  return arrive(raw, now, interaction, { kind: 'command', name, args, ...(rooms.length > 0 ? { rooms } : {}) });
}

function component(raw: APIMessageComponentInteraction, now: Instant): Act {
  const interaction = interactionFor(raw, 'press');
  const id = raw.data.custom_id;
  const button = buttonOf(isMenu(id) && 'values' in raw.data ? `=${raw.data.values[0] ?? ''}` : id);
  if (button.does === 'ask') return { does: 'ask', token: button.token, field: button.field };
  if (button.does === 'open') return arrive(raw, now, interaction, { kind: 'command', name: 'read', args: { topic: button.topic } });
  return arrive(raw, now, interaction, { kind: 'press', token: button.token, on: placeOf(raw.message) });
}

function modal(raw: APIModalSubmitInteraction, now: Instant): Act {
  const button = buttonOf(raw.data.custom_id);
  if (button.does !== 'ask') return { does: 'nothing' };
  const on = raw.message ? placeOf(raw.message) : null;
  return arrive(raw, now, interactionFor(raw, 'press'), { kind: 'press', token: button.token, on, typed: typedIn(raw) });
}

const placeOf = (message: Pick<APIMessage, 'id' | 'channel_id'>) => messageRef(`${message.channel_id}/${message.id}`);

function typedIn(raw: APIModalSubmitInteraction): string {
  for (const part of raw.data.components) {
    const field = 'component' in part ? part.component : 'components' in part ? part.components[0] : undefined;
    if (field?.type === ComponentType.TextInput) return (field as Pick<APITextInputComponent, 'value'>).value ?? '';
  }
  return '';
}

type Kind = Extract<Inbound, { kind: 'command' | 'press' }>;
type Said<T> = T extends Inbound ? Omit<T, 'id' | 'at' | 'room' | 'person' | 'reply'> : never;

function arrive(raw: APIInteraction, now: Instant, interaction: Interaction, said: Said<Kind>): Act {
  const inbound: Inbound = {
    ...said,
    id: arrivalId(`discord:${raw.id}`),
    at: instant(Math.min(now, snowflakeTime(raw.id))),
    room: roomOf(raw),
    person: personOf(raw),
    reply: refOf(interaction),
  };
  return { does: 'arrive', interaction, inbound };
}

function interactionFor(raw: APIInteraction, of: Interaction['of']): Interaction {
  return { of, hidden: reachOf(raw) !== 'private', application: raw.application_id, id: raw.id, token: raw.token };
}

/** `schedule digest`, with the options of the subcommand. */
function invoked(name: string, options: readonly APIApplicationCommandInteractionDataOption<InteractionType>[] = []) {
  const [first] = options;
  return first?.type === ApplicationCommandOptionType.Subcommand
    ? { name: `${name} ${first.name}`, options: first.options ?? [] }
    : { name, options };
}

/** What a message says: its content, the texts of its components, the words of its embeds. */
function messageText(message: APIMessage): string {
  const embeds = message.embeds.flatMap((embed) => [embed.title, embed.description]);
  return [message.content, ...textsOf(message.components ?? []), ...embeds].filter(Boolean).join('\n');
}

/** Mentions, moments, emoji and marks are no words to search for. */
const withoutMarks = (text: string): string => text.replace(/<[^<>\s]{2,100}>/g, ' ').replace(/[\\*_~`|#>\s]+/g, ' ');

function textsOf(components: readonly unknown[]): string[] {
  return components.flatMap((one) => {
    if (typeof one !== 'object' || one === null) return [];
    if ('content' in one && typeof one.content === 'string') return [one.content];
    return 'components' in one && Array.isArray(one.components) ? textsOf(one.components) : [];
  });
}
