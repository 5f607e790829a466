import type { View } from '../chat/view.ts';
import type { Question } from '../corpus/article.ts';
import type { QuestionId, SessionId, Slug } from '../kernel/ids.ts';
import { seeded, shuffled } from '../kernel/random.ts';
import { draw } from '../quiz/draw.ts';
import { judge } from '../quiz/grade.ts';
import type { Drawn, Given, Move } from '../quiz/session.ts';
import { readPositions } from '../quiz/wording.ts';
import { type Call, line, privately } from './call.ts';
import { askBlocks, closedBlocks } from './present/question.ts';
import { verdictBlocks } from './present/verdict.ts';
import { tokenOf } from './tokens.ts';

const ASKED_OF_A_SECTION = 3;

/** Puts what a person got wrong in a game before them again, one by one, for them only. */
export async function practiseMissed(call: Call, id: SessionId): Promise<readonly View[]> {
  const seat = (await call.tables.games.seats(id, [call.person.id])).get(call.person.id);
  if (!seat) return [privately(line(call.say.rich('practice-not-played')))];
  if (seat.missed.length === 0) return [privately(line(call.say.rich('practice-nothing-missed')))];
  await call.tables.practice.start(call.person.id, seat.missed, call.at);
  return askNext(call);
}

/** Questions on the section that is being read, filled up from the whole topic. */
export async function practiseSection(call: Call, slug: Slug, page: number): Promise<readonly View[]> {
  const bank = call.parts.shelf.questions(slug);
  const article = await call.parts.shelf.article(slug, call.say.locale);
  const anchor = article?.sections[page - 1]?.anchor;
  const mixed = shuffled(bank, seeded(call.id)).items;
  const chosen = mixed.toSorted((a, b) => Number(b.section === anchor) - Number(a.section === anchor)).slice(0, ASKED_OF_A_SECTION);
  if (chosen.length === 0) return [privately(line(call.say.rich('practice-none')))];
  await call.tables.practice.start(
    call.person.id,
    chosen.map((question) => question.id),
    call.at,
  );
  return askNext(call);
}

/** The next question of the person's queue. Questions that are no longer in the library are passed over. */
export async function askNext(call: Call): Promise<readonly View[]> {
  const { say, tables, parts, person } = call;
  const queue = await tables.practice.queue(person.id);
  for (const [index, id] of queue.entries()) {
    const question = parts.shelf.question(id);
    if (!question) {
      await tables.practice.done(person.id, id);
      continue;
    }
    const dice = parts.newId().slice(0, 4);
    const drawn = drawnAs(question, dice, call);
    return [
      privately(
        { kind: 'note', content: say.rich('practice-left', { count: queue.length - index }) },
        ...promptOf(question, drawn, dice, call),
      ),
    ];
  }
  return [privately(line(say.rich('practice-done')))];
}

/** Questions that take several presses are answered here with their letters, typed. */
function promptOf(question: Question, drawn: Drawn, dice: string, { say }: Call): View['blocks'] {
  const tokenFor = (move: Move) => tokenOf({ do: 'practise', question: question.id, dice, move });
  if (question.kind !== 'several' && question.kind !== 'order') return askBlocks(question, drawn.order, say, tokenFor);
  return [
    ...closedBlocks(question, drawn.order, say),
    { kind: 'note', content: say.rich(`practice-${question.kind}`) },
    {
      kind: 'actions',
      choices: [
        { token: tokenFor({ kind: 'typed', text: '' }), label: say.rich('button-type'), tone: 'primary', asks: say('button-type-field') },
      ],
    },
  ];
}

export async function judgePractice(call: Call, id: QuestionId, dice: string, move: Move): Promise<readonly View[]> {
  const { say, parts, tables, person } = call;
  const question = parts.shelf.question(id);
  if (!question) return [privately(line(say.rich('warmup-gone')))];
  const drawn = drawnAs(question, dice, call);
  const given = givenBy(drawn, move);
  if (!given) return [privately(line(say.rich('refuse-quiz-not-possible')))];
  const right = judge(drawn.key, given, parts.fold) === 'right';
  await tables.practice.done(person.id, id);
  const title = await parts.shelf.title(question.topic, say.locale);
  const left = (await tables.practice.queue(person.id)).length;
  const blocks = verdictBlocks({ question, order: drawn.order, given, right, title, say });
  return [
    privately(
      ...blocks,
      left > 0
        ? {
            kind: 'actions',
            choices: [{ token: tokenOf({ do: 'practise-next' }), label: say.rich('button-next-question'), tone: 'primary' }],
          }
        : { kind: 'note', content: say.rich('practice-done') },
    ),
  ];
}

function drawnAs(question: Question, dice: string, { parts }: Call): Drawn {
  const [drawn] = draw([question], new Set(), 1, seeded(`${question.id} ${dice}`), parts.fold).drawn;
  if (!drawn) throw new Error(`${question.id} cannot be drawn`);
  return drawn;
}

function givenBy(drawn: Drawn, move: Move): Given | null {
  const own = (position: number) => drawn.order[position];
  if (move.kind === 'option') {
    const option = own(move.position);
    return option === undefined ? null : { kind: 'choice', option };
  }
  if (move.kind !== 'typed' || !move.text.trim()) return null;
  if (drawn.key.kind === 'numeric' || drawn.key.kind === 'short') return { kind: 'typed', text: move.text };
  const chosen = (readPositions(move.text, drawn.order.length) ?? []).flatMap((position) => own(position) ?? []);
  if (chosen.length === 0) return null;
  if (drawn.key.kind === 'several') return { kind: 'several', options: chosen, locked: true };
  if (drawn.key.kind === 'order') return { kind: 'order', sequence: chosen };
  return { kind: 'choice', option: chosen[0] ?? 0 };
}
