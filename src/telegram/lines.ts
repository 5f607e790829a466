import type { Message } from 'grammy/types';
import type { Signature } from '../chat/command.ts';
import type { Inbound, Person, Room } from '../chat/place.ts';
import type { Receive } from '../chat/transport.ts';
import type { Allowance } from '../kernel/allowance.ts';
import type { PersonId } from '../kernel/ids.ts';
import { type Instant, seconds } from '../kernel/time.ts';
import { chatPerson, commandIn, lineId, saidAt, spotIn, userPerson } from './decode.ts';
import type { Desk } from './desk.ts';
import { replyTo } from './ids.ts';
import { adminsFresh, editedWithin } from './limits.ts';
import { startOf } from './links.ts';
import type { Privately } from './privately.ts';
import type { Prompts } from './prompts.ts';
import type { Requests, Words } from './requests.ts';
import type { Rooms } from './rooms.ts';
import { persist } from './tries.ts';

/**
 * What is left to do once it is this arrival's turn. Calls `receive`, if at all, before it first waits, and resolves when all is saved;
 * what the adapter says itself is an errand.
 */
export type Act = () => Promise<void>;

type Speaker = Pick<Inbound, 'person' | 'room'>;

/** A typed answer is cut here, as in the other rooms. */
const TYPED = 400;

export interface LineParts {
  readonly desk: Desk;
  readonly commands: readonly Signature[];
  readonly rooms: Rooms;
  readonly prompts: Prompts;
  readonly privately: Privately;
  readonly requests: Requests;
  readonly receive: Receive;
  /** What the adapter answers itself passes no admission: it is counted here. */
  readonly own: Allowance<PersonId>;
}

/** Reads a message: a command, an answer, or nothing of ours. */
export function createLines({ desk, commands, rooms, prompts, privately, requests, receive, own }: LineParts) {
  const { admins, bot, describe, errands } = desk;

  async function personIn(message: Message, room: Room): Promise<Person | null> {
    const { chat, from, sender_chat: sender } = message;
    if (chat.type === 'channel') return chatPerson(chat, true);
    // An anonymous administrator speaks as the group itself.
    if (sender) return chatPerson(sender, sender.id === chat.id);
    if (!from || from.is_bot) return null;
    return userPerson(from, room.kind === 'direct' || (await admins.has(chat.id, from.id, adminsFresh.command)));
  }

  async function read(message: Message, now: Instant, edited: boolean): Promise<Act | null> {
    const { text } = message;
    if (text === undefined || message.via_bot || message.is_automatic_forward) return null;
    if (edited && seconds((message.edit_date ?? 0) - message.date) > editedWithin) return null;
    const direct = message.chat.type === 'private';
    const typed = commandIn(text, bot().username, commands, direct);
    if (!typed && edited) return null;
    if (!typed && !direct && !(await isForUs(message))) return null;
    const room = await rooms.of(message);
    const person = await personIn(message, room);
    if (!person) return null;
    const arrival = {
      id: lineId(message, text),
      at: saidAt(edited ? (message.edit_date ?? message.date) : message.date, now),
      room,
      person,
    };
    if (!typed) return answer(message, arrival, text);
    if (direct) await prompts.close(message.chat.id);
    const reply = replyTo({ kind: 'message', of: 'command', id: message.message_id, at: spotIn(message) });
    const command = (name: string, args: Extract<Inbound, { kind: 'command' }>['args']) => async () => {
      await receive({ ...arrival, reply, kind: 'command', name, args });
    };
    if (typed.name === 'quiz' && /^answer\b/i.test(typed.args) && room.kind === 'group')
      return openAnswer(message, arrival, command('quiz', typed.args));
    if (typed.name !== 'start') return command(typed.name, typed.args);
    const start = direct ? startOf(typed.args) : ({ kind: 'none' } as const);
    switch (start.kind) {
      case 'topic':
        return command('read', { topic: start.topic });
      case 'answer':
        return tooFast(message, arrival) ?? openPrompt(message, arrival, start.key);
      case 'view':
        return tooFast(message, arrival) ?? openView(message, arrival, start.key);
      case 'none':
        return command('help', '');
    }
  }

  function openView(message: Message, who: Speaker, key: string): Act {
    return errands.soon(async () => {
      if (!(await privately.handOver(key, message.chat.id))) await say(message, who, 'telegram-view-gone');
    });
  }

  async function openPrompt(message: Message, who: Speaker, key: string): Promise<Act> {
    const asked = await desk.memory.asked.get(key);
    const { from } = message;
    if (!asked || !from) return errands.soon(() => say(message, who, 'telegram-answer-gone'));
    await prompts.expect(asked, from);
    return errands.soon(async () => prompts.show(asked, from, await desk.languageOf(who.person, await rooms.known(asked.room))));
  }

  /** Of a group's talk only replies to us are read: to a question, or where they can be taken away before others learn from them. */
  async function isForUs({ chat, reply_to_message: to }: Message): Promise<boolean> {
    if (chat.type === 'channel' || to?.from?.id !== bot().id) return false;
    return askedIn({ reply_to_message: to }) !== null || (await admins.maySweep(chat.id));
  }

  async function answer(message: Message, arrival: Pick<Inbound, 'id' | 'at' | 'room' | 'person'>, text: string): Promise<Act | null> {
    const { chat, reply_to_message: to } = message;
    const reply = replyTo({ kind: 'message', of: 'answer', id: message.message_id, at: spotIn(message) });
    const press = async (token: string, room: Room, person: Person): Promise<Act> => {
      const pressed: Inbound = { ...arrival, room, person, reply, kind: 'press', token, on: null, typed: text.slice(0, TYPED) };
      return async () => void (await receive(pressed));
    };
    if (chat.type === 'private') {
      const asked = await prompts.answeredBy(chat.id, to?.message_id ?? null);
      if (asked) {
        const room = await rooms.known(asked.room);
        return press(asked.token, room, { ...arrival.person, manager: room.kind === 'direct' });
      }
      return async () => void (await receive({ ...arrival, reply, kind: 'text', text, toBot: true }));
    }
    const key = askedIn(message);
    const sweeps = await admins.maySweep(chat.id);
    if (key !== null && !sweeps) return tooFast(message, arrival) ?? errands.soon(() => pointToPrivate(message, arrival, key));
    return async () => {
      const asked = key === null ? null : await desk.memory.asked.get(key);
      if (asked) {
        await (await press(asked.token, arrival.room, arrival.person))();
        sweep(message);
        return;
      }
      const received = await receive({ ...arrival, reply, kind: 'text', text, toBot: to?.from?.id === bot().id });
      if (received === 'taken') sweep(message);
    };
  }

  /** An answer typed as a command where all can read it: as with any other line, it counts only where it can be taken away. */
  function openAnswer(message: Message, who: Speaker, take: Act): Act {
    return async () => {
      if (!(await admins.maySweep(message.chat.id)))
        return (tooFast(message, who) ?? errands.soon(() => say(message, who, 'telegram-answer-command')))();
      await take();
      sweep(message);
    };
  }

  function sweep({ chat, message_id: id }: Message): void {
    errands.run(() => persist(() => requests.remove(chat.id, id), desk.sleep));
  }

  /** The key behind the button that asks for text, where a message answers one that has it. */
  function askedIn({ reply_to_message: to }: Pick<Message, 'reply_to_message'>): string | null {
    if (to?.from?.id !== bot().id) return null;
    for (const button of to.reply_markup?.inline_keyboard.flat() ?? []) {
      if (!('url' in button)) continue;
      const start = startOf(URL.parse(button.url)?.searchParams.get('start') ?? '');
      if (start.kind === 'answer') return start.key;
    }
    return null;
  }

  async function pointToPrivate(message: Message, { person, room }: Speaker, key: string): Promise<void> {
    const locale = await desk.languageOf(person, room);
    const url = `https://t.me/${bot().username}?start=a_${key}`;
    const keyboard = [[{ text: describe(locale, 'telegram-private-button'), url }]];
    const text = describe(locale, 'telegram-answer-openly');
    await write(message, { text, entities: [], keyboard }, message.message_id);
  }

  /** Null where it is not: then there is something else to do. */
  function tooFast(message: Message, who: Speaker): Act | null {
    const { ok, told } = own.take(who.person.id, desk.clock.now());
    if (ok) return null;
    return told ? async () => {} : errands.soon(() => say(message, who, 'refuse-too-fast'));
  }

  async function say(message: Message, { person, room }: Speaker, key: string): Promise<void> {
    const text = describe(await desk.languageOf(person, room), key);
    const reply = message.chat.type === 'private' ? null : message.message_id;
    await write(message, { text, entities: [], keyboard: [] }, reply);
  }

  async function write(message: Message, words: Words, reply: number | null): Promise<void> {
    await persist(() => requests.sendText(spotIn(message), words, reply), desk.sleep);
  }

  return { read };
}
