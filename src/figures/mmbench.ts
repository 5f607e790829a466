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
