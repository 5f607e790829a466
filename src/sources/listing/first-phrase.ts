import { flatten, OBJECT } from '../../corpus/flat.ts';
import { type ProseBlock, plain } from '../../kernel/prose.ts';
import { isCommonHeading, withoutCommonHeading } from './common-headings.ts';
import { LOST, withoutCut } from './losses.ts';

const MARKER = /^(?:\p{Extended_Pictographic}|\ufe0f|[\s•·*#>-]|[(（]?\d{1,2}(?:\.\d{1,2})*[.、)）:：]\s*)+/u;

const LONGEST = { han: 30, latin: 60 };
/** A shorter beginning (“最近，”) goes on behind its comma. */
const SHORTEST = { han: 5, latin: 12 };

/** What a text begins with, as a title: its first phrase that says something, or null where there are no words. */
export function firstPhrase(blocks: readonly ProseBlock[]): string | null {
  let fallback: string | null = null;
  for (const block of blocks) {
    if (block.kind !== 'paragraph' && block.kind !== 'heading') continue;
    const { text } = flatten(block.content);
    const words = withoutCut(text.includes(OBJECT) ? plain(block.content) : text)
      .replaceAll(LOST, ' ')
      .replaceAll(/https?:\/\/\S+/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .replace(MARKER, '')
      .trim();
    if (!/\p{L}{2}/u.test(words)) continue;
    if (!isCommonHeading(words)) return shortened(phraseOf(withoutCommonHeading(words)));
    fallback ??= words;
  }
  return fallback;
}

/** Up to the first mark outside brackets and quotes that has enough in front of it. */
function phraseOf(words: string): string {
  const least = isChinese(words) ? SHORTEST.han : SHORTEST.latin;
  let open = 0;
  for (const { 0: char, index } of words.matchAll(/./gsu)) {
    if (/[《“「（(]/u.test(char)) open++;
    else if (/[》”」）)]/u.test(char)) open = Math.max(0, open - 1);
    if (/[。！？!?]/u.test(char) || (char === '.' && /^(?:\s|$)/.test(words.slice(index + 1, index + 2)))) return words.slice(0, index);
    if (
      open === 0 &&
      index >= least &&
      (/[，；;、]/u.test(char) || (/[,:：]/u.test(char) && /^[\s\p{Script=Han}]/u.test(words.slice(index + 1, index + 3))))
    )
      return words.slice(0, index);
    if (index > LONGEST.latin) break;
  }
  return words;
}

function shortened(phrase: string): string {
  const most = isChinese(phrase) ? LONGEST.han : LONGEST.latin;
  const letters = [...phrase.trim()];
  if (letters.length <= most) return letters.join('');
  const cut = letters.slice(0, most).join('');
  // No word is cut: `Stab…`
  const whole =
    letters[most] !== undefined && /[\p{Script=Latin}\p{N}]/u.test(letters[most])
      ? cut.replace(/[\s\p{P}]*[\p{Script=Latin}\p{N}]+$/u, '')
      : cut;
  return `${whole.length > cut.length / 2 ? whole.trimEnd() : cut}…`;
}

const isChinese = (text: string): boolean => /\p{Script=Han}/u.test(text);
