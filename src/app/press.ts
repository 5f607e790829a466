import { type Refusal, refusal } from '../chat/command.ts';
import { clip } from '../chat/length.ts';
import type { View } from '../chat/view.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Fact, Given, Move, QuizRefusal, Session } from '../quiz/session.ts';
import { type Call, line, privately } from './call.ts';
import { refusalOf, startGame } from './game.ts';
import { askNext, judgePractice, practiseMissed, practiseSection } from './practice.ts';
import { givenText } from './present/question.ts';
import { openPage } from './reading.ts';
import type { Press } from './tokens.ts';
import { answerWarmup } from './warmup.ts';

/** What a press comes to: a short plain answer, or Views. */
export interface Pressed {
  readonly toast: string | null;
  readonly views: readonly View[];
}

const toast = (text: string): Result<Pressed, Refusal> => ok({ toast: text, views: [] });
const shown = (views: readonly View[]): Result<Pressed, Refusal> => ok({ toast: null, views });

export async function runPress(call: Call, press: Press): Promise<Result<Pressed, Refusal>> {
  const { say, person, at } = call;
  switch (press.do) {
    case 'answer':
      return answerQuestion(call, press.session, press.index, press.move);
    case 'join':
    case 'leave':
    case 'begin':
    case 'resume': {
      const manager = person.manager || call.room.kind === 'direct';
      const who = { at, person: person.id };
      const input =
        press.do === 'join'
          ? { ...who, kind: press.do, name: person.name }
          : press.do === 'leave'
            ? { ...who, kind: press.do }
            : { ...who, kind: press.do, manager };
      const stepped = await call.referee.step(input, press.session);
      if (!stepped.ok) return err(refusalOf(stepped.error));
      const back = stepped.value.some((fact) => fact.kind === 'rejoined');
      return toast(say(back ? 'toast-rejoined' : `toast-${press.do}`));
    }
    case 'again':
      return playAgain(call, press.session);
    case 'missed':
      return shown(await practiseMissed(call, press.session));
    case 'practise':
      return shown(await judgePractice(call, press.question, press.dice, press.move));
    case 'practise-next':
      return shown(await askNext(call));
    case 'ask':
      return shown(await practiseSection(call, press.slug, press.page));
    case 'warmup':
      return shown(await answerWarmup(call, press.digest, press.move));
    case 'read':
      return shown(await openPage(call, press.slug, press.page));
    case 'forget': {
      if (await call.referee.seat(person.id)) await call.referee.step({ kind: 'leave', at, person: person.id });
      await call.referee.flush();
      await call.tables.people.forget(person.id);
      return shown([privately(line(say.rich('forget-done')))]);
    }
  }
}

/** Gives an answer to the open question; what then counts comes back as the person saw it. */
export async function answerQuestion(call: Call, id: Session['id'], index: number, move: Move): Promise<Result<Pressed, Refusal>> {
  const session = await call.referee.current();
  const stepped = await call.referee.step({ kind: 'answer', at: call.at, person: call.person.id, index, move }, id);
  const order = session?.questions[index]?.order ?? [];
  if (!stepped.ok) return err(await refusedAnswer(call, stepped.error, order));
  const fact = stepped.value.find(
    (one): one is Extract<Fact, { kind: 'answered' }> => one.kind === 'answered' && one.person === call.person.id,
  );
  return toast(fact ? answeredText(call, fact, order) : call.say('toast-recorded-plain'));
}

/** Why an answer does not count; where an earlier one does, that one. */
async function refusedAnswer(call: Call, error: QuizRefusal, order: readonly number[]): Promise<Refusal> {
  const answer = error === 'already-answered' ? (await call.referee.seat(call.person.id))?.answer : null;
  return answer ? refusal('refuse-quiz-already-answered', { given: shortly(answer.given, order) }) : refusalOf(error);
}

const shortly = (given: Given, order: readonly number[]): string => clip(givenText(given, order), 60, 'utf16');

/** What now counts, in the letters the person saw. */
function answeredText({ say }: Call, fact: Extract<Fact, { kind: 'answered' }>, order: readonly number[]): string {
  if (!fact.given || fact.change === 'cleared') return say('toast-cleared');
  const given = shortly(fact.given, order);
  if (!fact.complete) return say(fact.given.kind === 'order' ? 'toast-partial-order' : 'toast-partial', { given });
  return say(`toast-${fact.change}`, { given });
}

async function playAgain(call: Call, id: Session['id']): Promise<Result<Pressed, Refusal>> {
  const last = await call.tables.games.get(id);
  if (!last || last.room !== call.room.id) return err(refusal('refuse-no-game'));
  const wish = { topic: last.topic, questions: last.questions.length, seconds: last.rules.question / 1000, mode: last.rules.mode };
  const started = await startGame(call, wish);
  return started.ok ? toast(call.say('toast-again')) : started;
}
