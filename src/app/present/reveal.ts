import type { RevealCard, StandingsCard } from '../../chat/picture.ts';
import type { Block, View } from '../../chat/view.ts';
import type { Question } from '../../corpus/article.ts';
import { type Inline, type Prose, prose, text } from '../../kernel/prose.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Drawn, Fact, Given, Outcome, Place } from '../../quiz/session.ts';
import type { Say } from '../say.ts';
import { cardBlock, moreThan, rankOf, words } from './cards.ts';
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
  if (closed.void === 'paused') return { blocks: [{ kind: 'paragraph', content: say.rich('reveal-void-paused') }], audience: 'room' };
  const result: readonly Block[] = closed.void
    ? [{ kind: 'paragraph', content: say.rich(`reveal-void-${closed.void}`) }]
    : [summary(closed.outcomes, say), ...standings(closed.standings, say)];
  const blocks: Block[] = [];
  if (!question) {
    blocks.push({ kind: 'paragraph', content: say.rich('reveal-withdrawn', { number: closed.index + 1 }) });
    blocks.push(...(closed.void || closed.standings.length === 0 ? result : [cardBlock(standingsCard(closed, say), result)]));
  } else {
    const answer = say.rich('reveal-answer', { number: closed.index + 1, answer: rightAnswer(question, drawn.order, say) });
    const head: Block = { kind: 'heading', level: 3, content: answer };
    const why: Block[] = [{ kind: 'quote', content: question.explanation[say.locale] }, sourceNote(question, input.title, say)];
    const instead = [head, ...options(question, drawn, closed.outcomes, say), ...why, ...result];
    const card = closed.void ? null : revealCard(question, drawn, closed, say);
    const told = card ? [head, ...counts(card), ...result] : [];
    blocks.push(...(card ? [cardBlock(card, instead, [...reasons(question, drawn, say), ...why], told)] : instead));
  }
  if (input.next !== null)
    blocks.push({ kind: 'note', content: say.rich('reveal-next', { when: { kind: 'time', at: input.next, show: 'relative' } }) });
  return { blocks, audience: 'room' };
}

function revealCard(question: Question, drawn: Drawn, closed: Closed, say: Say): RevealCard {
  const shown = closed.standings.slice(0, SHOWN_PLACES);
  const answered = closed.outcomes.filter((outcome) => outcome.given);
  return {
    kind: 'reveal',
    heading: say('card-reveal', { number: closed.index + 1 }),
    prompt: question.prompt[say.locale],
    options:
      question.kind === 'choice' || question.kind === 'several'
        ? drawn.order.map((own) => ({
            text: optionText(question, own, say.locale),
            right: question.options[own]?.right ?? false,
            count: answered.filter((outcome) => chose(outcome.given, own)).length,
          }))
        : [],
    answer: question.kind === 'choice' || question.kind === 'several' ? null : answerLine(question, drawn, say),
    answered: answered.length,
    summary: words(summaryLine(closed.outcomes, say)),
    standings: shown.map((place) => rankOf(place, say, place.moved)),
    more: moreThan(closed.standings.length, shown.length, say),
  };
}

function standingsCard(closed: Closed, say: Say): StandingsCard {
  const shown = closed.standings.slice(0, SHOWN_PLACES);
  return {
    kind: 'standings',
    title: say('card-reveal', { number: closed.index + 1 }),
    ranks: shown.map((place) => rankOf(place, say, place.moved)),
    more: moreThan(closed.standings.length, shown.length, say),
  };
}

/** Who chose what, in words: `B. 20% ✅ · 2`. */
function counts(card: RevealCard): readonly Block[] {
  if (card.options.length === 0) return [];
  const items = card.options.map(
    (option, position): Prose => [text(`${letter(position)}. `), ...option.text, text(`${option.right ? ' ✅' : ''} · ${option.count}`)],
  );
  return [{ kind: 'list', ordered: false, marked: true, items }];
}

/** An order stands in its letters and in its words. */
function answerLine(question: Question, drawn: Drawn, say: Say): Prose {
  const right = rightAnswer(question, drawn.order, say);
  if (question.kind !== 'order') return right;
  return [...right, ...question.items.flatMap((item, index): Prose => [text(index > 0 ? ' → ' : '\u2003'), ...item[say.locale]])];
}

/** Why each option is what it is, under a card that has the options themselves. */
function reasons(question: Question, drawn: Drawn, say: Say): readonly Block[] {
  if (question.kind !== 'choice' && question.kind !== 'several')
    return options(question, drawn, [], say).slice(question.kind === 'order' ? 1 : 0);
  const items = drawn.order.map((own, position): Prose => {
    const option = question.options[own];
    return [text(option?.right ? '✅ ' : '❌ '), text(`${letter(position)} `, 'strong'), ...(option?.why[say.locale] ?? [])];
  });
  return [{ kind: 'list', ordered: false, marked: true, items }];
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
    return [{ kind: 'list', ordered: false, marked: true, items }];
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

/** `███░░ 3 ·`: a bar that needs no colour; the point keeps its number apart from one that the option begins with. */
function bar(count: number, total: number): Inline[] {
  if (total === 0) return [];
  const filled = Math.round((5 * count) / total);
  return [text(` ${'█'.repeat(filled)}${'░'.repeat(5 - filled)} ${count} ·`)];
}

const summary = (outcomes: readonly Outcome[], say: Say): Block => ({ kind: 'paragraph', content: summaryLine(outcomes, say) });

function summaryLine(outcomes: readonly Outcome[], say: Say): Prose {
  const answered = outcomes.filter((outcome) => outcome.given);
  const right = outcomes.filter((outcome) => outcome.right).length;
  return say.rich(answered.length === 0 ? 'reveal-nobody' : 'reveal-count', { right, answered: answered.length });
}

function standings(places: readonly Place[], say: Say): readonly Block[] {
  if (places.length === 0) return [];
  const items = places.slice(0, SHOWN_PLACES).map((place) => prose(...rankLine(place, say), movement(place.moved)));
  const more = places.length - items.length;
  const blocks: Block[] = [{ kind: 'list', ordered: false, marked: true, items }];
  if (more > 0) blocks.push({ kind: 'note', content: say.rich('standings-more', { count: more }) });
  return blocks;
}

const movement = (moved: number): string => (moved > 0 ? ` ↑${moved}` : moved < 0 ? ` ↓${-moved}` : '');

/** A rank at the end of a game or over a period: also how many answers were right, of how many questions that counted. */
export const resultLine = (one: Result, say: Say): Prose => prose(...rankLine(one, say), ` · ${rightOf(one, say)}`);

export const rightOf = ({ right, asked }: Pick<Result, 'right' | 'asked'>, say: Say): string => say('card-right', { right, of: asked });

type Result = Pick<Place, 'place' | 'name' | 'points' | 'right' | 'asked'>;

export function rankLine(place: Pick<Place, 'place' | 'name' | 'points'>, say: Say): Inline[] {
  const medal = (place.points > 0 && ['🥇', '🥈', '🥉'][place.place - 1]) || `${place.place}.`;
  return [text(`${medal} `), text(place.name, 'strong'), text(` ${say('points', { points: place.points })}`)];
}
