import type { Block, View } from '../../chat/view.ts';
import type { Question } from '../../corpus/article.ts';
import { type Inline, type Prose, prose, text } from '../../kernel/prose.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Drawn, Fact, Given, Outcome, Place } from '../../quiz/session.ts';
import type { Say } from '../say.ts';
import { letter, optionText, rightAnswer, sourceNote } from './question.ts';

type Closed = Extract<Fact, { kind: 'closed' }>;

/** How many places the standings between questions show. */
const SHOWN_PLACES = 5;

export function revealView(input: {
  question: Question | null;
  drawn: Drawn;
  closed: Closed;
  title: string;
  next: Instant | null;
  say: Say;
}): View {
  const { question, drawn, closed, say } = input;
  const blocks: Block[] = [];
  if (closed.void === 'paused') return { blocks: [{ kind: 'paragraph', content: say.rich('reveal-void-paused') }], audience: 'room' };
  if (!question) {
    blocks.push({ kind: 'paragraph', content: say.rich('reveal-withdrawn', { number: closed.index + 1 }) });
  } else {
    blocks.push({
      kind: 'heading',
      level: 3,
      content: say.rich('reveal-answer', { number: closed.index + 1, answer: rightAnswer(question, drawn.order, say) }),
    });
    blocks.push(...options(question, drawn, closed.outcomes, say));
    blocks.push({ kind: 'quote', content: question.explanation[say.locale] }, sourceNote(question, input.title, say));
  }
  if (closed.void) blocks.push({ kind: 'paragraph', content: say.rich(`reveal-void-${closed.void}`) });
  else blocks.push(summary(closed.outcomes, say), ...standings(closed.standings, say));
  if (input.next !== null)
    blocks.push({ kind: 'note', content: say.rich('reveal-next', { when: { kind: 'time', at: input.next, show: 'relative' } }) });
  return { blocks, audience: 'room' };
}

/** Every option with who chose it and why it is right or wrong; for typed answers the common mistakes. */
function options(question: Question, drawn: Drawn, outcomes: readonly Outcome[], say: Say): readonly Block[] {
  const total = outcomes.filter((outcome) => outcome.given).length;
  if (question.kind === 'choice' || question.kind === 'several') {
    const items = drawn.order.map((own, position): Prose => {
      const option = question.options[own];
      const chosen = outcomes.filter((outcome) => chose(outcome.given, own)).length;
      const mark = option?.right ? '✅ ' : '❌ ';
      const shown = optionText(question, own, say.locale);
      return [
        text(mark),
        text(letter(position), 'strong'),
        ...bar(chosen, total),
        text(' '),
        ...shown,
        text(' — '),
        ...(option?.why[say.locale] ?? []),
      ];
    });
    return [{ kind: 'list', ordered: false, items }];
  }
  if (question.kind === 'order') {
    return [{ kind: 'list', ordered: true, items: question.items.map((item) => item[say.locale]) }];
  }
  if (question.kind === 'numeric' && question.mistakes.length > 0) {
    const items = question.mistakes.map((mistake): Prose => [text(`${mistake.value}`, 'strong'), text(' — '), ...mistake.why[say.locale]]);
    return [
      { kind: 'paragraph', content: say.rich('reveal-mistakes') },
      { kind: 'list', ordered: false, items },
    ];
  }
  return [];
}

function chose(given: Given | null, own: number): boolean {
  if (given?.kind === 'choice') return given.option === own;
  return given?.kind === 'several' && given.options.includes(own);
}

/** `███░░ 3`: a bar that needs no colour. */
function bar(count: number, total: number): Inline[] {
  if (total === 0) return [];
  const filled = Math.round((5 * count) / total);
  return [text(` ${'█'.repeat(filled)}${'░'.repeat(5 - filled)} ${count} `)];
}

function summary(outcomes: readonly Outcome[], say: Say): Block {
  const answered = outcomes.filter((outcome) => outcome.given);
  const right = outcomes.filter((outcome) => outcome.right).length;
  return {
    kind: 'paragraph',
    content: say.rich(answered.length === 0 ? 'reveal-nobody' : 'reveal-count', { right, answered: answered.length }),
  };
}

function standings(places: readonly Place[], say: Say): readonly Block[] {
  if (places.length === 0) return [];
  const items = places.slice(0, SHOWN_PLACES).map((place) => prose(...rankLine(place, say), movement(place.moved)));
  const more = places.length - items.length;
  const blocks: Block[] = [{ kind: 'list', ordered: false, items }];
  if (more > 0) blocks.push({ kind: 'note', content: say.rich('standings-more', { count: more }) });
  return blocks;
}

const movement = (moved: number): string => (moved > 0 ? ` ↑${moved}` : moved < 0 ? ` ↓${-moved}` : '');

export function rankLine(place: Pick<Place, 'place' | 'name' | 'points'>, say: Say): Inline[] {
  const medal = (place.points > 0 && ['🥇', '🥈', '🥉'][place.place - 1]) || `${place.place}.`;
  return [text(`${medal} `), text(place.name, 'strong'), text(` ${say('points', { points: place.points })}`)];
}
