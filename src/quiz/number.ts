import { LONGEST_LINE } from './wording.ts';

/** What somebody typed, read as a number. */
export interface Reading {
  /** As written: 12.5 for `12.5%`. */
  readonly value: number;
  readonly percent: boolean;
}

const TOKEN = String.raw`\d[\d.,]*\d|\d|\.\d+`;
const POWER_OF_TEN = String.raw`10\s*(?:\^|\*\*)\s*[({]?\s*`;
/** A number starts neither inside a word (`x2`, `top-5`) nor inside what could not be read as one. */
const START = String.raw`(?<![\p{Script=Latin}\p{Script=Greek}\d_^+\-])(?<!\d[.,])(?<!\.)`;
const NUMBER = new RegExp(
  `${START}(?<sign>[-+]?)(?:${POWER_OF_TEN}(?<alone>[-+]?\\d{1,3})\\s*[)}]?` +
    `|(?<mantissa>${TOKEN})(?:e(?<exponent>[-+]?\\d{1,3})|\\s*[×x*·⋅]\\s*${POWER_OF_TEN}(?<power>[-+]?\\d{1,3})\\s*[)}]?)?` +
    `(?:\\s*/\\s*(?<over>${TOKEN}))?)\\s*(?<mark>[%‰])?`,
  'gu',
);
const WORD = /[\p{Script=Latin}\p{Script=Greek}_][\p{Script=Latin}\p{Script=Greek}\d_]*(?:\^\d+)?/gu;
/** Signs of a formula that was not worked out, of a bound, or of a range: the number in it is not the answer. */
const UNFINISHED = /[*^√∛÷±<>≤≥≠\d]|(?<!\p{L})[-+]|[-+](?!\p{L})/u;
const FUNCTION_BEFORE = /(?:[√∛/]|(?<!\p{Script=Latin})(?:sqrt|ln|log|lg|exp|sin|cos|tan))\s*\(?\s*$/u;
const PI_BEHIND = /^\s*(?:π|pi(?!\p{L}))/u;

/**
 * Reads the one number in a text; null where there is none, more than one, or a formula that was not worked out.
 * - Full and half width, `−` and dashes as minus, `。` between digits as a point, `1/2`, `½`, `1e-3`, `1.5×10^-3`, `10⁻³`, `55%`,
 *   `百分之55`, `5‰`; words and a unit around it (`约 0.55`, `α = 0.55`, `3 px`) are passed over, also `万` or `k`: a question names its unit.
 * - A point is the decimal point (`1.000` is 1). Commas before groups of exactly three digits are thousands (`1,000` and `1,125`); any other
 *   single comma is a decimal comma (`0,55`, `0,125`, `3,5`). Points are thousands only where that is the one reading (`1.000,5`, `1.000.000`).
 */
export function readNumber(text: string): Reading | null {
  if (text.length > LONGEST_LINE) return null;
  const line = normalised(text);
  const [found, second] = [...line.matchAll(NUMBER)];
  if (!found?.groups || second) return null;
  const before = line.slice(0, found.index);
  const behind = line.slice(found.index + found[0].length);
  if (FUNCTION_BEFORE.test(before) || PI_BEHIND.test(behind)) return null;
  if (UNFINISHED.test(before.replace(WORD, 'w')) || UNFINISHED.test(behind.replace(WORD, 'w'))) return null;
  const value = worth(found.groups);
  if (value === null || !Number.isFinite(value)) return null;
  const percent = found.groups.mark === '%' || /百分之\s*$/u.test(before);
  return { value: found.groups.mark === '‰' ? value / 1000 : value, percent };
}

function normalised(text: string): string {
  return text
    .replace(/(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))/gu, '')
    .replace(/[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+/gu, '^$&')
    .replace(/[¼-¾⅐-⅞]/gu, ' $&') // `1½` is two numbers, not 11/2
    .normalize('NFKC')
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
    .replace(/[\u2044\u2215]/gu, '/')
    .replace(/(?<=\d)。(?=\d)/gu, '.')
    .toLowerCase()
    .replace(/\s*(?:per ?cent|pct)(?!\p{L})/gu, '%')
    .trim()
    .replace(/^([-+])\s+/u, '$1');
}

function worth(groups: Readonly<Record<string, string | undefined>>): number | null {
  const sign = groups.sign === '-' ? -1 : 1;
  if (groups.alone !== undefined) return sign * Number(`1e${groups.alone}`);
  const mantissa = decimal(groups.mantissa ?? '');
  const over = decimal(groups.over ?? '1');
  if (mantissa === null || over === null) return null;
  return (sign * Number(`${mantissa}e${groups.exponent ?? groups.power ?? '0'}`)) / Number(over);
}

/** Digits with points and commas -> digits with at most one point; null where the grouping makes no sense. */
function decimal(token: string): string | null {
  if (/^\d*(?:\.\d+)?$/u.test(token)) return token;
  if (/^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/u.test(token)) return token.replaceAll(',', '');
  if (/^\d+,\d+$/u.test(token)) return token.replace(',', '.');
  if (/^[1-9]\d{0,2}(?:\.\d{3})+,\d+$/u.test(token)) return token.replaceAll('.', '').replace(',', '.');
  if (/^[1-9]\d{0,2}(?:\.\d{3}){2,}$/u.test(token)) return token.replaceAll('.', '');
  return null;
}
