import { foldSigns } from './notation.ts';

const DIGITS = '零一二三四五六七八九';
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000, 万: 10_000, 亿: 100_000_000 };
const ENGLISH = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

const HAN = '[零〇一二两三四五六七八九十百千万亿]';
const PER = String.raw`(?:\s*(?:(\\?%|percent\b|per cent\b|个百分点)|(‰)))?`;
const NUMBER = String.raw`((?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|(?<!\d)\.\d+)(?:[eE]([+-]?\d{1,3})(?!\d))?`;
const ARABIC = new RegExp(String.raw`(百分之\s*)?${NUMBER}${PER}`, 'g');
const CHINESE = new RegExp(`(百分之)?(${HAN}+)`, 'g');

/** 三百零五, 十二, 二十万: from the larger unit to the smaller. */
const COUNTED =
  /^(?:十[万亿]?|[一二三四五六七八九][十百千万亿][万亿]?)(?:零?[一二三四五六七八九][十百千万][万亿]?)*零?[一二三四五六七八九]?$/;

/** A number as it stands in a text. */
export interface Written {
  /** Equal for equal numbers: `1,000`, `1000` and `1000.0`; `50%`, `0.5` and 百分之五十. The sign is left out: it looks like a hyphen. */
  readonly value: string;
  readonly text: string;
}

/**
 * The numbers that a text states: in digits, and in Chinese where they are more than a digit (三百, 百分之五). English number words
 * and single Chinese digits are taken for prose (一个, 三者).
 */
export function numbersIn(text: string): readonly Written[] {
  const folded = joined(foldSigns(text));
  return [...arabic(folded), ...chinese(folded).filter(({ prose }) => !prose)].map(({ value, text }) => ({ value, text }));
}

/** All numbers that a text may be said to contain: small ones in words as well, and a list `1,200` also as its parts. */
export function numbersKnown(text: string): ReadonlySet<string> {
  const folded = joined(foldSigns(text));
  const words = ENGLISH.flatMap((word, index) => (new RegExp(`\\b${word}\\b`, 'i').test(folded) ? [canonical(String(index + 1), 0)] : []));
  const all = [...arabic(folded), ...arabic(folded.replaceAll(',', ' , ')), ...chinese(folded)];
  return new Set([...all.map(({ value }) => value), ...words]);
}

/** `1 000`, `1\,000`: a space between thousands. */
function joined(text: string): string {
  return text.replace(/(?<![\d.])\d{1,3}(?:(?: |\\,)\d{3})+(?![\d.])/g, (run) => run.replace(/ |\\,/g, ''));
}

function arabic(text: string): readonly Written[] {
  return [...text.matchAll(ARABIC)].map(([all, percent, digits = '', power, hundredth, thousandth]) => {
    const shift = (percent || hundredth ? -2 : 0) + (thousandth ? -3 : 0) + Number(power ?? 0);
    return { value: canonical(digits.replaceAll(',', ''), shift), text: all.trim() };
  });
}

function chinese(text: string): readonly (Written & { readonly prose: boolean })[] {
  return [...text.matchAll(CHINESE)].flatMap(([all, percent, run = '']) => {
    const value = chineseValue(run);
    if (value === null) return [];
    return [{ value: canonical(String(value), percent ? -2 : 0), text: all, prose: !percent && [...run].length < 2 }];
  });
}

/** 三百零五 -> 305. Null for what is no number: 十分, 千万, 一一, 二三十. */
function chineseValue(run: string): number | null {
  const plain = run.replaceAll('两', '二').replaceAll('〇', '零');
  if (plain.length > 1 && !COUNTED.test(plain)) return null;
  if (plain.length === 1 && plain !== '十' && !/[一二三四五六七八九]/.test(plain)) return null;
  let total = 0;
  let section = 0;
  let digit = plain.startsWith('十') ? 1 : 0;
  for (const char of plain) {
    const unit = UNITS[char];
    if (unit === undefined) {
      digit = DIGITS.indexOf(char);
    } else if (unit < 10_000) {
      section += digit * unit;
      digit = 0;
    } else {
      total += (section + digit) * unit;
      section = 0;
      digit = 0;
    }
  }
  return total + section + digit;
}

/** The shortest digits and a power of ten, without going through binary fractions. */
function canonical(digits: string, shift: number): string {
  const [whole = '', fraction = ''] = digits.split('.');
  const all = (whole + fraction).replace(/^0+/, '');
  const short = all.replace(/0+$/, '');
  return short === '' ? '0' : `${short}e${shift - fraction.length + all.length - short.length}`;
}
