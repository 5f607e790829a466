/**
 * The text of a piece of HTML: tags go, a line break and the end of a block become a line end, a picture becomes its
 * alternative text. For showing words, never for making markup safe.
 */
export function textOfHtml(html: string): string {
  return html
    .replaceAll(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replaceAll(/<(script|style|template)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, '')
    .replaceAll(/<img\b[^>]*?\balt\s*=\s*(?:"([^"]*)"|'([^']*)')[^>]*>/gi, (_, double?: string, single?: string) => double ?? single ?? '')
    .replaceAll(/<br\b[^>]*>/gi, '\n')
    .replaceAll(/<\/(?:p|div|li|tr|h[1-6]|summary|section|figure|figcaption|blockquote)\s*>/gi, '\n')
    .replaceAll(/<\/(?:td|th)\s*>/gi, ' ')
    .replaceAll(/<\/?[a-zA-Z][^<>]*>|<[!?][^<>]*>/g, '');
}
