import type {
  Card,
  DigestCard,
  LeaderboardCard,
  PathCard,
  PodiumCard,
  ProgressCard,
  QuestionCard,
  Rank,
  RevealCard,
  StandingsCard,
} from '../chat/picture.ts';
import type { Locale } from '../kernel/locale.ts';
import { unreachable } from '../kernel/result.ts';
import type { Theme } from '../kernel/theme.ts';
import { nameOf } from './names.ts';
import { pathMap } from './path-map.ts';
import { formulaRun, runsOf, wordRuns } from './typeset.ts';

/** What the template `card` gets: words are words, lines are runs, names are names. */
export type CardData =
  | ReturnType<typeof digestData>
  | ReturnType<typeof questionData>
  | ReturnType<typeof revealData>
  | ReturnType<typeof standingsData>
  | ReturnType<typeof podiumData>
  | ReturnType<typeof leaderboardData>
  | ReturnType<typeof progressData>
  | ReturnType<typeof pathData>;

/** A card's data as the template takes them. @throws BrokenFormula */
export function cardData(card: Card, theme: Theme, locale: Locale): CardData {
  switch (card.kind) {
    case 'digest':
      return digestData(card, theme);
    case 'question':
      return questionData(card, theme);
    case 'reveal':
      return revealData(card, theme);
    case 'standings':
      return standingsData(card);
    case 'podium':
      return podiumData(card);
    case 'leaderboard':
      return leaderboardData(card);
    case 'progress':
      return progressData(card, locale);
    case 'path':
      return pathData(card);
    default:
      return unreachable(card);
  }
}

function digestData(card: DigestCard, theme: Theme) {
  return {
    kind: card.kind,
    title: wordRuns(card.title),
    area: wordRuns(card.area),
    date: wordRuns(card.date),
    formula: card.formula === null ? null : formulaRun(card.formula, true, theme),
    heading: wordRuns(card.heading),
    takeaways: card.takeaways.map((line) => runsOf(line, theme)),
  };
}

function questionData(card: QuestionCard, theme: Theme) {
  return {
    kind: card.kind,
    heading: wordRuns(card.heading),
    topic: nameOf(card.topic),
    prompt: runsOf(card.prompt, theme),
    hint: wordRuns(card.hint),
    options: card.options.map((line) => runsOf(line, theme)),
  };
}

function revealData(card: RevealCard, theme: Theme) {
  return {
    kind: card.kind,
    heading: wordRuns(card.heading),
    prompt: runsOf(card.prompt, theme),
    options: card.options.map((option) => ({ ...option, text: runsOf(option.text, theme) })),
    answer: card.answer && runsOf(card.answer, theme),
    answered: card.answered,
    summary: wordRuns(card.summary),
    standings: card.standings.map(rankData),
    more: wordRuns(card.more),
  };
}

function standingsData(card: StandingsCard) {
  return { kind: card.kind, title: wordRuns(card.title), ranks: card.ranks.map(rankData), more: wordRuns(card.more) };
}

function podiumData(card: PodiumCard) {
  return {
    kind: card.kind,
    title: wordRuns(card.title),
    topic: wordRuns(card.topic),
    ranks: card.ranks.map(rankData),
    note: wordRuns(card.note),
  };
}

function leaderboardData(card: LeaderboardCard) {
  const ranks = card.ranks.map((one) => ({ ...rankData(one), detail: wordRuns(one.detail) }));
  return { kind: card.kind, title: wordRuns(card.title), period: wordRuns(card.period), ranks, more: wordRuns(card.more) };
}

function rankData(one: Rank) {
  return { place: one.place, name: nameOf(one.name), points: wordRuns(one.points), moved: one.moved };
}

const DAYS = 7;

/** The days as weeks; a day that is still to come is null. */
function progressData(card: ProgressCard, locale: Locale) {
  const weeks = Array.from({ length: Math.ceil(card.days.length / DAYS) }, (_, week) =>
    Array.from({ length: DAYS }, (_, day) => card.days[week * DAYS + day]?.count ?? null),
  );
  const first = card.days.filter((_, index) => index % DAYS === 0).map((day) => new Date(`${day.date}T00:00:00Z`));
  return {
    kind: card.kind,
    name: nameOf(card.name),
    title: wordRuns(card.title),
    facts: card.facts.map((fact) => ({ label: wordRuns(fact.label), value: wordRuns(fact.value) })),
    areas: card.areas.map((area) => ({ ...area, label: wordRuns(area.label) })),
    calendar: wordRuns(card.calendar),
    weeks,
    months: monthNames(first, locale),
    weekdays: weekdayNames(locale),
  };
}

/** Over the first week that begins in a month; the first of all where there is room before the next. */
function monthNames(mondays: readonly Date[], locale: Locale): readonly { readonly column: number; readonly label: string }[] {
  const month = new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' });
  const begun = mondays.flatMap((monday, column) => {
    const before = mondays[column - 1];
    return before && before.getUTCMonth() === monday.getUTCMonth() ? [] : [{ column, label: month.format(monday) }];
  });
  const [one, two] = begun;
  return one && two && two.column - one.column < 2 ? begun.slice(1) : begun;
}

/** Monday first. */
function weekdayNames(locale: Locale): readonly string[] {
  const name = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  // 5 January 2026 was a Monday.
  return Array.from({ length: DAYS }, (_, day) => name.format(new Date(Date.UTC(2026, 0, 5 + day))));
}

function pathData(card: PathCard) {
  const states = (['done', 'next', 'open'] as const).map((state) => ({ state, label: wordRuns(card.words[state] ?? state) }));
  return { kind: card.kind, title: wordRuns(card.title), note: wordRuns(card.note), states, ...pathMap(card) };
}
