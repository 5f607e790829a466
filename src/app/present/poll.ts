import type { PollForm } from '../../chat/view.ts';
import type { Question } from '../../corpus/article.ts';
import type { Prose } from '../../kernel/prose.ts';
import type { Move, Session } from '../../quiz/session.ts';
import type { Say } from '../say.ts';
import { tokenOf } from '../tokens.ts';
import { type Over, optionText, questionCard } from './question.ts';

/**
 * The open question as a native quiz poll, or null. Only in speed mode: such a poll shows who votes at once what was right, so a vote
 * cannot be changed, and the calm mode lives from that.
 */
export function questionPoll(session: Session, question: Question, title: Prose, over: Over, say: Say): PollForm | null {
  if (session.phase.at !== 'question' || session.rules.mode !== 'speed') return null;
  if (question.kind !== 'choice' && question.kind !== 'several') return null;
  const { index, deadline } = session.phase;
  const order = session.questions[index]?.order ?? [];
  const holdsFormula = [question.prompt[say.locale], ...order.map((own) => optionText(question, own, say.locale))].some((content) =>
    content.some((node) => node.kind === 'math'),
  );
  const token = (move: Move) => tokenOf({ do: 'answer', session: session.id, index, move });
  return {
    title,
    question: question.prompt[say.locale],
    options: order.map((own, position) => ({
      token: token({ kind: 'option', position }),
      label: optionText(question, own, say.locale),
    })),
    right: order.flatMap((own, position) => (question.options[own]?.right ? [position] : [])),
    explanation: question.explanation[say.locale],
    closes: deadline,
    join: tokenOf({ do: 'join', session: session.id }),
    lock: question.kind === 'several' ? token({ kind: 'lock' }) : null,
    ...(holdsFormula ? { picture: { kind: 'card', card: questionCard(question, order, say, over) } } : {}),
  };
}
