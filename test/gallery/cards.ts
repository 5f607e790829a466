import { calendarStart, datesFrom } from '../../src/app/period.ts';
import { pathCard } from '../../src/app/present/path.ts';
import { questionCard } from '../../src/app/present/question.ts';
import type { Card, Rank } from '../../src/chat/picture.ts';
import { AREAS, type Question } from '../../src/corpus/article.ts';
import type { Locale } from '../../src/kernel/locale.ts';
import { type Prose, plain, text } from '../../src/kernel/prose.ts';
import { below, seeded } from '../../src/kernel/random.ts';
import { messages, realLibrary } from './content.ts';

/** What people are called at their worst, and at their usual. */
export const NAMES: readonly string[] = [
  'Ada',
  '欧阳锋与他的四十二个学生们组成的联合学习小组第三分队',
  'محمد عبد الرحمن الخوارزمي البغدادي رحمه الله تعالى',
  '👩‍👩‍👧‍👦🏳️‍🌈👨🏽‍🚀'.repeat(22),
  'Z̸̢̛̗̠̄̒͛̋a̷̧̛͇̪̓̈́̕͠l̴̡̰̱̈́̐͋͘g̶̨͔̝̑̀̚͝o̷͖̔̆̃',
  '#let x = 1; $ \\frac{1}{0} $ ] #panic("x")',
  'x'.repeat(500),
  '',
  'נועה בת־שבע',
  '안녕하세요 반가워요',
  'Nguyễn Thị Phương Thảo',
  'สมชาย ใจดี 🐘',
  'अनुष्का श्रीवास्तव',
  '\u202eevil\u202c \u200b',
  'Bartholomew Featherstonehaugh-Cholmondeley the Younger',
];

const withFormulas = (question: Question, locale: Locale): number =>
  question.kind === 'choice' || question.kind === 'several'
    ? question.options.flatMap((option) => option.text[locale]).filter((node) => node.kind === 'math').length
    : 0;

function ranks(count: number, locale: Locale, options: { readonly moved?: boolean; readonly ties?: readonly number[] } = {}): Rank[] {
  const say = messages.in(locale, 'web');
  return Array.from({ length: count }, (_, index) => ({
    place: options.ties?.[index] ?? index + 1,
    name: NAMES[index % NAMES.length] ?? '',
    points: say('points', { points: Math.round(9873 / (index + 1)) }),
    moved: options.moved ? ([0, 2, -1, 0, 12, -3][index % 6] ?? 0) : null,
  }));
}

/** Every kind of card from real content and people who do not exist, by name. */
export function sampleCards(locale: Locale): Readonly<Record<string, Card>> {
  const { articles, questions, topics } = realLibrary();
  const say = messages.in(locale, 'web');
  const article = (slug: string) => {
    const found = articles.find((one) => one.slug === slug && one.locale === locale);
    if (!found) throw new Error(`no article ${slug}`);
    return found;
  };
  const digest = (slug: string, date: string): Card => {
    const { title, area, formula, takeaways } = article(slug);
    return { kind: 'digest', title, area: say(`area-${area}`), date, formula, heading: say('digest-takeaways'), takeaways };
  };
  const titleOf = (question: Question) => topics.find((topic) => topic.slug === question.topic)?.titles[locale] ?? '';
  const ask = (question: Question, number: number): Card =>
    questionCard(
      question,
      'options' in question
        ? question.options.map((_, index) => index)
        : 'items' in question
          ? question.items.map((_, index) => index)
          : [],
      say,
      {
        heading: say('card-question', { number, of: 10 }),
        topic: titleOf(question),
      },
    );
  const choices = questions.filter((question) => question.kind === 'choice' || question.kind === 'several');
  const most = (count: (question: Question) => number, from: readonly Question[] = choices): Question => {
    const found = [...from].sort((a, b) => count(b) - count(a))[0];
    if (!found) throw new Error('no question');
    return found;
  };
  const formulas = most((question) => withFormulas(question, locale));
  const long = most((question) =>
    question.kind === 'choice' || question.kind === 'several'
      ? plain(question.prompt[locale]).length + question.options.reduce((sum, option) => sum + plain(option.text[locale]).length, 0)
      : 0,
  );
  const numeric = most(
    (question) => question.prompt[locale].filter((node) => node.kind === 'math').length,
    questions.filter((one) => one.kind === 'numeric'),
  );
  const order = most(
    (question) => plain(question.prompt[locale]).length,
    questions.filter((one) => one.kind === 'order'),
  );
  const reveal = (question: Question, counts: readonly number[], standing: readonly Rank[]): Card => ({
    kind: 'reveal',
    heading: say('card-reveal', { number: 3 }),
    prompt: question.prompt[locale],
    options:
      question.kind === 'choice' || question.kind === 'several'
        ? question.options.map((option, index) => ({ text: option.text[locale], right: option.right, count: counts[index] ?? 0 }))
        : [],
    answer:
      question.kind === 'order'
        ? [
            text('C → A → D → B', 'strong'),
            ...question.items.flatMap((item, index): Prose => [text(index > 0 ? ' → ' : '\u2003'), ...item[locale]]),
          ]
        : question.kind === 'numeric'
          ? [text(`${question.answer}`, 'strong')]
          : null,
    answered: counts.reduce((sum, count) => sum + count, 0),
    summary: plain(say.rich('reveal-count', { right: counts[0] ?? 0, answered: counts.reduce((sum, count) => sum + count, 0) })),
    standings: standing,
    more: standing.length >= 5 ? say('standings-more', { count: 12 }) : '',
  });
  const podium = (topic: string, list: readonly Rank[]): Card => ({
    kind: 'podium',
    title: plain(say.rich('end-finished')),
    topic,
    ranks: list,
    note: say('card-podium', { questions: 10, players: list.length }),
  });
  const own = new Set(topics.map((topic) => topic.slug));
  const read = new Set(
    topics
      .filter((topic) =>
        [
          'gradient',
          'random-walk',
          'feature-engineering',
          'random-forest',
          'adaboost',
          'bias',
          'receptive-field',
          'vae',
          'ddim',
          'normalizing-flow',
          'self-supervised',
          'kd-tree',
          'flash-attention',
          'diffusion-sde',
        ].includes(topic.slug),
      )
      .map((topic) => topic.slug),
  );
  return {
    'digest-short': digest('adaboost', '2026-11-30'),
    'digest-long': digest('continuous-flow', '2026-12-01'),
    'question-formulas': ask(formulas, 3),
    'question-long': ask(long, 10),
    'question-typed': ask(numeric, 4),
    'reveal-formulas': reveal(formulas, [7, 2, 0, 3], ranks(5, locale, { moved: true })),
    'reveal-long': reveal(long, [1, 14, 1, 0], ranks(3, locale, { moved: true })),
    'reveal-order': reveal(order, [2], ranks(2, locale)),
    standings: {
      kind: 'standings',
      title: say('card-reveal', { number: 3 }),
      ranks: ranks(15, locale, { moved: true }),
      more: say('standings-more', { count: 3 }),
    },
    'podium-ten': podium(article('ddim').title, ranks(10, locale)),
    'podium-ties': podium(article('continuous-flow').title, ranks(4, locale, { ties: [1, 1, 3, 4] })),
    'podium-two': podium(article('vae').title, ranks(2, locale)),
    'podium-one': podium('AdaBoost', ranks(1, locale)),
    leaderboard: {
      kind: 'leaderboard',
      title: plain(say.rich('board-title', { period: say('period-week') })),
      period: '2026-11-30 – 2026-12-06',
      ranks: ranks(10, locale).map((one, index) => ({
        ...one,
        detail: say('card-right', { right: 40 - 3 * index, of: 44 - 2 * index }),
      })),
      more: '',
    },
    progress: progress(locale, NAMES[1] ?? ''),
    path: pathCard(topics, own, read, say),
  };
}

function progress(locale: Locale, name: string): Card {
  const say = messages.in(locale, 'web');
  const days = datesFrom(calendarStart('2026-12-03'), '2026-12-03');
  let dice = seeded('days');
  const roll = (most: number): number => {
    const drawn = below(most, dice);
    dice = drawn.state;
    return drawn.value;
  };
  return {
    kind: 'progress',
    name,
    title: say('card-progress'),
    facts: [
      { label: say('card-points'), value: '128734' },
      { label: say('card-rate'), value: '78 %' },
      { label: say('card-streak'), value: '23' },
      { label: say('card-week'), value: '#4' },
    ],
    areas: AREAS.map((area) => {
      const of = realLibrary().topics.filter((topic) => topic.area === area).length;
      return { label: say(`area-${area}`), done: area === 'systems' ? 0 : area === 'mathematics' ? of : roll(of), of };
    }),
    calendar: say('card-calendar'),
    days: days.map((date) => ({ date, count: roll(3) === 0 ? 0 : roll(3) === 0 ? 8 + roll(20) : roll(8) })),
  };
}
