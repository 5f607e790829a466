import type { PodiumCard } from '../../chat/picture.ts';
import type { Block, Choice, View } from '../../chat/view.ts';
import type { Question } from '../../corpus/article.ts';
import { type Prose, prose, text } from '../../kernel/prose.ts';
import type { Place, Seat, Session } from '../../quiz/session.ts';
import type { Say } from '../say.ts';
import { tokenOf } from '../tokens.ts';
import { cardBlock, rankOf, words } from './cards.ts';
import { questionPoll } from './poll.ts';
import { askBlocks, closedBlocks, type Over } from './question.ts';
import { resultLine } from './reveal.ts';

const SHOWN_NAMES = 20;
const SHOWN_PLACES = 10;

function title(session: Session, topic: string, say: Say): Prose {
  return say.rich('lobby-title', { topic, questions: session.questions.length });
}

export function lobbyView(session: Session, seats: readonly Seat[], topic: string, say: Say): View {
  const here = seats.filter((seat) => !seat.left).sort((a, b) => a.name.localeCompare(b.name, say.locale));
  const names = here
    .slice(0, SHOWN_NAMES)
    .flatMap((seat, index) => [text(index > 0 ? say('list-separator') : ''), text(seat.name, 'strong')]);
  const blocks: Block[] = [
    { kind: 'heading', level: 2, content: title(session, topic, say) },
    { kind: 'paragraph', content: say.rich(`lobby-rules-${session.rules.mode}`, { seconds: session.rules.question / 1000 }) },
    { kind: 'paragraph', content: say.rich('lobby-players', { count: here.length, names: prose(...names) }) },
  ];
  if (session.phase.at === 'lobby') {
    blocks.push({ kind: 'note', content: say.rich('lobby-starts', { when: { kind: 'time', at: session.phase.until, show: 'relative' } }) });
  }
  if (session.phase.at !== 'ended') {
    const join: Choice = { token: tokenOf({ do: 'join', session: session.id }), label: say.rich('button-join'), tone: 'primary' };
    const leave: Choice = { token: tokenOf({ do: 'leave', session: session.id }), label: say.rich('button-leave') };
    const begin: Choice = { token: tokenOf({ do: 'begin', session: session.id }), label: say.rich('button-begin') };
    blocks.push({ kind: 'actions', choices: session.phase.at === 'lobby' ? [join, begin, leave] : [join, leave] });
  }
  return { blocks, audience: 'room' };
}

/** The open question; null where its text is no longer in the library. */
export function questionView(session: Session, question: Question | null, topic: string, say: Say, polls = false): View | null {
  if (session.phase.at !== 'question' || !question) return null;
  const { index, deadline } = session.phase;
  const drawn = session.questions[index];
  const title = heading(session, index, question, topic, say);
  const over = overOf(title, session, index, topic, say);
  const poll = polls ? questionPoll(session, question, title, over, say) : null;
  const blocks: Block[] = [
    ...askBlocks(question, drawn?.order ?? [], say, (move) => tokenOf({ do: 'answer', session: session.id, index, move }), over),
    {
      kind: 'note',
      content: say.rich('question-ends', {
        when: { kind: 'time', at: deadline, show: 'relative' },
        answered: session.answered,
        players: session.active,
      }),
    },
  ];
  return poll ? { blocks, audience: 'room', poll } : { blocks, audience: 'room' };
}

export function closedQuestionView(session: Session, index: number, question: Question, topic: string, say: Say): View {
  const order = session.questions[index]?.order ?? [];
  const title = heading(session, index, question, topic, say);
  return {
    blocks: [
      ...closedBlocks(question, order, say, overOf(title, session, index, topic, say)),
      { kind: 'note', content: say.rich('question-closed') },
    ],
    audience: 'room',
  };
}

const overOf = (title: Prose, session: Session, index: number, topic: string, say: Say): Over => ({
  blocks: [{ kind: 'heading', level: 3, content: title }],
  heading: say('card-question', { number: index + 1, of: session.questions.length }),
  topic,
});

/** What is drawn ahead while the question before is open; null where it is text. */
export function comingCard(session: Session, index: number, question: Question, topic: string, say: Say): View | null {
  const title = heading(session, index, question, topic, say);
  const blocks = closedBlocks(question, session.questions[index]?.order ?? [], say, overOf(title, session, index, topic, say));
  return blocks.some((block) => block.kind === 'drawing') ? { blocks, audience: 'room' } : null;
}

function heading(session: Session, index: number, question: Question, topic: string, say: Say): Prose {
  return say.rich('question-title', { number: index + 1, of: session.questions.length, topic, level: '★'.repeat(question.level) });
}

/** The end: podium, who was fastest, the longest streak, what to do next. */
export function endView(session: Session, reason: string, places: readonly Place[], topic: string, say: Say): View {
  const head: Block = { kind: 'heading', level: 2, content: say.rich(`end-${reason}`) };
  const blocks: Block[] = [];
  const played = places.filter((place) => place.points > 0 || place.right > 0);
  if (played.length > 0) {
    const shown = places.slice(0, SHOWN_PLACES);
    const list: Block = { kind: 'list', ordered: false, marked: true, items: shown.map((place) => resultLine(place, say)) };
    const card: PodiumCard = {
      kind: 'podium',
      title: words(head.content),
      topic,
      ranks: shown.map((place) => rankOf(place, say, null)),
      note: say('card-podium', { questions: session.questions.length, players: places.length }),
    };
    blocks.push(cardBlock(card, [head, list], [], [head, { kind: 'note', content: prose(card.topic, ' · ', card.note) }, list]));
    const fastest = best(places, (place) => (place.fastest === null ? null : -place.fastest));
    if (fastest && fastest.fastest !== null)
      blocks.push({
        kind: 'paragraph',
        content: say.rich('podium-fastest', { name: fastest.name, seconds: (fastest.fastest / 1000).toFixed(1) }),
      });
    const steady = best(places, (place) => (place.longest >= 2 ? place.longest : null));
    if (steady) blocks.push({ kind: 'paragraph', content: say.rich('podium-streak', { name: steady.name, count: steady.longest }) });
  } else if (reason !== 'nobody') {
    blocks.push(head, { kind: 'paragraph', content: say.rich('podium-empty') });
  } else blocks.push(head);
  const again: Choice = { token: tokenOf({ do: 'again', session: session.id }), label: say.rich('button-again'), tone: 'primary' };
  const missed: Choice = { token: tokenOf({ do: 'missed', session: session.id }), label: say.rich('button-missed') };
  blocks.push({ kind: 'actions', choices: played.length > 0 || reason === 'finished' ? [again, missed] : [again] });
  return { blocks, audience: 'room' };
}

function best(places: readonly Place[], score: (place: Place) => number | null): Place | null {
  let winner: Place | null = null;
  let top = Number.NEGATIVE_INFINITY;
  for (const place of places) {
    const value = score(place);
    if (value !== null && value > top) [winner, top] = [place, value];
  }
  return winner;
}

/** A pause with its end and the button that ends it; once it is over, only that it was. */
export function pausedView({ id, phase }: Session, say: Say): View {
  if (phase.at !== 'paused') return { blocks: [{ kind: 'paragraph', content: say.rich('paused-over') }], audience: 'room' };
  const resume: Choice = { token: tokenOf({ do: 'resume', session: id }), label: say.rich('button-resume'), tone: 'primary' };
  return {
    blocks: [
      { kind: 'paragraph', content: say.rich('paused-until', { when: { kind: 'time', at: phase.until, show: 'relative' } }) },
      { kind: 'actions', choices: [resume] },
    ],
    audience: 'room',
  };
}
