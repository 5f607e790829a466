import type { Entry, FromPage, Has, Member, SayFault, ToPage } from '../protocol.ts';
import { setServerNow } from './ticking.ts';

export type LineState = 'connecting' | 'connected' | 'offline';

export interface Hearing {
  state(state: LineState): void;
  ready(news: Extract<ToPage, { kind: 'ready' }>): void;
  entry(entry: Entry): void;
  people(people: readonly Member[]): void;
  toast(on: number | null, text: string): void;
  /** Lines that are not yet safe, oldest first. */
  waiting(lines: readonly string[]): void;
  /** The server will not have this page. */
  closed(why: 'stranger' | 'crowded'): void;
}

export interface Line {
  say(text: string): Promise<SayFault | null>;
  press(token: string, on: number | null, typed?: string): Promise<SayFault | null>;
  /** Nothing is on its way. */
  idle(): boolean;
  close(): void;
}

type Act = Extract<FromPage, { kind: 'say' | 'press' }>;

/** Milliseconds. */
const [firstWait, longestWait, silence] = [400, 15_000, 50_000];
const [stranger, crowded, misbehaved] = [4001, 4002, 4003];

/**
 * The WebSocket that is always there: it comes back by itself, asks for what it missed, and keeps what was said until the server
 * has it. A page has one connection, so that many tabs do not run into the browser's limit on streams.
 */
export function openLine(room: string, secret: string, locale: string, hearing: Hearing): Line {
  const unsafe = new Map<string, { readonly act: Act; readonly settle: (fault: SayFault | null) => void }>();
  let socket: WebSocket | null = null;
  let has: Has | null = null;
  let wait = firstWait;
  let again = 0;
  let watchdog = 0;
  let over = false;
  let opened = false;

  function connect(): void {
    clearTimeout(again);
    if (over || socket) return;
    const made = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/r/${encodeURIComponent(room)}/socket`);
    socket = made;
    opened = false;
    made.addEventListener('open', () => {
      opened = true;
      send({ kind: 'hello', secret, locale, has });
    });
    made.addEventListener('message', (event) => {
      if (socket === made) hear(JSON.parse(String(event.data)) as ToPage);
    });
    made.addEventListener('close', (event) => {
      if (socket === made) lost(event.code);
    });
    watch();
  }

  function send(message: FromPage): void {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  }

  function lost(code: number): void {
    socket = null;
    clearTimeout(watchdog);
    if (over) return;
    if (code === stranger || code === crowded) {
      over = true;
      hearing.closed(code === stranger ? 'stranger' : 'crowded');
      return;
    }
    // What the server could not read it will not be able to read next time.
    if (code === misbehaved) for (const id of [...unsafe.keys()]) settle(id, 'fault');
    hearing.state('offline');
    if (!opened) void leadToDoor(room);
    again = setTimeout(connect, wait * (0.7 + Math.random() * 0.6));
    wait = Math.min(longestWait, wait * 2);
  }

  /** A connection can die without a word: the server beats every 20 s. */
  function watch(): void {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => {
      const dead = socket;
      if (!dead) return;
      lost(0);
      dead.close();
    }, silence);
  }

  function hear(message: ToPage): void {
    watch();
    switch (message.kind) {
      case 'ready':
        wait = firstWait;
        setServerNow(message.now);
        has = { run: message.run, revision: newest(message.entries, has?.run === message.run ? has.revision : 0) };
        hearing.ready(message);
        hearing.state('connected');
        for (const { act } of unsafe.values()) send(act);
        break;
      case 'entry':
        if (has) has = { run: has.run, revision: newest([message.entry], has.revision) };
        hearing.entry(message.entry);
        break;
      case 'people':
        hearing.people(message.people);
        break;
      case 'toast':
        hearing.toast(message.on, message.text);
        break;
      case 'done':
        settle(message.id, null);
        break;
      case 'refused':
        settle(message.id, message.why);
        break;
      case 'beat':
        setServerNow(message.now);
        send({ kind: 'beat' });
        break;
    }
  }

  function settle(id: string, fault: SayFault | null): void {
    const found = unsafe.get(id);
    unsafe.delete(id);
    found?.settle(fault);
    tellWaiting();
  }

  function keep(act: Act): Promise<SayFault | null> {
    return new Promise((resolve) => {
      unsafe.set(act.id, { act, settle: resolve });
      tellWaiting();
      send(act);
    });
  }

  const tellWaiting = () => hearing.waiting([...unsafe.values()].flatMap(({ act }) => (act.kind === 'say' ? [act.text] : [])));
  const now = () => {
    wait = firstWait;
    if (!document.hidden) connect();
  };
  addEventListener('online', now);
  document.addEventListener('visibilitychange', now);
  hearing.state('connecting');
  connect();

  return {
    say: (text) => keep({ kind: 'say', id: eventNumber(), text }),
    press: (token, on, typed) => keep({ kind: 'press', id: eventNumber(), token, on, ...(typed === undefined ? {} : { typed }) }),
    idle: () => unsafe.size === 0,
    close() {
      over = true;
      clearTimeout(again);
      clearTimeout(watchdog);
      removeEventListener('online', now);
      document.removeEventListener('visibilitychange', now);
      socket?.close();
    },
  };
}

/** A refused WebSocket does not say why; when it is the password, the page has to ask for it anew. */
async function leadToDoor(room: string): Promise<void> {
  try {
    const { status } = await fetch(`/r/${encodeURIComponent(room)}/setup`);
    if (status === 401) location.reload();
  } catch {
    // The server is away: tried again with the next connection.
  }
}

const newest = (entries: readonly Entry[], known: number): number =>
  entries.reduce((most, { revision }) => Math.max(most, revision), known);

/** Not randomUUID: that one is missing where the room is reached by plain http in a local network. */
function eventNumber(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
