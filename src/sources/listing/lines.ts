import { isCutOff } from './losses.ts';

/** A line of a listing page by its shape. A label is short and no sentence: a category, a tag, a piece of the site's frame. */
export interface Line {
  readonly kind: 'excerpt' | 'label' | 'date' | 'blank';
  readonly text: string;
}

/** A line as long as this is an excerpt, whatever it ends with. */
const LONG = 50;
/** A shorter one is an excerpt if it is a sentence of at least so many characters. */
const SENTENCE = 12;

const YEAR = String.raw`(?:19|20)\d\d`;
const MONTH = String.raw`(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?`;
const DAY = String.raw`\d{1,2}(?:st|nd|rd|th)?`;
const DATE = new RegExp(
  `^(?:(?:date|posted|published|updated|日期|时间|发布于|发表于|更新于)\\s*[:：]?\\s*(?:on\\s+)?)?(?:${[
    `${YEAR}\\s*[-/.年]\\s*\\d{1,2}\\s*[-/.月]\\s*\\d{1,2}\\s*日?`,
    `${MONTH}\\s+${DAY},?\\s+${YEAR}`,
    `${DAY}\\s+${MONTH},?\\s+${YEAR}`,
    `\\d{1,2}[/.]\\d{1,2}[/.]${YEAR}`,
  ].join('|')})(?:[\\sT,]+\\d{1,2}:\\d\\d(?::\\d\\d)?(?:\\.\\d+)?\\s*(?:Z|[+-]\\d\\d:?\\d\\d|UTC|GMT|[ap]m)?)?$`,
  'iu',
);

/** The lines of a page. A category and a date that stand on one line are two. */
export function linesOf(page: string): Line[] {
  return page.split(/\r\n?|\n/).flatMap((raw) => {
    const line = lineOf(raw);
    const parts = line.kind === 'label' ? line.text.split(/\s*[·•|｜]\s*|\s{2,}/).map(lineOf) : [];
    return parts.some(({ kind }) => kind === 'date') ? parts : [line];
  });
}

function lineOf(raw: string): Line {
  const text = raw.replaceAll(/[\u200b\ufeff]/g, '').trim();
  if (!/[\p{L}\p{N}]/u.test(text)) return { kind: 'blank', text: '' };
  if (text.length < LONG && DATE.test(text)) return { kind: 'date', text };
  const isSentence = text.length >= SENTENCE && (isCutOff(text) || /[。！？.!?]["'”’）)\]】」』》]*$/u.test(text));
  return { kind: text.length >= LONG || isSentence ? 'excerpt' : 'label', text };
}
