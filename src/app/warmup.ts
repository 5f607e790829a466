import type { View } from '../chat/view.ts';
import { text } from '../kernel/prose.ts';
import type { Move } from '../quiz/session.ts';
import { type Call, line, privately } from './call.ts';
import { verdictBlocks } from './present/verdict.ts';

/** The digest's question, answered privately. The first answer counts; later presses show it again. */
export async function answerWarmup(call: Call, id: number, move: Move): Promise<readonly View[]> {
  const { tables, parts, say, person } = call;
  const digest = await tables.digests.get(id);
  const question = digest?.question ? parts.shelf.question(digest.question) : null;
  const own = digest && move.kind === 'option' ? digest.order[move.position] : undefined;
  if (!digest || digest.group !== call.group.id || question?.kind !== 'choice' || own === undefined)
    return [privately(line(say.rich('warmup-gone')))];
  const right = question.options[own]?.right ?? false;
  const given = { kind: 'choice', option: own } as const;
  const before = await tables.digests.answer(id, person.id, given, right, call.at);
  const counted = before ?? { given, right };
  const title = await parts.shelf.title(question.topic, say.locale);
  const blocks = verdictBlocks({ question, order: digest.order, given: counted.given, right: counted.right, title, say });
  return [privately(...(before ? [{ kind: 'note' as const, content: [text(say('warmup-before'))] }] : []), ...blocks)];
}
