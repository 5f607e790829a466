import { figure } from './figure.ts';
import { DASHES, frame, group, type Point, plot } from './kit/index.ts';

/** How one question went: in each pass the place of the right option (0 is A) and of the option the model chose, null where none could be read. */
export interface Passes {
  readonly right: readonly number[];
  readonly chosen: readonly (number | null)[];
}

/** Place of the right option in each of the N passes; every pass moves all options one letter further. */
export const rotation = (first: number, options: number): number[] =>
  Array.from({ length: options }, (_, pass) => (first + pass) % options);

/** A question whose right option starts at letter `first`, answered with these letters; `-` stands for an answer that fits no option. */
export const asked = (first: string, answers: string): Passes => ({
  right: rotation(first.charCodeAt(0) - 65, answers.length),
  chosen: [...answers].map((letter) => (letter === '-' ? null : letter.charCodeAt(0) - 65)),
});

const hits = ({ right, chosen }: Passes): boolean[] => right.map((place, pass) => chosen[pass] === place);
const share = (parts: readonly boolean[]): number => parts.filter(Boolean).length / parts.length;

/** Share of questions whose first pass is right. */
export const vanilla = (questions: readonly Passes[]): number => share(questions.map((question) => hits(question)[0] === true));

/** Share of questions with all passes right. */
export const circular = (questions: readonly Passes[]): number => share(questions.map((question) => hits(question).every(Boolean)));

/** Share of passes that are right. */
export const perPass = (questions: readonly Passes[]): number => share(questions.flatMap(hits));

/** Calls of the model if a question is given up at its first wrong pass. */
export const calls = (questions: readonly Passes[]): number =>
  questions.reduce((sum, question) => {
    const wrong = hits(question).indexOf(false);
    return sum + (wrong < 0 ? question.right.length : wrong + 1);
  }, 0);

/** Chance of a guesser that draws letter l with probability letters[l] in each pass: the right place visits each letter once. */
export const guessAll = (letters: readonly number[]): number => letters.reduce((product, q) => product * q, 1);

/** Uniform guessing among N options, independently in each pass. */
export const circularChance = (options: number): number => guessAll(Array.from({ length: options }, () => 1 / options));

/** Calls for one question that a uniform guesser is expected to take, with the stop at the first wrong pass. */
export const expectedCalls = (options: number): number =>
  Array.from({ length: options }, (_, pass) => options ** -pass).reduce((a, b) => a + b, 0);

/** Scores expected of a model that knows a share of the questions and guesses the rest uniformly. */
export const mixed = (known: number, options: number): { readonly vanilla: number; readonly circular: number } => ({
  vanilla: known + (1 - known) / options,
  circular: known + (1 - known) * circularChance(options),
});

/** Share of questions known, from a score of one pass, if the rest is guessed uniformly. */
export const knownFrom = (score: number, options: number): number => (score - 1 / options) / (1 - 1 / options);

/** A model right in each pass with the same chance, independently. */
export const steady = (pass: number, options: number): number => pass ** options;

/** Standard error of a share of n independent questions. */
export const standardError = (score: number, questions: number): number => Math.sqrt((score * (1 - score)) / questions);

/** McNemar's z for two models on the same questions: `first` and `second` count what just that model got right. */
export const mcnemar = (first: number, second: number): number => (first - second) / Math.sqrt(first + second);

/** The three levels: two abilities, six below them, twenty below those. */
export const taxonomy = {
  perception: {
    CP: ['image style', 'image scene', 'image emotion', 'image quality', 'image topic'],
    'FP-S': ['object localisation', 'attribute recognition', 'celebrity recognition', 'OCR'],
    'FP-C': ['spatial relationship', 'attribute comparison', 'action recognition'],
  },
  reasoning: {
    AR: ['physical property', 'function', 'identity'],
    RR: ['social relation', 'nature relation', 'physical relation'],
    LR: ['structured image-text understanding', 'future prediction'],
  },
} as const;

/** The worked example: five questions of four options. */
export const example: readonly Passes[] = [
  asked('A', 'ABCD'),
  asked('C', 'CDAB'),
  asked('B', 'BBBB'),
  asked('D', 'BBBB'),
  asked('A', 'ABC-'),
];

export const mmbenchFigures = [
  figure({
    name: 'mmbench',
    topic: 'mmbench',
    title: { zh: '循环评测扣掉瞎猜，也扣掉不稳', en: 'CircularEval takes off guesses, and slips' },
    params: {
      options: { about: { zh: '每题的选项数 N', en: 'options N of a question' }, least: 2, most: 5, standard: 4, whole: true },
      known: { about: { zh: '真正会的题所占的比例', en: 'share of questions really known' }, least: 0, most: 1, standard: 0.6 },
    },
    alt: ({ options, known }, locale) => {
      const scores = mixed(known, options);
      const [first, all, slip] = [scores.vanilla, scores.circular, steady(0.9, options)].map((value) => (100 * value).toFixed(1));
      return locale === 'zh'
        ? `${options} 个选项，会 ${(100 * known).toFixed(0)}% 的题、其余瞎猜：只问一遍期望 ${first}%，循环评测期望 ${all}%。每遍有 90% 把握的模型，全对只有 ${slip}%。`
        : `With ${options} options, knowing ${(100 * known).toFixed(0)}% and guessing the rest: one pass expects ${first}%, CircularEval ${all}%. A model right with 90% in each pass is right throughout in ${slip}%.`;
    },
    draw: ({ options, known }, look) => {
      const { paint } = look;
      const zh = look.locale === 'zh';
      const shares = Array.from({ length: 101 }, (_, i) => i / 100);
      const scores = mixed(known, options);
      const percent = (value: number): string => `${(100 * value).toFixed(1)}%`;
      const axis = { domain: [0, 1] as const, ticks: [0, 0.25, 0.5, 0.75, 1], format: (value: number) => `${100 * value}%` };
      return frame(
        look,
        {
          title: zh ? '循环评测扣掉瞎猜，也扣掉不稳' : 'CircularEval takes off guesses, and slips',
          note: zh
            ? `N = ${options}。会 ${percent(known)} 的题、其余均匀瞎猜：一遍得 ${percent(scores.vanilla)}，循环评测得 ${percent(scores.circular)}。下图：每遍对 90%，全对只有 ${percent(steady(0.9, options))}。`
            : `N = ${options}. Knowing ${percent(known)} and guessing the rest: ${percent(scores.vanilla)} in one pass, ${percent(scores.circular)} in CircularEval. Below: 90% a pass makes ${percent(steady(0.9, options))} throughout.`,
          legend: [
            { label: zh ? '循环评测' : 'CircularEval', colour: paint.series[0] },
            { label: zh ? '只问一遍' : 'one pass', colour: paint.series[1], dash: DASHES[1] },
          ],
          height: 474,
        },
        (area) => {
          const above = plot(
            look,
            { x: area.x, y: area.y, width: area.width, height: 232 },
            {
              x: { ...axis, label: zh ? '真正会的比例 k（其余瞎猜）' : 'share known, k (the rest is guessed)' },
              y: { ...axis, label: zh ? '期望得分' : 'expected score' },
            },
          );
          const below = plot(
            look,
            { x: area.x, y: area.y + 242, width: area.width, height: 232 },
            {
              x: { ...axis, label: zh ? '每一遍答对的概率（各遍独立）' : 'chance of a right pass (independent)' },
              y: { ...axis, label: zh ? '期望得分' : 'expected score' },
            },
          );
          const diagonal: readonly Point[] = [
            [0, 0],
            [1, 1],
          ];
          const guess = { colour: paint.series[1], width: 2.2, dash: DASHES[1] };
          const all = { colour: paint.series[0], width: 2.6 };
          return group(
            above.axes,
            above.line(
              shares.map((k): Point => [k, mixed(k, options).vanilla]),
              guess,
            ),
            above.line(
              shares.map((k): Point => [k, mixed(k, options).circular]),
              all,
            ),
            above.dots([[known, scores.vanilla]], paint.series[1], 'square', 5),
            above.dots([[known, scores.circular]], paint.series[0], 'circle', 5),
            below.axes,
            below.line(diagonal, guess),
            below.line(
              shares.map((p): Point => [p, steady(p, options)]),
              all,
            ),
            below.dots([[0.9, steady(0.9, options)]], paint.series[0], 'circle', 5),
            below.text([0.9, steady(0.9, options)], percent(steady(0.9, options)), { dx: -10, dy: 2, anchor: 'end' }),
          );
        },
      );
    },
  }),
];
