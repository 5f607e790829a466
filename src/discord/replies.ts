import { type APIMessage, MessageFlags, type REST, Routes } from 'discord.js';
import { DeliveryError } from '../chat/transport.ts';
import { after, type Clock } from '../kernel/time.ts';
import { isAcknowledged, isExpired, isGoneMessage } from './faults.ts';
import { acksAtOnce, ackWithin, answersAtOnce } from './limits.ts';
import { type Sending, sendOn } from './parts-sent.ts';
import type { Letter } from './pictures.ts';
import { type Interaction, isAnswerable } from './reply-ref.ts';
import { createSlots } from './slots.ts';

/** Where the first answer to a command goes: into the line that says the bot thinks. */
type Placeholder = 'waiting' | 'filled' | 'gone' | 'unknown';

interface Open {
  readonly interaction: Interaction;
  readonly acknowledged: Promise<boolean>;
  placeholder: Placeholder;
  /** Answers to one interaction keep their order. */
  turn: Promise<unknown>;
  /** What was sent, by key. */
  readonly sent: Map<string, Sending>;
}

/** Interactions remembered; of those that are forgotten Discord itself knows how far they are. */
const MOST_OPEN = 5_000;

export interface Replies {
  /** Answers the interaction itself, once: a deferral, a window, suggestions. False where Discord waits no longer. */
  acknowledge(interaction: Pick<Interaction, 'id' | 'token'>, response: object): Promise<boolean>;
  /** Notes an interaction that is being acknowledged, so that answers wait for that. */
  open(interaction: Interaction, acknowledged: Promise<boolean>): void;
  /** Shows messages to who acted. Returns their ids. @throws what the request throws, and DeliveryError where its time is over */
  answer(interaction: Interaction, letters: readonly Letter[], key: string): Promise<readonly string[]>;
  /** How many acknowledgements are under way. */
  acknowledging(): number;
  /** Resolves when the acknowledgements that are under way now are through. */
  acknowledged(): Promise<void>;
  /** Nothing will be said: the line that says the bot thinks goes away. */
  leave(interaction: Interaction): Promise<void>;
}

/** `swift` is for what must be there within three seconds, `rest` for everything after. Neither needs the bot's token. */
export function createReplies(input: { swift: REST; rest: REST; clock: Clock; pause: (attempt: number) => Promise<void> }): Replies {
  const { swift, rest, clock } = input;
  const known = new Map<string, Open>();
  const swiftly = createSlots(acksAtOnce);
  const slots = createSlots(answersAtOnce);

  function remember(interaction: Interaction, acknowledged: Promise<boolean>, placeholder: Placeholder): Open {
    const open: Open = { interaction, acknowledged, placeholder, turn: Promise.resolve(), sent: new Map() };
    known.set(interaction.id, open);
    const oldest = known.keys().next();
    if (known.size > MOST_OPEN && !oldest.done) known.delete(oldest.value);
    return open;
  }

  /** After a restart: the last process acknowledged it, and Discord knows whether it was answered. */
  const find = (interaction: Interaction): Open => known.get(interaction.id) ?? remember(interaction, Promise.resolve(true), 'unknown');

  function inTurn<T>(open: Open, work: () => Promise<T>): Promise<T> {
    const next = open.turn.then(work, work);
    open.turn = next.catch(() => {});
    return next;
  }

  async function placeholderWaits(open: Open): Promise<boolean> {
    if (open.interaction.of === 'press') return false;
    if (open.placeholder === 'unknown') {
      try {
        const original = (await rest.get(originalOf(open.interaction), { auth: false })) as APIMessage;
        open.placeholder = ((original.flags ?? 0) & MessageFlags.Loading) === 0 ? 'filled' : 'waiting';
      } catch (error) {
        if (!isGoneMessage(error)) throw error;
        open.placeholder = 'gone';
      }
    }
    return open.placeholder === 'waiting';
  }

  async function fill(open: Open, { body, files }: Letter): Promise<string | null> {
    try {
      const message = (await rest.patch(originalOf(open.interaction), { body, files, auth: false })) as APIMessage;
      open.placeholder = 'filled';
      return message.id;
    } catch (error) {
      if (!isGoneMessage(error)) throw error;
      open.placeholder = 'gone';
      return null;
    }
  }

  async function follow({ interaction }: Open, { body, files }: Letter): Promise<string> {
    const flags = body.flags | (interaction.hidden ? MessageFlags.Ephemeral : 0);
    const route = Routes.webhook(interaction.application, interaction.token);
    const message = (await slots.run(() => rest.post(route, { body: { ...body, flags }, files, auth: false }))) as APIMessage;
    return message.id;
  }

  return {
    async acknowledge({ id, token }, response) {
      const end = after(clock.now(), ackWithin);
      for (let attempt = 1; ; attempt++) {
        try {
          await swiftly.run(() => swift.post(Routes.interactionCallback(id, token), { body: response, auth: false }));
          return true;
        } catch (error) {
          if (isAcknowledged(error)) return true;
          if (isExpired(error) || attempt === 4 || clock.now() > end) return false;
          await input.pause(attempt);
        }
      }
    },

    acknowledging: () => swiftly.underway,
    acknowledged: swiftly.through,

    open: (interaction, acknowledged) => void remember(interaction, acknowledged, 'waiting'),

    async answer(interaction, letters, key) {
      const open = find(interaction);
      const late = new DeliveryError({ kind: 'closed', why: 'Discord takes no more answers to this' });
      if (!isAnswerable(interaction, clock.now()) || !(await open.acknowledged)) throw late;
      return inTurn(open, async () => {
        const ids = await sendOn(open.sent, key, letters, async (letter) => {
          const filled = (await placeholderWaits(open)) ? await fill(open, letter) : null;
          return filled ?? follow(open, letter);
        });
        // That it was sent is remembered, its pictures are not.
        open.sent.set(key, { letters: [], ids });
        return ids;
      });
    },

    async leave(interaction) {
      const open = find(interaction);
      if (interaction.of === 'press' || !(await open.acknowledged)) return;
      await inTurn(open, async () => {
        if (!(await placeholderWaits(open))) return;
        open.placeholder = 'gone';
        await rest.delete(originalOf(interaction), { auth: false });
      });
    },
  };
}

const originalOf = ({ application, token }: Interaction) => Routes.webhookMessage(application, token, '@original');
