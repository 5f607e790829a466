/** What blogs' listing pages put where a formula, a program or a picture stood. `[没有学习过程]` and `E[X]` are text. */
export const LOST = /[[［【]\s*(?:公式|数学公式|代码|代码块|图片|图|表格|math|formula|equation|code|image|img)\s*[\]］】]/giu;

/** How a text ends that was cut off; a bracket or a quote may have been closed behind it. */
const CUT = /(?:\.{3,}|…+|。{3,})["'”’）)\]】」』》]*\s*$/u;

export const isCutOff = (text: string): boolean => CUT.test(text);

/** Without the mark of the cut, and the beginning of a lost-marker that the cut went through: `[公...`. */
export const withoutCut = (text: string): string => (isCutOff(text) ? text.replace(CUT, '').replace(/[[［【]\s*[\p{L}]{0,8}$/u, '') : text);
