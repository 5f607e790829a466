/** What blogs' listing pages put where a formula, a program or a picture stood. `[没有学习过程]` and `E[X]` are text. */
export const LOST = /[[［【]\s{0,3}(?:公式|数学公式|代码|代码块|图片|图|表格|math|formula|equation|code|image|img)\s{0,3}[\]］】]/giu;

/** How a text ends that was cut off; a bracket or a quote may have been closed behind it. */
const CUT = /(?:\.{3}|…|。{3})["'”’）)\]】」』》\s]*$/u;
/** As far back as the end is looked at. Searching the whole of a long text for its end would take a time that grows with its square. */
const TAIL = 40;

export const isCutOff = (text: string): boolean => CUT.test(text.slice(-TAIL));

/** Without the mark of the cut, and the beginning of a lost-marker that the cut went through: `[公...`. */
export function withoutCut(text: string): string {
  if (!isCutOff(text)) return text;
  let end = text.length - (CUT.exec(text.slice(-TAIL))?.[0].length ?? 0);
  while (/[.…。]/.test(text[end - 1] ?? '')) end--;
  return text.slice(0, Math.max(0, end - TAIL)) + text.slice(Math.max(0, end - TAIL), end).replace(/[[［【]\s*\p{L}{0,8}$/u, '');
}
