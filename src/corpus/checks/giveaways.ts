import { LOCALES, type Locale } from '../../kernel/locale.ts';
import { type Prose, plain } from '../../kernel/prose.ts';
import { needleOf } from '../concepts.ts';
import { type Fault, warningAt } from '../fault.ts';
import { type Collection, type PlacedQuestion, questionPlace } from '../manuscript.ts';
import { Needles } from '../needles.ts';
import { scan } from '../scan.ts';

/** A right option from so many folded characters on is a statement that a prompt would not hold by chance. */
const STATEMENT = { zh: 8, en: 20 } as const;
/** A name of one letter stands everywhere. */
const SHORTEST = 2;

/** A draw is made from a topic: no question of it may answer another one in what is shown before the answer. */
export function giveawayFaults(collection: Collection): readonly Fault[] {
  return [...Map.groupBy(collection.questions, ({ question }) => question.topic).values()].flatMap((bank) => [
    ...LOCALES.flatMap((locale) => named(bank, locale)),
    ...bank.flatMap((placed) => measured(placed, bank)),
  ]);
}

/** What is typed or chosen as the answer of one question and stands in another: names anywhere, whole statements in prompts. */
function named(bank: readonly PlacedQuestion[], locale: Locale): Fault[] {
  const names = new Needles<PlacedQuestion>();
  const statements = new Needles<PlacedQuestion>();
  for (const placed of bank) {
    const { question } = placed;
    if (question.kind === 'short') {
      for (const needle of new Set(question.accepted[locale].map(needleOf))) if (needle.length >= SHORTEST) names.add(needle, placed);
    } else if (question.kind === 'choice') {
      for (const option of question.options) {
        const needle = needleOf(plain(option.text[locale]));
        if (option.right && needle.length >= STATEMENT[locale]) statements.add(needle, placed);
      }
    }
  }
  return bank.flatMap((placed) => {
    const prompt = scan(plain(placed.question.prompt[locale]));
    const shown = [prompt, ...choices(placed, locale).map((line) => scan(plain(line)))];
    const found = [...shown.flatMap((line) => names.find(line)), ...statements.find(prompt)];
    const told = new Set(found.flatMap(({ values }) => values).filter((other) => other !== placed));
    return [...told].map((other) => given(placed, other, locale));
  });
}

/** A numeric answer with its unit: a bare number may be anything. */
function measured(placed: PlacedQuestion, bank: readonly PlacedQuestion[]): Fault[] {
  const { question } = placed;
  if (question.kind !== 'numeric' || question.unit === null) return [];
  const { answer, unit } = question;
  return LOCALES.flatMap((locale) => {
    const told = `${answer}${unit[locale].replace(/s$/, '')}`;
    return bank
      .filter((other) => other !== placed)
      .filter((other) => [other.question.prompt[locale], ...choices(other, locale)].some((line) => holds(plain(line), told)))
      .map((other) => given(other, placed, locale));
  });
}

/** Whether a number stands in a line by itself and not as the end of another one. */
function holds(line: string, told: string): boolean {
  const [text, needle] = [line, told].map((one) => one.normalize('NFKC').replaceAll(/\s+/g, '').toLowerCase());
  if (text === undefined || needle === undefined) return false;
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) if (!/[\d.]/.test(text[at - 1] ?? '')) return true;
  return false;
}

const given = (placed: PlacedQuestion, other: PlacedQuestion, locale: Locale): Fault =>
  warningAt(
    questionPlace(placed),
    'tells',
    `${placed.question.id} holds the answer of ${other.question.id} (${locale})`,
    'both may come in one draw: say it in other words, or ask for something else',
  );

function choices({ question }: PlacedQuestion, locale: Locale): readonly Prose[] {
  if (question.kind === 'choice' || question.kind === 'several') return question.options.map((option) => option.text[locale]);
  return question.kind === 'order' ? question.items.map((item) => item[locale]) : [];
}
