import type { Prose } from '../kernel/prose.ts';
import { cut, flatten } from './flat.ts';

/** What makes a sentence less fit to stand by itself, and what is left of its rank then. */
const LEANINGS: readonly (readonly [pattern: RegExp, left: number])[] = [
  // at a picture, a table or a formula that is not shown
  [
    /[如见][上下]?[图表]|[上下][图表]|[上下]式|式\(\d|如下|以下|下面|as follows|(?:figure|table|equation) (?:above|below)|(?:above|below|following) (?:figure|table|equation)/iu,
    0.3,
  ],
  // at the text itself
  [
    /本文|这篇文章|本节|接下来|首先我们|简单(?:介绍|总结|回顾)|in this (?:article|post|section)|(?:let us|let's|we will) (?:now|first|see|look)/iu,
    0.5,
  ],
  // at the sentence before
  [/^(?:它|他们|这|该|其|但|然而|因此|所以|于是|另外|另一|此外|除此之外|换句话说|也就是说|同时|比如|例如|而|不过|这样)/u, 0.7],
  [/^(?:it|this|these|those|they|but|however|therefore|thus|hence|so|also|moreover|furthermore|in other words)\b/iu, 0.7],
];

/** How well a sentence can be read without what stands around it: 1, or less. */
export const standing = (text: string): number =>
  LEANINGS.reduce((left, [pattern, share]) => (pattern.test(text) ? left * share : left), 1);

const MARKER = /^(?:(?:\p{Extended_Pictographic}|\ufe0f|\s)+|[(（]?\d{1,2}(?:\.\d{1,2})*[.、)）](?!\d)\s*)+/u;
const HEADING_WORD =
  /^(?:背景|简介|概述|引言|动机|前言|摘要|介绍|概要|总结|相关内容|基本概念|问题定义|问题表示|问题设定|introduction|motivation|abstract|overview|background)\s+/iu;
/** Chinese is written without spaces: a space between two characters, near the beginning, is what is left of a line's end. */
const HEADING_LINE =
  /^[^\s，。！？；：、,;:!?“”"'()（）]{0,12}[^\s，。！？；：、,;:!?“”"'()（）的是为和与在有将把对从到及或中]\s+(?=\p{Script=Han})/u;

/** A sentence without the heading, the number or the pictogram that plain text has run into it. */
export function withoutHeading(sentence: Prose): Prose {
  const flat = flatten(sentence);
  let from = 0;
  for (const pattern of [MARKER, HEADING_WORD, HEADING_LINE, HEADING_LINE]) {
    const rest = flat.text.slice(from);
    const heading = rest.match(pattern)?.[0].length ?? 0;
    if (heading > 0 && (pattern !== HEADING_LINE || /\p{Script=Han}\s+$/u.test(rest.slice(0, heading)))) from += heading;
  }
  return from === 0 ? sentence : cut(flat, from, flat.text.length);
}
