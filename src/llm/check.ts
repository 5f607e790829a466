import type { Article } from '../corpus/article.ts';
import { sentences as cutSentences } from '../corpus/sentences.ts';
import { isSound } from '../corpus/soundness.ts';
import type { Locale } from '../kernel/locale.ts';
import { type Prose, plain, text } from '../kernel/prose.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { fromDollars } from './dollars.ts';
import { evidenceOf } from './evidence.ts';
import { foreignMarks } from './foreign-marks.ts';
import { isIn } from './language.ts';
import { articleText, type Draft, summaryInstructions } from './summary-prompt.ts';

/** Why a model's summary is not used. */
export type UnfitReason =
  | 'empty'
  /** Not three to five sentences. */
  | 'sentence-count'
  /** Not exactly three takeaways. */
  | 'takeaway-count'
  | 'too-short'
  | 'too-long'
  /** A lost formula's placeholder, an ellipsis, a sentence without its end. */
  | 'unsound'
  | 'language'
  /** A number that the article does not state. */
  | 'number'
  /** A formula that does not stand in the article. */
  | 'formula'
  | 'markup'
  | 'link'
  | 'mention'
  /** The instructions, or a word about the task instead of the task. */
  | 'instructions'
  | 'repetition'
  /** Hardly a word of it stands in the article. */
  | 'off-topic';

export interface Unfit {
  readonly reason: UnfitReason;
  /** `sentence 2`, `takeaway 1` or `all`. */
  readonly where: string;
  /** The number, formula or link, at most 60 characters, for the log. */
  readonly found: string;
}

export interface Fit {
  readonly sentences: readonly Prose[];
  readonly takeaways: readonly Prose[];
}

interface Limits {
  readonly least: number;
  readonly most: number;
}

/**
 * Lengths in characters of the plain text, a formula counted as its source. The bounds are wide around what our own authors
 * write (sentences zh 24-105, en 84-277; takeaways zh 24-70, en 100-187; whole summaries up to 279 and 768): they refuse a stub or an
 * essay, and are no style guide. A post of 2,000 characters has room for the longest.
 */
export const LENGTHS: Readonly<Record<Locale, { readonly sentence: Limits; readonly takeaway: Limits; readonly summary: number }>> = {
  zh: { sentence: { least: 8, most: 180 }, takeaway: { least: 6, most: 120 }, summary: 600 },
  en: { sentence: { least: 20, most: 400 }, takeaway: { least: 15, most: 260 }, summary: 1200 },
};

export const SENTENCES: Limits = { least: 3, most: 5 };
export const TAKEAWAYS = 3;
/** Of the words of a summary, the share that the article uses too. Our authors' own have 0.48 and more (zh), 0.72 and more (en). */
const FAMILIAR: Readonly<Record<Locale, number>> = { zh: 0.25, en: 0.4 };
/** A model that does not stop is not read to the end. */
const MOST_ITEMS = 20;
const MOST_TEXT = 10_000;
const LONGEST_QUOTE = 60;
const RUN = 8;

interface Item {
  readonly kind: 'sentence' | 'takeaway';
  readonly where: string;
  readonly raw: string;
  readonly prose: Prose;
  /** Without its formulas; a formula leaves a space. */
  readonly words: string;
}

/** Holds a draft against the article it was written from: the summary, or all that is wrong with it. Pure. */
export function checkSummary(draft: Draft, article: Article): Result<Fit, readonly Unfit[]> {
  const { locale } = article;
  if (draft.sentences.length + draft.takeaways.length > MOST_ITEMS) return err([whole('sentence-count', String(draft.sentences.length))]);
  const size = [...draft.sentences, ...draft.takeaways].join('').length;
  if (size > MOST_TEXT) return err([whole('too-long', String(size))]);
  const source = articleText(article);
  const evidence = evidenceOf(source);
  const instructions = wordRuns(summaryInstructions(locale));
  const sentences = draft.sentences.map(item('sentence'));
  const takeaways = draft.takeaways.map(item('takeaway'));
  const items = [...sentences, ...takeaways];
  const filled = items.filter(({ raw }) => raw !== '');
  const unfit = [
    ...items.filter(({ raw }) => raw === '').map((empty) => fault('empty', empty)),
    ...counts(sentences, takeaways, locale),
    ...filled.flatMap((each) => [
      ...form(each, locale),
      ...evidence.unknownNumbers(each.prose).map((found) => fault('number', each, found)),
      ...evidence.unknownFormulas(each.prose).map((found) => fault('formula', each, found)),
      ...foreignMarks(each.words, source).map(({ reason, found }) => fault(reason, each, found)),
      ...(wordRuns(each.raw).some((run) => instructions.includes(run)) ? [fault('instructions', each, each.raw)] : []),
    ]),
    ...repetitions(filled),
    ...(evidence.familiarity(filled.map(({ words }) => words).join('\n')) < FAMILIAR[locale] ? [whole('off-topic')] : []),
  ];
  if (unfit.length > 0) return err(unfit);
  return ok({ sentences: sentences.map(({ prose }) => prose), takeaways: takeaways.map(({ prose }) => prose) });
}

const item =
  (kind: Item['kind']) =>
  (line: string, index: number): Item => {
    const raw = line.trim();
    const prose = fromDollars(raw);
    const words = prose.map((node) => (node.kind === 'text' ? node.text : ' ')).join('');
    return { kind, where: `${kind} ${index + 1}`, raw, prose, words };
  };

function counts(sentences: readonly Item[], takeaways: readonly Item[], locale: Locale): readonly Unfit[] {
  const said = sentences.reduce((sum, { prose }) => sum + cutSentences(prose).length, 0);
  const long = sentences.reduce((sum, { prose }) => sum + plain(prose).length, 0);
  return [
    ...(sentences.length < SENTENCES.least || said > SENTENCES.most ? [whole('sentence-count', String(said))] : []),
    ...(takeaways.length !== TAKEAWAYS ? [whole('takeaway-count', String(takeaways.length))] : []),
    ...(long > LENGTHS[locale].summary ? [whole('too-long', String(long))] : []),
  ];
}

function form(each: Item, locale: Locale): readonly Unfit[] {
  const length = plain(each.prose).length;
  const limits = LENGTHS[locale][each.kind];
  return [
    ...(length < limits.least ? [fault('too-short', each, each.raw)] : []),
    ...(length > limits.most ? [fault('too-long', each, String(length))] : []),
    ...(isSound(each.kind === 'sentence' ? each.prose : closed(each)) ? [] : [fault('unsound', each, each.raw.slice(-LONGEST_QUOTE))]),
    ...(isIn(each.words, locale) ? [] : [fault('language', each, each.raw)]),
  ];
}

/** A takeaway may go without its full stop. */
const closed = ({ raw, prose }: Item): Prose => (/[\p{L}\p{N}$)）]$/u.test(raw) ? [...prose, text('。')] : prose);

/** A loop of the model, or a takeaway that is one of the sentences. */
function repetitions(items: readonly Item[]): readonly Unfit[] {
  const heard = new Set<string>();
  return items
    .filter(({ raw }) => {
      const said = raw.toLowerCase().replace(/[\p{P}\s]+/gu, '');
      const again = heard.has(said);
      heard.add(said);
      return again;
    })
    .map((each) => fault('repetition', each, each.raw));
}

/** Every run of eight words: that many in a row are no chance. */
function wordRuns(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[\p{L}\d]+/gu) ?? [];
  return words.slice(RUN - 1).map((_, index) => words.slice(index, index + RUN).join(' '));
}

const fault = (reason: UnfitReason, { where }: Item, found = ''): Unfit => ({ reason, where, found: found.slice(0, LONGEST_QUOTE) });
const whole = (reason: UnfitReason, found = ''): Unfit => ({ reason, where: 'all', found });
