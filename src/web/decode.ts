import type { Inbound, Person, Room } from '../chat/place.ts';
import { replyRef } from '../chat/place.ts';
import { arrivalId, messageRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Instant } from '../kernel/time.ts';
import { webLimits } from './limits.ts';
import type { FromPage, Has } from './protocol.ts';

/** Reads what a page sent. An error is one that our own page never makes: the connection is closed. */
export function readMessage(raw: string): Result<FromPage, string> {
  const value = parse(raw);
  if (!value) return err('not a JSON object');
  switch (value.kind) {
    case 'beat':
      return ok({ kind: 'beat' });
    case 'hello': {
      const { secret, locale, has } = value;
      if (typeof secret !== 'string' || secret.length > 200) return err('hello without a secret');
      if (typeof locale !== 'string' || !/^[A-Za-z0-9-]{2,35}$/.test(locale)) return err('hello without a language');
      if (has !== null && !isHas(has)) return err('hello with a bad revision');
      return ok({ kind: 'hello', secret, locale, has: has && { run: has.run, revision: has.revision } });
    }
    case 'say': {
      const { id, text } = value;
      if (!isEventId(id)) return err('line without an id');
      if (typeof text !== 'string') return err('line without text');
      return ok({ kind: 'say', id, text: cleanText(text) });
    }
    case 'press': {
      const { id, token, on, typed } = value;
      if (!isEventId(id)) return err('press without an id');
      if (typeof token !== 'string' || !/^[\x21-\x7e]{1,64}$/.test(token)) return err('press without a token');
      if (on !== null && !isCount(on)) return err('press on no entry');
      if (typed === undefined) return ok({ kind: 'press', id, token, on });
      if (typeof typed !== 'string' || typed.length > webLimits.typed) return err('press with bad text');
      return ok({ kind: 'press', id, token, on, typed: cleanText(typed) });
    }
    default:
      return err('unknown kind');
  }
}

/** Who did it, where and when; set at the edge. */
export interface Act {
  readonly room: Room;
  readonly person: Person;
  readonly at: Instant;
}

/** Two people's pages may number alike; the same page never numbers two events alike. */
export const eventId = (act: Act, id: string) => arrivalId(`${act.person.id}:${id}`);

/**
 * A typed line. `/quiz adaboost 5` is the command `quiz` with the rest as its arguments: which words belong to the name
 * is the parser's to say. `own` is the entry that shows the line, null where it is not shown yet: a short answer appears there.
 */
export function sayInbound(act: Act, id: string, line: string, own: number | null): Inbound {
  const arrival = { ...act, id: eventId(act, id), reply: replyRef(own === null ? '' : String(own)) };
  const command = commandOf(line);
  return command ? { ...arrival, kind: 'command', ...command } : { ...arrival, kind: 'text', text: line, toBot: false };
}

export function pressInbound(act: Act, press: Extract<FromPage, { kind: 'press' }>): Inbound {
  return {
    ...act,
    id: eventId(act, press.id),
    reply: replyRef(press.on === null ? '' : String(press.on)),
    kind: 'press',
    token: press.token,
    on: press.on === null ? null : messageRef(String(press.on)),
    ...(press.typed === undefined ? {} : { typed: press.typed }),
  };
}

/** Null: an ordinary line. The full-width slash is what a Chinese keyboard types. */
export function commandOf(line: string): { readonly name: string; readonly args: string } | null {
  const match = /^\s*[/／]\s*([^\s/／]+)\s*([\s\S]*)$/u.exec(line);
  if (!match) return null;
  return { name: (match[1] ?? '').normalize('NFKC').toLowerCase(), args: (match[2] ?? '').trim() };
}

function parse(raw: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isHas = (value: unknown): value is Has =>
  typeof value === 'object' &&
  value !== null &&
  'run' in value &&
  typeof value.run === 'string' &&
  'revision' in value &&
  isCount(value.revision);
const isEventId = (value: unknown): value is string => typeof value === 'string' && /^[\w-]{1,64}$/.test(value);

/** Broken surrogates and controls are dropped: what is stored can be stored and shown anywhere. */
function cleanText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
}
