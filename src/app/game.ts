import { type Refusal, refusal } from '../chat/command.ts';
import { type PersonId, type Slug, sessionId } from '../kernel/ids.ts';
import { seeded } from '../kernel/random.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { millis, seconds } from '../kernel/time.ts';
import { draw } from '../quiz/draw.ts';
import type { QuizRefusal, Session } from '../quiz/session.ts';
import { create } from '../quiz/step.ts';
import type { Call } from './call.ts';

export interface GameWish {
  readonly topic: Slug | null;
  readonly questions: number;
  readonly seconds: number;
  readonly mode: 'speed' | 'calm';
}

const LOBBY = seconds(15);
/** A quiz that nobody has just asked for waits until people have seen it. */
const LONG_LOBBY = seconds(60);
const REVEAL = seconds(10);
/** For presses that were made in time and are still on their way through the network. */
const GRACE = millis(750);

/** Opens a lobby in the room of the call. */
export async function startGame(
  call: Pick<Call, 'at' | 'room' | 'group' | 'tables' | 'parts' | 'referee' | 'say'> & {
    readonly person: { id: PersonId; name: string } | null;
  },
  wish: GameWish,
): Promise<Result<Session, Refusal>> {
  const { parts, tables, group } = call;
  if (await call.referee.current()) return err(refusal('refuse-game-running'));
  const bank = parts.shelf.questions(wish.topic);
  if (bank.length === 0) {
    return err(
      wish.topic
        ? refusal('refuse-no-questions', { topic: await parts.shelf.title(wish.topic, call.say.locale) })
        : refusal('refuse-empty-bank'),
    );
  }
  const ids = bank.map((question) => question.id);
  const id = sessionId(parts.newId());
  const asked = await tables.asked.of(group.id, ids);
  const drawn = draw(bank, asked, wish.questions, seeded(id), parts.fold);
  if (drawn.startedOver) await tables.asked.forget(group.id, ids);
  const created = create({
    id,
    room: call.room.id,
    group: group.id,
    host: call.person && { id: call.person.id, name: call.person.name },
    topic: wish.topic,
    rules: { mode: wish.mode, question: seconds(wish.seconds), lobby: call.person ? LOBBY : LONG_LOBBY, reveal: REVEAL, grace: GRACE },
    questions: drawn.drawn,
    dice: drawn.dice,
    at: call.at,
  });
  await call.referee.start(created);
  return ok(created.session);
}

export const refusalOf = (error: QuizRefusal): Refusal => refusal(`refuse-quiz-${error}`);
