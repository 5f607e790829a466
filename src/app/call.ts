import type { Params, Refusal, Signature, Values } from '../chat/command.ts';
import type { Person, ReplyRef } from '../chat/place.ts';
import type { View } from '../chat/view.ts';
import type { ArrivalId } from '../kernel/ids.ts';
import { type Locale, localeOf } from '../kernel/locale.ts';
import type { Prose } from '../kernel/prose.ts';
import type { Result } from '../kernel/result.ts';
import type { Instant } from '../kernel/time.ts';
import type { Parts } from './parts.ts';
import type { Group, KnownRoom, PersonRecord, Tables } from './ports.ts';
import type { Referee } from './referee.ts';
import type { Say } from './say.ts';

/** What every use case gets: who asks, where, in which languages, and what it may touch. */
export interface Call {
  readonly id: ArrivalId;
  readonly at: Instant;
  readonly reply: ReplyRef | null;
  readonly room: KnownRoom;
  readonly group: Group;
  readonly person: Person;
  readonly record: PersonRecord;
  /** The person's language, for what only they see. */
  readonly say: Say;
  /** The group's language, for what everybody sees. */
  readonly sayAll: Say;
  readonly tables: Tables;
  readonly parts: Parts;
  readonly referee: Referee;
}

/** `later`: nothing to show yet; a job will answer who asked. */
export type Reply = Result<readonly View[] | 'later', Refusal>;

/** A command: what it is called and takes, and what it does. It returns Views and never sends. */
export interface Command<P extends Params = Params> extends Signature<P> {
  run(call: Call, values: Values<P>): Promise<Reply>;
}

/** Keeps the types of the parameters while commands stand in one list. */
export const command = <const P extends Params>(made: Command<P>): Command => made as unknown as Command;

/** For posts: the group's choice, what the platform says of the group, the operator's default. */
export function groupLocale(group: Group, room: { locale: string | null }, fallback: Locale): Locale {
  return group.locale ?? localeOf(room.locale) ?? fallback;
}

/** For private replies: the person's choice, what the platform says of the person, the group's language. */
export function personLocale(record: Pick<PersonRecord, 'locale'>, person: Pick<Person, 'locale'>, shared: Locale): Locale {
  return record.locale ?? localeOf(person.locale) ?? shared;
}

export const privately = (...blocks: View['blocks'][number][]): View => ({ blocks, audience: 'person' });
export const openly = (...blocks: View['blocks'][number][]): View => ({ blocks, audience: 'room' });
/** Who asked for what all see, at its end; in a private chat everybody knows. */
export const askedBy = (name: string, room: Pick<KnownRoom, 'kind'>, sayAll: Say): View['blocks'] =>
  room.kind === 'direct' ? [] : [{ kind: 'note', content: sayAll.rich('asked-by', { name }) }];
export const line = (content: Prose): View['blocks'][number] => ({ kind: 'paragraph', content });
