import type { ReplyRef } from '../chat/place.ts';
import type { View } from '../chat/view.ts';
import type { PersonId, SessionId } from '../kernel/ids.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Instant } from '../kernel/time.ts';
import { judge } from '../quiz/grade.ts';
import type { Fact, Input, QuizRefusal, Seat, Session, Stepped } from '../quiz/session.ts';
import { dueAt, step } from '../quiz/step.ts';
import { localDate } from '../schedule/cadence.ts';
import { dressed } from './dressed.ts';
import type { Parts } from './parts.ts';
import type { Group, KnownRoom, Tables } from './ports.ts';
import { closedQuestionView, comingCard, endView, lobbyView, pausedView, questionView } from './present/game.ts';
import { revealView } from './present/reveal.ts';
import type { Say } from './say.ts';

export interface Referee {
  current(): Promise<Session | null>;
  /** Reads these people's seats at once, for a batch. */
  expect(people: readonly PersonId[]): void;
  seat(person: PersonId): Promise<Seat | null>;
  start(created: Stepped): Promise<void>;
  step(input: Input, session?: SessionId): Promise<Result<readonly Fact[], QuizRefusal>>;
  /** Writes what the batch changed: session, seats, due row. */
  flush(): Promise<void>;
  /** Whether the batch changed what is counted in the lobby or at the open question. */
  counted(): boolean;
  /** Brings these counters up to date; what is overtaken before it was sent is never sent. */
  tellCounters(): Promise<void>;
}

/** Runs the room's game inside one transaction: loads it once, steps it, posts its facts, saves it once. */
export function referee(input: { room: KnownRoom; group: Group; tables: Tables; parts: Parts; say: Say; at: Instant }): Referee {
  const { room, group, tables, parts, say } = input;
  let session: Session | null | undefined;
  let whole = false;
  let live = false;
  let saved: Session | null = null;
  const seats = new Map<PersonId, Seat>();
  const looked = new Set<PersonId>();
  const changed = new Set<PersonId>();
  const expected = new Set<PersonId>();

  const current = async () => {
    if (session === undefined) session = saved = await tables.games.active(room.id);
    return session;
  };

  async function load(people: readonly PersonId[] | 'all'): Promise<void> {
    const game = await current();
    if (!game || whole) return;
    const wanted = people === 'all' ? 'all' : [...new Set([...people, ...expected])].filter((id) => !looked.has(id));
    if (wanted !== 'all' && wanted.length === 0) return;
    for (const [id, seat] of await tables.games.seats(game.id, wanted)) if (!seats.has(id)) seats.set(id, seat);
    if (wanted === 'all') whole = true;
    else for (const id of wanted) looked.add(id);
  }

  const post = (key: string, view: View, edits: string | null = null): Promise<unknown> =>
    tables.outbox.add(
      {
        key,
        room: room.id,
        to: null,
        reply: null as ReplyRef | null,
        view: dressed(view, group),
        locale: say.locale,
        timeZone: group.timeZone,
        edits,
        unsure: 'repeat',
      },
      input.at,
    );

  const topicOf = async (game: Session) => (game.topic ? parts.shelf.title(game.topic, say.locale) : say('topic-mixed'));

  async function tell(before: Session, game: Session, facts: readonly Fact[]): Promise<void> {
    // A pause that is over has no countdown and no button.
    if (before.phase.at === 'paused' && game.phase.at !== 'paused')
      await post(`${pauseKey(before)}.edit`, pausedView(game, say), pauseKey(before));
    for (const fact of facts) {
      switch (fact.kind) {
        case 'joined':
        case 'rejoined':
        case 'left':
        case 'answered':
          live = true;
          break;
        case 'begun':
          await load('all');
          await post(`g.${game.id}.lobby.edit`, lobbyView(game, [...seats.values()], await topicOf(game), say), `g.${game.id}.lobby`);
          break;
        case 'opened':
          await open(game);
          break;
        case 'closed':
          await close(before, game, fact);
          break;
        case 'paused':
          await post(pauseKey(game), pausedView(game, say));
          break;
        case 'resumed':
          break;
        case 'ended':
          await load('all');
          await post(`g.${game.id}.lobby.edit`, lobbyView(game, [...seats.values()], await topicOf(game), say), `g.${game.id}.lobby`);
          await post(`g.${game.id}.end`, endView(game, fact.reason, fact.standings, await topicOf(game), say));
          break;
      }
    }
  }

  async function open(game: Session): Promise<void> {
    if (game.phase.at !== 'question') return;
    const drawn = game.questions[game.phase.index];
    const question = drawn ? parts.shelf.question(drawn.question) : null;
    const view = drawn ? questionView(game, question, await parts.shelf.title(drawn.topic, say.locale), say, group.polls) : null;
    if (view) await post(questionKey(game), view);
    if (drawn) await tables.asked.add(group.id, [drawn.question], input.at);
    await drawAhead(game, game.phase.index + 1);
  }

  /** A question's picture is drawn while the one before it is open, or the lobby, so that it is there when it is due. */
  async function drawAhead(game: Session, index: number): Promise<void> {
    const next = game.questions[index];
    const question = next ? parts.shelf.question(next.question) : null;
    const view = question && next ? comingCard(game, index, question, await parts.shelf.title(next.topic, say.locale), say) : null;
    if (view) parts.drawAhead(dressed(view, group), room, say.locale);
  }

  async function close(before: Session, game: Session, fact: Extract<Fact, { kind: 'closed' }>): Promise<void> {
    const drawn = game.questions[fact.index];
    if (!drawn) return;
    const question = parts.shelf.question(drawn.question);
    const topic = await parts.shelf.title(drawn.topic, say.locale);
    if (before.phase.at === 'question') {
      const key = questionKey(before);
      if (question) await post(`${key}.edit`, closedQuestionView(game, fact.index, question, topic, say), key);
    }
    const next = game.phase.at === 'reveal' && fact.index + 1 < game.questions.length ? game.phase.until : null;
    await post(`g.${game.id}.reveal.${fact.index}.${input.at}`, revealView({ question, drawn, closed: fact, title: topic, next, say }));
    if (fact.void) return;
    const day = localDate(input.at, group.timeZone);
    await tables.scores.add(
      fact.outcomes.map(({ person, points, right, given }) => ({
        group: group.id,
        person,
        session: game.id,
        question: drawn.question,
        points,
        right,
        answered: given !== null,
        at: input.at,
        day,
      })),
    );
    for (const { given } of fact.outcomes) {
      if (given?.kind === 'typed' && judge(drawn.key, given, parts.fold) === 'near')
        await tables.nearMisses.add(drawn.question, given.text, input.at);
    }
  }

  return {
    current,
    expect: (people) => {
      for (const id of people) expected.add(id);
    },
    async seat(person) {
      await load([person]);
      return seats.get(person) ?? null;
    },
    async start(created) {
      session = created.session;
      whole = true;
      live = false;
      for (const seat of created.seats) {
        seats.set(seat.person, seat);
        changed.add(seat.person);
      }
      await post(`g.${created.session.id}.lobby`, lobbyView(created.session, created.seats, await topicOf(created.session), say));
      await drawAhead(created.session, 0);
    },
    async step(move, id) {
      const game = await current();
      if (!game || (id && game.id !== id)) return { ok: false, error: 'game-over' };
      await load(move.kind === 'answer' || move.kind === 'join' ? [move.person] : 'all');
      const stepped = step(game, seats, move, parts.fold);
      if (!stepped.ok) return stepped;
      session = stepped.value.session;
      for (const seat of stepped.value.seats) {
        seats.set(seat.person, seat);
        changed.add(seat.person);
      }
      await tell(game, session, stepped.value.facts);
      return ok(stepped.value.facts);
    },
    async flush() {
      if (!session || (session === saved && changed.size === 0)) return;
      await tables.games.save(session, input.at);
      await tables.games.saveSeats(
        session.id,
        [...changed].flatMap((id) => seats.get(id) ?? []),
      );
      const due = dueAt(session);
      if (due === null) await tables.due.remove(`game.${session.id}`);
      else await tables.due.put({ key: `game.${session.id}`, kind: 'game', room: room.id, at: due, payload: session.id });
    },
    counted: () => live,
    async tellCounters() {
      const game = await current();
      if (game) await refresh(game);
    },
  };

  async function refresh(game: Session): Promise<void> {
    if (game.phase.at === 'lobby') {
      await load('all');
      await post(`g.${game.id}.lobby.edit`, lobbyView(game, [...seats.values()], await topicOf(game), say), `g.${game.id}.lobby`);
    } else if (game.phase.at === 'question') {
      const drawn = game.questions[game.phase.index];
      const question = drawn ? parts.shelf.question(drawn.question) : null;
      const view = drawn ? questionView(game, question, await parts.shelf.title(drawn.topic, say.locale), say, group.polls) : null;
      const key = questionKey(game);
      if (view) await post(`${key}.edit`, view, key);
    }
  }
}

/** A question that is asked again after a pause is another message. */
function questionKey(game: Session): string {
  return game.phase.at === 'question' ? `g.${game.id}.q${game.phase.index}.${game.phase.opened}` : '';
}

/** Each pause of a game is another message. */
function pauseKey(game: Session): string {
  return game.phase.at === 'paused' ? `g.${game.id}.paused.${game.phase.until}` : '';
}
