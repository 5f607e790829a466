import type { Both, Locale } from '../../kernel/locale.ts';
import type { Prose } from '../../kernel/prose.ts';
import { type Fault, warningAt } from '../fault.ts';
import { type Collection, type PlacedQuestion, questionPlace } from '../manuscript.ts';
import { bare } from './twins.ts';

/** The two languages of what is asked: each prompt, option and item has the same numbers and formulas in both, in any order. */
export function questionTwinFaults(collection: Collection): readonly Fault[] {
  return collection.questions.flatMap((placed) =>
    linesOf(placed).flatMap(([path, line]): Fault[] => {
      const [zh, en] = [quantities(line.zh), quantities(line.en)];
      const odd = [...missing(zh, en, line.en, 'en'), ...missing(en, zh, line.zh, 'zh')];
      if (odd.length === 0) return [];
      return [
        warningAt(
          questionPlace(placed, [...path, 'en']),
          'twins',
          `in one language only: ${odd.join(', ')}`,
          'give both languages the same numbers and formulas; a number may be a word',
        ),
      ];
    }),
  );
}

function linesOf({ question }: PlacedQuestion): (readonly [path: readonly PropertyKey[], line: Both<Prose>])[] {
  const prompt = [['prompt'], question.prompt] as const;
  if (question.kind === 'choice' || question.kind === 'several')
    return [prompt, ...question.options.map((option, index) => [['options', index, 'text'], option.text] as const)];
  return question.kind === 'order' ? [prompt, ...question.items.map((item, index) => [['items', index], item] as const)] : [prompt];
}

const RELATIONS = /=|,|;|<|>|\\(?:approx|sim|to|ne|le|ge|ll|gg|leq|geq|lt|gt|in|propto)(?![a-zA-Z])/;
const SPACING = /\\(?:[,;:! ]|q?quad(?![a-zA-Z])|left(?![a-zA-Z])|right(?![a-zA-Z])|text\{\})/g;
const NUMBER = /(?<![\p{L}\d.])\d+(?:\.\d+)?(?:\s*(?:[万亿]|thousand|million|billion)(?![a-z]))?/gu;
const SCALE: Readonly<Record<string, number>> = { 万: 1e4, 亿: 1e8, thousand: 1e3, million: 1e6, billion: 1e9 };

/**
 * Formulas taken apart at their relations (`w_1=8` is w_1 and 8, since the other language may say "w_1 is 8"), and numbers without sign,
 * which may stand in a formula or in words. The digits of a name (FP16, T5) are no numbers.
 */
function quantities(content: Prose): ReadonlySet<string> {
  const found = new Set<string>();
  for (const node of content) {
    if (node.kind === 'math') {
      for (const part of bare(node.tex).replaceAll(SPACING, '').split(RELATIONS)) {
        const number = /^[-+]?(\d+(?:\.\d+)?)(?:\\?%)?$/.exec(part)?.[1];
        if (part !== '') found.add(number === undefined ? part : String(Number(number)));
      }
    } else if ('text' in node) {
      const text = node.text.normalize('NFKC').replaceAll(/(?<=\d),(?=\d{3}(?!\d))/g, '');
      for (const [shown] of text.matchAll(NUMBER)) {
        const scale = SCALE[/[^\d.\s]+$/.exec(shown)?.[0] ?? ''] ?? 1;
        found.add(String(Number.parseFloat(shown) * scale));
      }
    }
  }
  return found;
}

/** How a number may be told in words; the small ones that the bank uses. One is often no word at all ("a", "unit", "once"). */
const WORDS: Readonly<Record<string, Both<RegExp>>> = {
  0: { zh: /零|没有/, en: /\b(?:zero|none|no)\b/i },
  1: { zh: /(?:)/, en: /(?:)/ },
  2: { zh: /[二两半双倍减]/, en: /\b(?:two|twice|doubl|hal[fv]|both|second)/i },
  3: { zh: /三/, en: /\b(?:three|thrice|third|tripl)/i },
  4: { zh: /四/, en: /\b(?:four|quarter)/i },
  5: { zh: /五/, en: /\b(?:five|fifth)/i },
  6: { zh: /六/, en: /\bsix/i },
  7: { zh: /七/, en: /\bseven/i },
  8: { zh: /八/, en: /\beight/i },
  9: { zh: /九/, en: /\bnine/i },
  10: { zh: /十/, en: /\bten/i },
  20: { zh: /二十|两成/, en: /\btwenty/i },
  30: { zh: /三十|三成/, en: /\bthirty/i },
  40: { zh: /四十/, en: /\bforty/i },
  50: { zh: /五十/, en: /\bfifty/i },
  77: { zh: /七十七/, en: /\bseventy-seven/i },
  100: { zh: /百/, en: /\bhundred/i },
  1000: { zh: /千/, en: /\bthousand/i },
  100000: { zh: /十万/, en: /\bhundred thousand/i },
};

/** What one language has and the other neither has nor tells in words. */
function missing(here: ReadonlySet<string>, there: ReadonlySet<string>, content: Prose, locale: Locale): string[] {
  const words = content.map((node) => ('text' in node ? node.text : '')).join(' ');
  return [...here].filter((one) => !there.has(one) && !WORDS[one]?.[locale].test(words));
}
