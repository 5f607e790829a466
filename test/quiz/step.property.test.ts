import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PersonId, personId } from '../../src/kernel/ids.ts';
import { instant, millis } from '../../src/kernel/time.ts';
import { isComplete } from '../../src/quiz/move.ts';
import type { Drawn, Fact, Input, Key, Move, Phase, Rules, Seat, Session, Stepped } from '../../src/quiz/session.ts';
import { create, dueAt, step } from '../../src/quiz/step.ts';
import { asWritten } from '../../src/quiz/wording.ts';
import { deepFreeze, drawnOf, newGame, rulesOf, START } from '../support/quiz.ts';

const PEOPLE = ['ann', 'bob', 'cid', 'dee'].map(personId);

/** An input before it knows the game: times are relative to the last one, and to what is due. */
type Whim =
  | { readonly do: 'join' | 'leave'; readonly who: number; readonly wait: number }
  | { readonly do: 'answer'; readonly who: number; readonly wait: number; readonly shift: number; readonly move: Move }
  | { readonly do: 'begin' | 'pause' | 'resume' | 'stop'; readonly who: number; readonly wait: number; readonly manager: boolean }
  | { readonly do: 'wake'; readonly late: number; readonly away: boolean };

const who = fc.nat({ max: PEOPLE.length - 1 });
/** Mostly forwards; a press may arrive a little later than it was made. */
const wait = fc.integer({ min: -1500, max: 12_000 });
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('option' as const), position: fc.integer({ min: -1, max: 4 }) }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'lock' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'reset' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('typed' as const),
      text: fc.oneof(
        fc.constantFrom('A', 'B', 'BD', 'b d', 'BDAC', '0.5', '1/2', '50%', 'loss', ' the Loss ', ''),
        fc.string({ unit: 'binary' }),
      ),
    }),
  },
);
const whim: fc.Arbitrary<Whim> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('join' as const, 'join' as const, 'leave' as const), who, wait }) },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('answer' as const), who, wait, shift: fc.constantFrom(0, 0, 0, 0, 0, -1, 1), move }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom('begin' as const, 'pause' as const, 'resume' as const) },
        { weight: 1, arbitrary: fc.constant('stop' as const) },
      ),
      who,
      wait,
      manager: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('wake' as const),
      late: fc.constantFrom(0, 0, 0, 1, 400, 90_000, -1, -5000),
      away: fc.constantFrom(false, false, false, true),
    }),
  },
);

const key: fc.Arbitrary<Key> = fc.oneof(
  fc.record({ kind: fc.constant('choice' as const), right: fc.nat({ max: 3 }) }),
  fc.constantFrom<Key>(
    { kind: 'several', right: [0, 1] },
    { kind: 'order', length: 4 },
    { kind: 'numeric', answer: 0.5, tolerance: 0.01 },
    { kind: 'short', accepted: ['loss'] },
  ),
);
const questions = fc.array(key, { maxLength: 5, size: 'max' }).map((keys) => keys.map((one, i) => drawnOf(one, `q${i}`)));
const rules: fc.Arbitrary<Rules> = fc.constantFrom('speed' as const, 'calm' as const).map((mode) => rulesOf({ mode }));
const play = fc.record({ questions, rules, hosted: fc.boolean(), whims: fc.array(whim, { maxLength: 80, size: 'max' }) });
type Play = typeof play extends fc.Arbitrary<infer P> ? P : never;

interface Moment {
  readonly input: Input;
  readonly before: Session;
  readonly after: Session;
  readonly seatsBefore: ReadonlyMap<PersonId, Seat>;
  readonly seatsAfter: ReadonlyMap<PersonId, Seat>;
  readonly refused: boolean;
  readonly facts: readonly Fact[];
}

/** Turns the whims into inputs as the game goes, and plays them. `store` is what happens to a state between two steps. */
function played({ questions: drawn, rules: rule, hosted, whims }: Play, store: <T>(state: T) => T = deepFreeze): Moment[] {
  const created = create(newGame({ questions: drawn, rules: rule, ...(hosted ? {} : { host: null }) }));
  let session = store(created.session);
  let seats: ReadonlyMap<PersonId, Seat> = new Map(store(created.seats).map((seat) => [seat.person, seat]));
  let now = START;
  const moments: Moment[] = [];
  for (const one of whims) {
    const input = inputOf(one, session, now);
    now = instant(Math.max(now, input.at));
    const result = step(session, seats, deepFreeze(input), asWritten);
    const stepped: Stepped = result.ok ? store(result.value) : { session, seats: [], facts: [] };
    const seatsAfter = new Map([...seats, ...stepped.seats.map((seat) => [seat.person, seat] as const)]);
    moments.push({
      input,
      before: session,
      after: stepped.session,
      seatsBefore: seats,
      seatsAfter,
      refused: !result.ok,
      facts: stepped.facts,
    });
    session = stepped.session;
    seats = seatsAfter;
  }
  return moments;
}

function inputOf(one: Whim, session: Session, now: number): Input {
  if (one.do === 'wake')
    return { kind: 'wake', at: instant(Math.max(dueAt(session) ?? now, one.late < 0 ? 0 : now) + one.late), away: one.away };
  const person = PEOPLE[one.who] ?? personId('nobody');
  const at = instant(now + one.wait);
  if ('manager' in one) return { kind: one.do, at, person, manager: one.manager };
  if (one.do === 'answer')
    return { kind: 'answer', at, person, index: ('index' in session.phase ? session.phase.index : 0) + one.shift, move: one.move };
  return one.do === 'join' ? { kind: 'join', at, person, name: person } : { kind: 'leave', at, person };
}

const isCounted = (fact: Fact): fact is Extract<Fact, { kind: 'closed' }> => fact.kind === 'closed' && fact.void === null;

const NEXT: Record<Phase['at'], readonly Phase['at'][]> = {
  lobby: ['question', 'paused', 'ended'],
  question: ['reveal', 'paused', 'ended'],
  reveal: ['question', 'paused', 'ended'],
  paused: ['question', 'ended'],
  ended: [],
};

const always = (check: (moments: readonly Moment[], game: Play) => void) =>
  fc.assert(
    fc.property(play, (game) => check(played(game), game)),
    { numRuns: 400 },
  );

describe('whatever is done to a game', () => {
  it('phases move only as they may, one at a time, and no question is skipped', () => {
    always((moments) => {
      let opened = -1;
      for (const { before, after, facts } of moments) {
        if (before.phase !== after.phase && JSON.stringify(before.phase) !== JSON.stringify(after.phase))
          expect(NEXT[before.phase.at]).toContain(after.phase.at);
        for (const fact of facts) {
          if (fact.kind !== 'opened') continue;
          expect([opened, opened + 1]).toContain(fact.index);
          if (fact.index === opened) expect(before.phase.at).toBe('paused');
          opened = fact.index;
        }
        expect(facts.filter((fact) => fact.kind === 'closed').length).toBeLessThanOrEqual(1);
        if (before.phase.at === 'question' && after.phase.at !== 'question')
          expect(facts).toContainEqual(expect.objectContaining({ kind: 'closed', index: before.phase.index }));
      }
    });
  });

  it('points, right answers and the longest streak are never lost, and are the sum of the outcomes', () => {
    always((moments) => {
      const won = new Map<PersonId, number>();
      for (const { seatsBefore, seatsAfter, facts } of moments) {
        for (const fact of facts.filter(isCounted))
          for (const { person, points } of fact.outcomes) won.set(person, (won.get(person) ?? 0) + points);
        for (const [person, seat] of seatsAfter) {
          const earlier = seatsBefore.get(person);
          expect(seat.points).toBeGreaterThanOrEqual(earlier?.points ?? 0);
          expect(seat.right).toBeGreaterThanOrEqual(earlier?.right ?? 0);
          expect(seat.longest).toBeGreaterThanOrEqual(Math.max(seat.streak, earlier?.longest ?? 0));
          expect(seat.points).toBe(won.get(person) ?? 0);
        }
      }
    });
  });

  it('a question is counted once, with one outcome for each who is seated, and misses are listed once', () => {
    always((moments) => {
      const counted = new Set<number>();
      for (const { before, seatsBefore, seatsAfter, facts } of moments) {
        for (const { index, outcomes } of facts.filter(isCounted)) {
          expect(counted.has(index)).toBe(false);
          counted.add(index);
          const people = outcomes.map(({ person }) => person);
          expect(new Set(people).size).toBe(people.length);
          for (const seat of seatsBefore.values()) {
            expect(people.includes(seat.person)).toBe(!seat.left || seat.answer?.index === index);
          }
          for (const { right, points, given, took } of outcomes) {
            expect(points > 0).toBe(right);
            expect(right && given === null).toBe(false);
            if (points) expect(points).toBeGreaterThanOrEqual(500);
            if (took !== null) expect(took).toBeLessThanOrEqual(before.rules.question);
          }
        }
        for (const seat of seatsAfter.values()) expect(new Set(seat.missed).size).toBe(seat.missed.length);
      }
    });
  });

  it('a void question changes no points, no streak and no list', () => {
    always((moments) => {
      for (const { seatsBefore, seatsAfter, facts } of moments) {
        const fact = facts.find((one) => one.kind === 'closed' && one.void !== null);
        if (fact?.kind !== 'closed') continue;
        expect(fact.outcomes).toEqual([]);
        for (const [person, seat] of seatsAfter)
          expect({ ...seat, left: false, answer: null }).toEqual({ ...seatsBefore.get(person), left: false, answer: null });
      }
    });
  });

  it('the counts in the session are those of the seats', () => {
    always((moments) => {
      for (const { after, seatsAfter } of moments) {
        const here = [...seatsAfter.values()].filter((seat) => !seat.left);
        expect(after.active).toBe(here.length);
        const { phase } = after;
        const drawn = phase.at === 'question' ? after.questions[phase.index] : undefined;
        const done = here.filter(
          (seat) => drawn && phase.at === 'question' && seat.answer?.index === phase.index && isComplete(drawn.key, seat.answer.given),
        );
        expect(after.answered).toBe(done.length);
      }
    });
  });

  it('only its own seat is changed by a join, a leave before the last, or an answer, and seats are given back only where they changed', () => {
    always((moments) => {
      for (const { input, seatsBefore, seatsAfter, after } of moments) {
        if (input.kind !== 'answer' && input.kind !== 'join' && !(input.kind === 'leave' && after.active > 0)) continue;
        for (const [person, seat] of seatsAfter) if (person !== input.person) expect(seat).toBe(seatsBefore.get(person));
      }
    });
  });

  it('it is due exactly while it runs, does nothing before the time, and something at it', () => {
    always((moments) => {
      for (const { input, before, after, facts } of moments) {
        expect(dueAt(after) === null).toBe(after.phase.at === 'ended');
        if (input.kind !== 'wake') continue;
        const due = dueAt(before);
        if (due === null || input.at < due) {
          expect(after).toBe(before);
          expect(facts).toEqual([]);
        } else expect(facts.length + Number(after.phase.at !== before.phase.at)).toBeGreaterThan(0);
      }
    });
  });

  it('a confirmed answer is graded, unless the question is void', () => {
    always((moments) => {
      const given = new Map<PersonId, unknown>();
      for (const { facts } of moments) {
        for (const fact of facts) {
          if (fact.kind === 'answered') given.set(fact.person, fact.given);
          if (fact.kind !== 'closed') continue;
          if (fact.void === null)
            for (const [person, last] of given) expect(fact.outcomes.find((one) => one.person === person)?.given ?? null).toEqual(last);
          given.clear();
        }
      }
    });
  });

  it('a refusal comes with no change, and an ended game stays as it is', () => {
    always((moments) => {
      for (const { before, after, refused } of moments) if (refused || before.phase.at === 'ended') expect(after).toBe(before);
    });
  });

  it('the same game comes of the same inputs, also through JSON after every step', () => {
    const json = <T>(state: T): T => JSON.parse(JSON.stringify(state)) as T;
    fc.assert(
      fc.property(play, (game) => {
        const withJson = played(game, json).map(({ after, facts }) => ({ after, facts }));
        expect(withJson).toEqual(played(game).map(({ after, facts }) => ({ after, facts })));
      }),
      { numRuns: 300 },
    );
  });

  it('nothing tells the right answer before the question is closed and counted', () => {
    const other = (drawn: Drawn): Drawn => ({ ...drawn, key: otherKey(drawn.key) });
    const without = ({ questions: _, ...session }: Session) => session;
    fc.assert(
      fc.property(play, (game) => {
        const one = played(game);
        const two = played({ ...game, questions: game.questions.map(other) });
        for (const [i, { facts, after, refused }] of one.entries()) {
          if (facts.some(isCounted)) return;
          expect({ facts: two[i]?.facts, refused: two[i]?.refused }).toEqual({ facts, refused });
          expect(without(two[i]?.after ?? after)).toEqual(without(after));
        }
      }),
      { numRuns: 400 },
    );
  });

  it('it never throws, even on times, indices and words that make no sense', () => {
    const odd = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1, 0, 0.5, 2 ** 53, START);
    const input = fc.record({
      kind: fc.constantFrom('join', 'leave', 'answer', 'begin', 'pause', 'resume', 'stop', 'wake'),
      at: odd,
      person: fc.constantFrom(...PEOPLE, '__proto__', ''),
      name: fc.string(),
      index: odd,
      move: fc.oneof(
        move,
        fc.record({ kind: fc.constant('option'), position: odd }),
        fc.record({ kind: fc.constant('typed'), text: fc.string({ maxLength: 500 }) }),
      ),
      manager: fc.boolean(),
      away: fc.boolean(),
    });
    fc.assert(
      fc.property(questions, rules, fc.array(input, { maxLength: 30 }), (drawn, rule, inputs) => {
        let { session, seats: first } = create(newGame({ questions: drawn, rules: rule }));
        const seats = new Map(first.map((seat) => [seat.person, seat]));
        for (const one of inputs) {
          const result = step(session, seats, one as unknown as Input);
          if (!result.ok) continue;
          ({ session, seats: first } = result.value);
          for (const seat of first) seats.set(seat.person, seat);
        }
      }),
    );
  });

  it('games of these tests do get everywhere', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(play, (game) => {
        for (const { after, facts } of played(game)) {
          seen.add(after.phase.at === 'ended' ? `ended ${after.phase.reason}` : after.phase.at);
          for (const fact of facts)
            seen.add(
              fact.kind === 'closed' ? `closed ${fact.void ?? (fact.outcomes.some(({ right }) => right) ? 'right' : 'wrong')}` : fact.kind,
            );
        }
      }),
      { numRuns: 1000, seed: 1 },
    );
    const places = ['lobby', 'question', 'reveal', 'paused', 'ended finished', 'ended stopped', 'ended nobody', 'ended abandoned'];
    expect([...seen]).toEqual(
      expect.arrayContaining([...places, 'closed right', 'closed wrong', 'closed away', 'closed paused', 'closed stopped', 'rejoined']),
    );
  });
});

/** Another right answer of the same kind, with the same moves possible. */
function otherKey(one: Key): Key {
  switch (one.kind) {
    case 'choice':
      return { kind: 'choice', right: (one.right + 1) % 4 };
    case 'several':
      return { kind: 'several', right: [1, 2, 3] };
    case 'order':
      return one;
    case 'numeric':
      return { kind: 'numeric', answer: -7, tolerance: millis(0) };
    case 'short':
      return { kind: 'short', accepted: ['nothing'] };
  }
}
