/** What has no place in a summary, whatever it says: it is shown as plain text, and written by somebody we do not know. */
export interface ForeignMark {
  readonly reason: 'markup' | 'link' | 'mention' | 'instructions';
  readonly found: string;
}

const LINK =
  /\b(?:https?|ftp|tg|discord|mailto|javascript|data):\S+|\bwww\.\S+|\b[\w-]+\.(?:com|org|net|io|gg|me|cn|dev|app|ai)\b(?:\/\S*)?|\[[^\]]*\]\([^)]*\)/giu;
const MENTION = /<[@#:][^>]*>|(?<![\w.])@[\p{L}\d_]+/gu;
const EVERYBODY = /^@(?:everyone|here|channel|all)$/i;
/** Markdown, HTML, LaTeX outside of dollars, line breaks, and characters that turn or hide text. */
const EMPHASIS = /[\w*~|`]*(?:\*\*|__|~~|\|\||`)[\w*~|`]*/gu;
const MARKUP = [
  /(?<![\p{L}\d*])\*[^*\s][^*]*\*(?![\p{L}\d*])/u,
  /^\s*(?:[-*+•>]|#{1,6}|\d+[.)、])\s/u,
  /<\/?[a-z!][^>]*>|<\||\|>|&(?:[a-z]+|#\d+);/iu,
  /\\[a-zA-Z]+|\\[([\])]|\$/u,
  /[\p{Cc}\p{Co}\p{Cs}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u,
];
const ABOUT_ITSELF =
  /\bas an? (?:ai|(?:large )?language model)\b|作为(?:一个|一名)?\s*(?:ai|人工智能|(?:大)?语言模型)|\b(?:here is|here's|below is) (?:the|a|your) (?:summary|json)\b|以下是.{0,8}(?:摘要|总结)|=== article/giu;

/** `text` is without its formulas. What the article itself says (`@tf_export`, `__init__`, a language model about itself) is no fault, except a link or an alarm. */
export function foreignMarks(text: string, article: string): readonly ForeignMark[] {
  const quoted = (found: string): boolean => article.includes(found);
  const all = (reason: ForeignMark['reason'], pattern: RegExp): ForeignMark[] =>
    [...text.matchAll(pattern)].map(([found]) => ({ reason, found }));
  const markup = MARKUP.flatMap((pattern): ForeignMark[] => {
    const found = pattern.exec(text)?.[0];
    return found === undefined ? [] : [{ reason: 'markup', found }];
  });
  return [
    ...all('link', LINK),
    ...all('mention', MENTION).filter(({ found }) => EVERYBODY.test(found) || found.startsWith('<') || !quoted(found)),
    ...all('markup', EMPHASIS).filter(({ found }) => !/\w/.test(found) || !quoted(found)),
    ...markup,
    ...all('instructions', ABOUT_ITSELF).filter(({ found }) => !quoted(found)),
  ];
}
