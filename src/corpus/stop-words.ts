import { stem } from './stem.ts';

const ENGLISH = `a about an and are as at be been but by can did do does for from had has have how i if in into is it its me my not of on or our so such than
that the their them then there these they this those to was we were what when where which while who why will with would you your`;
const CHINESE = `的 了 是 在 和 与 及 或 也 都 就 而 但 把 被 让 对 从 到 由 以 于 之 其 这 那 这个 那个 这些 那些 这里 什么 怎么 怎样 如何 为什么 为何 哪些 哪个 吗 呢 吧 啊 我
我们 你 你们 他 它 它们 他们 一个 一种 有 没有 会 能 可以 可 要 中 里 等 等等 并 并且 因此 所以 因为 如果 则 即 又 很 更 最 还 请问 介绍 一下`;

const STOPPED: ReadonlySet<string> = new Set(`${ENGLISH} ${CHINESE}`.split(/\s+/).map(stem));

/** Words that say nothing about what a text is about. Takes tokens: folded and stemmed. */
export const isStopWord = (token: string): boolean => STOPPED.has(token);
