import { refusal } from '../../chat/command.ts';
import { text } from '../../kernel/prose.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Input } from '../../quiz/session.ts';
import { type Call, command, line, privately, type Reply } from '../call.ts';
import { refusalOf, startGame } from '../game.ts';
import { answerQuestion } from '../press.ts';
import { findTopic } from '../topic.ts';

export const quizStart = command({
  name: 'quiz start',
  standard: true,
  params: {
    topic: { kind: 'topic', optional: true },
    questions: { kind: 'integer', least: 1, most: 30, optional: true },
    seconds: { kind: 'seconds', least: 5, most: 600, optional: true },
    mode: { kind: 'choice', values: ['speed', 'calm'], optional: true },
  },
  allowed: 'anyone',
  posts: true,
  async run(call, { topic, questions, seconds, mode }) {
    const found = topic === null ? ok(null) : await findTopic(topic, call.parts.shelf, call.say);
    if (!found.ok) return found;
    const started = await startGame(call, {
      topic: found.value,
      questions: questions ?? call.group.quiz.questions,
      seconds: seconds ?? call.group.quiz.seconds,
      mode: mode ?? call.group.quiz.mode,
    });
    return started.ok ? ok([]) : started;
  },
});

export const quizStop = command({ name: 'quiz stop', params: {}, allowed: 'anyone', run: (call) => control(call, 'stop') });
export const quizPause = command({ name: 'quiz pause', params: {}, allowed: 'anyone', run: (call) => control(call, 'pause') });
export const quizResume = command({ name: 'quiz resume', params: {}, allowed: 'anyone', run: (call) => control(call, 'resume') });

export const quizJoin = command({
  name: 'quiz join',
  params: {},
  allowed: 'anyone',
  run: (call) => move(call, { kind: 'join', at: call.at, person: call.person.id, name: call.person.name }, 'toast-joined'),
});

export const quizLeave = command({
  name: 'quiz leave',
  params: {},
  allowed: 'anyone',
  run: (call) => move(call, { kind: 'leave', at: call.at, person: call.person.id }, 'toast-left'),
});

/** A typed answer that nobody else sees. */
export const quizAnswer = command({
  name: 'quiz answer',
  params: { answer: { kind: 'words', most: 200 } },
  allowed: 'anyone',
  async run(call, { answer }) {
    const session = await call.referee.current();
    if (session?.phase.at !== 'question') return err(refusal(session ? 'refuse-quiz-not-open' : 'refuse-no-game'));
    const pressed = await answerQuestion(call, session.id, session.phase.index, { kind: 'typed', text: answer });
    return pressed.ok ? ok([privately(line([text(pressed.value.toast ?? '')]))]) : pressed;
  },
});

async function control(call: Call, kind: 'stop' | 'pause' | 'resume'): Promise<Reply> {
  return move(
    call,
    { kind, at: call.at, person: call.person.id, manager: call.person.manager || call.room.kind === 'direct' },
    `quiz-${kind}-done`,
  );
}

async function move(call: Call, input: Input, done: string): Promise<Reply> {
  if (!(await call.referee.current())) return err(refusal('refuse-no-game'));
  const stepped = await call.referee.step(input);
  if (stepped.ok) return ok([privately(line(call.say.rich(done)))]);
  return err(stepped.error === 'not-possible' ? refusal(`refuse-quiz-${input.kind}`) : refusalOf(stepped.error));
}
