import type { Question } from '../corpus/article.ts';
import type { QuestionId } from '../kernel/ids.ts';
import { type RandomState, shuffled } from '../kernel/random.ts';
import type { Drawn, Key } from './session.ts';
import { bare, type Fold } from './wording.ts';

export interface Draw {
  readonly drawn: readonly Drawn[];
  readonly dice: RandomState;
  /** The bank was used up: what was asked before `drawn` counts as not asked. */
  readonly startedOver: boolean;
}

/**
 * Draws a game's questions from a bank, easy ones first and evenly over the levels. Nothing that was asked comes again while
 * something was not; then the bank starts over, without a repetition inside the game. A bank smaller than `count` gives what it has.
 */
export function draw(bank: readonly Question[], asked: ReadonlySet<QuestionId>, count: number, dice: RandomState, fold: Fold): Draw {
  const mixed = shuffled([...new Map(bank.map((question) => [question.id, question])).values()], dice);
  const wanted = Math.min(Math.max(0, Math.floor(count) || 0), mixed.items.length);
  const fresh = mixed.items.filter((question) => !asked.has(question.id));
  const picked = spread(fresh, wanted, []);
  const startedOver = picked.length < wanted;
  const game = startedOver
    ? spread(
        mixed.items.filter((question) => asked.has(question.id)),
        wanted - picked.length,
        picked,
      )
    : picked;
  const drawn: Drawn[] = [];
  let rolled = mixed.state;
  for (const question of game.toSorted((a, b) => a.level - b.level)) {
    const shown = shownOrder(question, rolled);
    rolled = shown.dice;
    drawn.push({ question: question.id, topic: question.topic, key: keyOf(question, fold), order: shown.order });
  }
  return { drawn, dice: rolled, startedOver };
}

/** Adds `count` questions to those taken, each time one of the level that has the fewest so far, the easier one of equals. */
function spread(pool: readonly Question[], count: number, taken: readonly Question[]): readonly Question[] {
  const result = [...taken];
  const left = [...pool];
  const has = { 1: 0, 2: 0, 3: 0 };
  for (const question of taken) has[question.level]++;
  for (let missing = count; missing > 0 && left.length > 0; missing--) {
    const next = left.reduce((best, question) =>
      (has[question.level] - has[best.level] || question.level - best.level) < 0 ? question : best,
    );
    left.splice(left.indexOf(next), 1);
    result.push(next);
    has[next.level]++;
  }
  return result;
}

function keyOf(question: Question, fold: Fold): Key {
  switch (question.kind) {
    case 'choice':
      return { kind: 'choice', right: question.options.findIndex((option) => option.right) };
    case 'several':
      return { kind: 'several', right: question.options.flatMap((option, i) => (option.right ? [i] : [])) };
    case 'order':
      return { kind: 'order', length: question.items.length };
    case 'numeric': {
      const { answer, tolerance, unit } = question;
      return unit && isPercent(unit.en) ? { kind: 'numeric', answer, tolerance, percent: true } : { kind: 'numeric', answer, tolerance };
    }
    case 'short': {
      const forms = [...question.accepted.zh, ...question.accepted.en].map((form) => bare(form, fold));
      return { kind: 'short', accepted: [...new Set(forms)].filter(Boolean) };
    }
  }
}

const isPercent = (unit: string): boolean => /^(?:[%％]|\\%|per ?cent|percentage points?)$/iu.test(unit.trim());

/** An `order` question is never shown in its right order. */
function shownOrder(question: Question, dice: RandomState): { readonly order: readonly number[]; readonly dice: RandomState } {
  if (question.kind === 'numeric' || question.kind === 'short') return { order: [], dice };
  const own = [...(question.kind === 'order' ? question.items : question.options).keys()];
  let mixed = shuffled(own, dice);
  while (question.kind === 'order' && own.length > 1 && mixed.items.every((item, i) => item === i)) mixed = shuffled(own, mixed.state);
  return { order: mixed.items, dice: mixed.state };
}
