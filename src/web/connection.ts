import type { Person, Room } from '../chat/place.ts';
import type { LogEntry } from '../chat/room-log.ts';
import type { Receive } from '../chat/transport.ts';
import { between, type Instant } from '../kernel/time.ts';
import { type Bucket, bucket } from './bucket.ts';
import { type Act, commandOf, eventId, pressInbound, readMessage, sayInbound } from './decode.ts';
import { encodeLine, encodeTyped, entryOf } from './encode.ts';
import { hashSecret } from './guard.ts';
import type { Hub, Listener } from './hub.ts';
import { silence, talkRate, webLimits } from './limits.ts';
import type { WebParts } from './parts.ts';
import { closings, type FromPage, type Has, type Member, type SayFault, type ToPage } from './protocol.ts';

/** The socket, as far as a connection needs it. */
export interface Wire {
  send(text: string): void;
  close(code: number, why: string): void;
  /** Bytes that the page has not taken yet. */
  unread(): number;
}

export interface Connection {
  hear(raw: string): void;
  /** Asks whether the page is still there; lets go of one that has been silent too long. */
  beat(): void;
  close(): void;
  gone(): void;
}

type Say = Extract<FromPage, { kind: 'say' }>;
type Talk = Pick<WebParts, 'people' | 'log' | 'clock' | 'report'>;

/** What all connections share. */
export interface Desk {
  readonly parts: Talk;
  readonly hub: Hub;
  /** Names this run of the bot. */
  readonly run: string;
  /** Names the page's files. */
  readonly version: string;
  /** Null while the bot is not ready to take anything. */
  readonly receive: () => Receive | null;
}

/** One page's WebSocket, from hello to its end. */
export function createConnection({ parts, hub, run, version, receive }: Desk, room: Room, wire: Wire): Connection {
  const may: Bucket = bucket(talkRate, parts.clock);
  let heard: Instant = parts.clock.now();
  let state: { readonly at: 'door' | 'asking' } | { readonly at: 'in'; readonly person: Person; readonly listener: Listener } = {
    at: 'door',
  };
  /** What was published while the page was catching up. */
  let held: string[] | null = [];
  let ended = false;
  /** Lines of one page keep their order. */
  let turn: Promise<void> = Promise.resolve();

  const tell = (message: ToPage) => wire.send(JSON.stringify(message));
  const refuse = (id: string, why: SayFault) => tell({ kind: 'refused', id, why });
  const gone = () => {
    ended = true;
    if (state.at === 'in') hub.leave(state.listener);
  };
  const end = (code: number, why: string) => {
    gone();
    wire.close(code, why);
  };
  const hearRoom = (message: string) => {
    if (held) held.push(message);
    else if (wire.unread() > webLimits.unread) end(1013, 'not reading');
    else wire.send(message);
  };

  async function hello(message: Extract<FromPage, { kind: 'hello' }>): Promise<void> {
    const known = await parts.people.bySecret(hashSecret(message.secret));
    if (ended) return;
    if (!known) {
      end(closings.stranger, 'unknown person');
      return;
    }
    if (hub.open(known.id) >= webLimits.connectionsPerPerson) {
      end(closings.crowded, 'too many pages of one person');
      return;
    }
    const member: Member = { id: known.id, name: known.name, manager: known.manager };
    const listener: Listener = { room: room.id, member, hear: hearRoom };
    state = { at: 'in', person: { ...member, locale: message.locale }, listener };
    hub.join(listener);
    const missed = await catchUp(known.id, message.has);
    if (ended) return;
    tell({ kind: 'ready', you: member, people: hub.people(room.id), ...missed, run, version, now: parts.clock.now() });
    for (const message of held ?? []) wire.send(message);
    held = null;
  }

  async function catchUp(person: Person['id'], has: Has | null) {
    if (has?.run === run) {
      const changed = await parts.log.since(room.id, person, Math.max(0, has.revision - webLimits.overlap));
      if (changed.length <= webLimits.catchUp) return { entries: changed.map(entryOf), whole: false };
    }
    return { entries: (await parts.log.latest(room.id, person, webLimits.backlog)).map(entryOf), whole: true };
  }

  /** A command is shown to who typed it, before it runs, so that a short answer finds its place. */
  async function command(doing: Act, { id, text }: Say, take: Receive): Promise<void> {
    const echo = await keep(doing, id, doing.person.id, encodeTyped(text.trim()));
    settle(id, take(sayInbound(doing, id, text, echo.seq)));
  }

  /** Everybody sees a line, unless it turns out to be somebody's answer: that one stays with who gave it. */
  async function line(doing: Act, { id, text }: Say, take: Receive): Promise<void> {
    const received = await take(sayInbound(doing, id, text, null));
    if (received === 'taken') await keep(doing, id, doing.person.id, encodeTyped(text.trim()));
    else await keep(doing, id, null, encodeLine(doing.person, text));
    tell({ kind: 'done', id });
  }

  async function keep(doing: Act, id: string, to: Person['id'] | null, body: string): Promise<LogEntry> {
    const entry = await parts.log.append({ key: eventId(doing, id), room: room.id, to, body, at: doing.at });
    hub.publish(entry);
    return entry;
  }

  /** Says `done` when the event is safe; a page that does not hear it sends the event again. */
  function settle(id: string, taken: Promise<unknown>): void {
    taken.then(
      () => tell({ kind: 'done', id }),
      (error) => failed(id, error),
    );
  }

  function act(message: Extract<FromPage, { kind: 'say' | 'press' }>, person: Person): void {
    const take = receive();
    if (!take) {
      // Not refused: the page keeps it and brings it again when it comes back.
      end(1013, 'not ready');
      return;
    }
    if (!may()) {
      refuse(message.id, 'too-fast');
      return;
    }
    const doing: Act = { room, person, at: parts.clock.now() };
    if (message.kind === 'press') settle(message.id, take(pressInbound(doing, message)));
    else if (message.text.length > webLimits.line) refuse(message.id, 'too-long');
    else if (!message.text.trim()) tell({ kind: 'done', id: message.id });
    else {
      const say = commandOf(message.text) ? command : line;
      turn = turn.then(() => say(doing, message, take)).catch((error) => failed(message.id, error));
    }
  }

  function failed(id: string, error: unknown): void {
    parts.report('the local room could not hand on what a page sent', error);
    refuse(id, 'fault');
  }

  function obey(message: FromPage): void {
    if (message.kind === 'beat') return;
    if (message.kind === 'hello' && state.at === 'door') {
      state = { at: 'asking' };
      hello(message).catch((error) => {
        parts.report('the local room could not let a page in', error);
        end(1011, 'fault');
      });
    } else if (message.kind !== 'hello' && state.at === 'in') act(message, state.person);
    else end(closings.misbehaved, `${message.kind} out of turn`);
  }

  return {
    hear(raw) {
      if (ended) return;
      heard = parts.clock.now();
      const message = readMessage(raw);
      if (message.ok) obey(message.value);
      else end(closings.misbehaved, message.error);
    },
    beat() {
      if (ended) return;
      if (between(heard, parts.clock.now()) > silence) end(4000, 'silent');
      else tell({ kind: 'beat', now: parts.clock.now() });
    },
    close: () => end(1001, 'the bot stops'),
    gone,
  };
}
