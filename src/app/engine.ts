import { commandsOn, type Refusal, refusal } from '../chat/command.ts';
import { type Inbound, isMembership, type ReplyRef, type Room } from '../chat/place.ts';
import type { View } from '../chat/view.ts';
import { type PersonId, personId, type RoomId } from '../kernel/ids.ts';
import { LOCALES } from '../kernel/locale.ts';
import { between, type Instant, minutes } from '../kernel/time.ts';
import type { Session } from '../quiz/session.ts';
import { dueAt } from '../quiz/step.ts';
import { type Call, type Command, groupLocale, line, personLocale, privately } from './call.ts';
import { dressed } from './dressed.ts';
import { runMembership } from './membership.ts';
import { parseCommand } from './parse.ts';
import type { Parts } from './parts.ts';
import type { DueRow, Group, KnownRoom, Outgoing, Store, Tables } from './ports.ts';
import { answerQuestion, runPress } from './press.ts';
import { type Referee, referee } from './referee.ts';
import type { Say } from './say.ts';
import { pressOf } from './tokens.ts';

/** What waits in a room's queue. */
export type Item =
  | { readonly kind: 'inbound'; readonly inbound: Inbound }
  | { readonly kind: 'due'; readonly row: DueRow }
  /** The counters of the game's open message are to be brought up to date. */
  | { readonly kind: 'counters'; readonly room: RoomId };

/** Said at once after the commit, never stored: when it is lost, the answer is not. */
export interface Toast {
  readonly reply: ReplyRef;
  readonly to: PersonId;
  readonly room: RoomId;
  readonly text: string;
}

export interface Handled {
  readonly toasts: readonly Toast[];
  /** Inbound texts that were answers and no talk: the others need not see them. */
  readonly taken: ReadonlySet<Inbound>;
  /** Commands and presses after which nothing private will be said to who acted. */
  readonly quiet: ReadonlySet<Inbound>;
  /** What can be sent at once. */
  readonly posted: readonly Outgoing[];
  /**
   * Counters in a message that is out are not true any more. An item of their own brings them up to date, so that the answers are on
   * their way before; among presses that come without a pause it stands once in a batch.
   */
  readonly counters: boolean;
}

/** A game whose bot was away for longer than this waits for somebody to go on, instead of asking a sleeping room. */
const LONG_ABSENCE = minutes(10);

/** Who acts when the bot itself does. */
const NOBODY = personId('bot');

/**
 * Handles all that waits in one room in one transaction: either all of it is saved, with what is to be sent, or none.
 * `startedAt`: when this process started; what fell due before was missed.
 */
export function createEngine(input: { store: Store; parts: Parts; commands: readonly Command[]; startedAt: Instant }) {
  const { store, parts, commands, startedAt } = input;

  return {
    handle: (items: readonly Item[], now: Instant): Promise<Handled> =>
      store.transaction(async (tables) => {
        const posted: Outgoing[] = [];
        return { ...(await handle(items, now, noting(tables, posted))), posted };
      }),
  };

  async function handle(items: readonly Item[], now: Instant, tables: Tables): Promise<Omit<Handled, 'posted'>> {
    const room = await roomOf(items, now, tables);
    if (!room) return { toasts: [], taken: new Set(), quiet: new Set(), counters: false };
    const chosen = () => tables.groups.get(room.group, room.platform);
    const group = await chosen();
    const sayAll = parts.messages.in(groupLocale(group, room, parts.defaultLocale), room.platform);
    const judge = referee({ room, group, tables, parts, say: sayAll, at: now });
    judge.expect(items.flatMap((item) => (item.kind === 'inbound' && item.inbound.kind === 'press' ? [item.inbound.person.id] : [])));
    const toasts: Toast[] = [];
    const taken = new Set<Inbound>();
    const quiet = new Set<Inbound>();
    for (const item of items) {
      if (item.kind === 'due') await wake(item.row, judge, now, tables);
      // The one before may have changed what the group has chosen.
      else if (item.kind === 'inbound')
        await arrive(item.inbound, {
          room,
          group: item === items[0] ? group : await chosen(),
          sayAll,
          judge,
          tables,
          toasts,
          taken,
          quiet,
        });
    }
    await judge.flush();
    const isTold = items.some(({ kind }) => kind === 'counters');
    if (isTold) await judge.tellCounters();
    return { toasts, taken, quiet, counters: judge.counted() && !isTold };
  }

  async function arrive(
    inbound: Inbound,
    at: {
      readonly room: KnownRoom;
      readonly group: Group;
      readonly sayAll: Say;
      readonly judge: Referee;
      readonly tables: Tables;
      readonly toasts: Toast[];
      readonly taken: Set<Inbound>;
      readonly quiet: Set<Inbound>;
    },
  ): Promise<void> {
    const { room, group, sayAll, judge, tables } = at;
    if (!(await tables.arrivals.first(inbound.id, inbound.at))) return;
    if (isMembership(inbound)) return runMembership(inbound, { room, group, say: sayAll, tables });
    const record = await tables.people.touch(inbound.person, inbound.at);
    const say = parts.messages.in(personLocale(record, inbound.person, sayAll.locale), room.platform);
    const call: Call = {
      id: inbound.id,
      at: inbound.at,
      reply: inbound.reply,
      room,
      group,
      person: inbound.person,
      record,
      say,
      sayAll: parts.messages.in(groupLocale(group, room, parts.defaultLocale), room.platform),
      tables,
      parts,
      referee: judge,
    };
    const toast = (text: string) => {
      if (inbound.reply !== null) at.toasts.push({ reply: inbound.reply, to: inbound.person.id, room: room.id, text });
    };
    switch (inbound.kind) {
      case 'command': {
        for (const named of inbound.rooms ?? []) if (named.group === room.group) await knowRoom(named, inbound.at, tables);
        const reply = await runCommand(call, inbound.name, inbound.args);
        if (reply === 'later') return;
        if (!reply.some((view) => view.audience === 'person')) at.quiet.add(inbound);
        return show(call, reply);
      }
      case 'press': {
        const press = pressOf(inbound.token, inbound.typed);
        const pressed = press ? await runPress(call, press) : { ok: false as const, error: refusal('refuse-old-button') };
        if (!pressed.ok) return toast(refused(pressed.error, say));
        if (pressed.value.toast !== null) toast(pressed.value.toast);
        return show(call, pressed.value.views);
      }
      case 'text':
        if (await typedAnswer(call, inbound.text, toast)) at.taken.add(inbound);
        return;
    }
  }

  async function runCommand(call: Call, name: string, args: string | Readonly<Record<string, string>>): Promise<readonly View[] | 'later'> {
    const titles = (key: string) =>
      [call.say, ...LOCALES.map((locale) => parts.messages.in(locale, call.room.platform))].map((say) => say(key));
    const parsed = parseCommand(commandsOn(commands, call.room.platform), name, args, { isTopic: parts.shelf.isTitle, titles });
    if (!parsed.ok) return [refusalView(parsed.error, call.say)];
    const { command, values } = parsed.value;
    if (command.allowed === 'managers' && !call.person.manager && call.room.kind !== 'direct')
      return [refusalView(refusal('refuse-managers'), call.say)];
    const reply = await command.run(call, values as never);
    return reply.ok ? reply.value : [refusalView(reply.error, call.say)];
  }

  /** Talk in the room, unless an open question wants text and the speaker plays: then it is their answer. */
  async function typedAnswer(call: Call, text: string, toast: (text: string) => void): Promise<boolean> {
    const session = await call.referee.current();
    if (session?.phase.at !== 'question') return false;
    const { index } = session.phase;
    const key = session.questions[index]?.key.kind;
    if (key !== 'numeric' && key !== 'short') return false;
    if (!(await call.referee.seat(call.person.id))) return false;
    const answered = await answerQuestion(call, session.id, index, { kind: 'typed', text });
    if (!answered.ok && answered.error.key === 'refuse-quiz-not-a-number') return false;
    toast(answered.ok ? (answered.value.toast ?? '') : refused(answered.error, call.say));
    return true;
  }

  async function wake(row: DueRow, judge: Referee, now: Instant, tables: Tables): Promise<void> {
    const session = await judge.current();
    if (!session || session.id !== row.payload) return tables.due.remove(row.key);
    const due = dueAt(session);
    if (due === null) return tables.due.remove(row.key);
    // The row may be older than the game: put it where the game wants it.
    if (due > now) return tables.due.put({ ...row, at: due });
    if (due < startedAt && between(due, now) > LONG_ABSENCE && !answeredByAll(session)) {
      const paused = await judge.step({ kind: 'pause', at: now, person: session.host ?? NOBODY, manager: true });
      if (paused.ok) return;
    }
    await judge.step({ kind: 'wake', at: now, away: timeRanOut(session) });
  }

  /** Whether the open question's time ended while no process was there to take answers. */
  function timeRanOut(session: Session): boolean {
    return session.phase.at === 'question' && session.phase.deadline < startedAt;
  }
}

/** The same tables, which note what is ready to be sent. */
const noting = (tables: Tables, posted: Outgoing[]): Tables => ({
  ...tables,
  outbox: {
    async add(posting, at) {
      const row = await tables.outbox.add(posting, at);
      if (row) posted.push(row);
      return row;
    },
  },
  people: {
    ...tables.people,
    async forget(id) {
      await tables.people.forget(id);
      posted.splice(0, Number.POSITIVE_INFINITY, ...posted.filter(({ to }) => to !== id));
    },
  },
});

/** Nobody is waited for any more: such a question is graded, whenever that is. */
const answeredByAll = (session: Session): boolean =>
  session.phase.at === 'question' && session.rules.mode === 'speed' && session.answered >= session.active;

async function roomOf(items: readonly Item[], now: Instant, tables: Tables): Promise<KnownRoom | null> {
  const inbound = items.findLast((item) => item.kind === 'inbound')?.inbound;
  if (inbound) return isMembership(inbound) ? tables.rooms.touch(inbound.room, now) : knowRoom(inbound.room, now, tables);
  const item = items.findLast((one) => one.kind !== 'inbound');
  const id = item?.kind === 'due' ? item.row.room : item?.kind === 'counters' ? item.room : null;
  return id ? tables.rooms.get(id) : null;
}

/** Somebody acts in a room that was closed to us: it is open again, unless the platform says otherwise. */
async function knowRoom(room: Room, now: Instant, tables: Tables): Promise<KnownRoom> {
  const known = await tables.rooms.touch(room, now);
  if (known.closed === null || room.postable === false) return known;
  await tables.rooms.open(room.id);
  return { ...known, closed: null };
}

export const refused = (error: Refusal, say: Say): string => say(error.key, error.values ?? {});

const refusalView = (error: Refusal, say: Say): View => privately(line(say.rich(error.key, error.values ?? {})));

/** Puts the Views of a reply into the outbox: the room's for all, a person's for who asked. */
async function show(call: Call, views: readonly View[]): Promise<void> {
  for (const [index, view] of views.entries()) {
    const own = view.audience === 'person';
    await call.tables.outbox.add(
      {
        key: `r.${call.id}.${index}`,
        room: call.room.id,
        to: own ? call.person.id : null,
        reply: call.reply,
        view: dressed(view, call.group),
        locale: own ? call.say.locale : call.sayAll.locale,
        timeZone: call.group.timeZone,
        edits: null,
        unsure: 'repeat',
      },
      call.at,
    );
  }
}
