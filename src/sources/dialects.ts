/** What single programs add to Markdown: Obsidian's comments, callouts, marks and block names, Hugo's shortcodes, footnotes, task boxes. */
const DIALECTS: readonly (readonly [found: RegExp, instead: string])[] = [
  // Obsidian: %% a comment %%
  [/%%[\s\S]*?%%/g, ''],
  // Obsidian and GitHub: > [!note]- Title
  [/^([ \t]*(?:>[ \t]?)+)\[![\w-]+\][+-]?[ \t]*/gm, '$1'],
  // Obsidian: ==marked==
  [/(?<![\w=)\]])==(?=[^\s=])([^=\n]+?)(?<=\S)==(?![\w=([])/g, '$1'],
  // Obsidian: the name of a block at its end, ^37066d
  [/[ \t]\^[0-9a-f]{6}[ \t]*$/gm, ''],
  // Hugo: {{< figure src="a.png" caption="words" >}}, {{% notice %}}
  [/\{\{[<%][^{}]*?\b(?:caption|alt|title)\s*=\s*"([^"]*)"[^{}]*?[%>]\}\}/g, '$1'],
  [/\{\{[<%][\s\S]{0,500}?[%>]\}\}/g, ''],
  // Footnotes: the note stays as a paragraph of its own.
  [/^\[\^[^\]\s]+\]:[ \t]*/gm, ''],
  [/\[\^[^\]\s]+\]/g, ''],
  // - [x] a task
  [/^([ \t>]*(?:[-+*]|\d+[.)])[ \t]+)\[[ xX]\][ \t]+/gm, '$1'],
  [/~~(?=\S)([^~\n]+?)(?<=\S)~~/g, '$1'],
];

/**
 * Takes the marks away and leaves the words. Blocks of code are left as they are.
 * The text must be shielded: no formula and no inline code is left in it.
 */
export function withoutDialects(markdown: string): string {
  return markdown
    .split(/^((?:[ \t]*>)*[ \t]*(?:```|~~~)[\s\S]*?^(?:[ \t]*>)*[ \t]*(?:```|~~~)[ \t]*$)/m)
    .map((part, index) =>
      index % 2 === 1 ? part : DIALECTS.reduce((text, [found, instead]) => text.replaceAll(found, instead), withRoomForBold(part)),
    )
    .join('');
}

/**
 * Markdown takes the asterisks of `**结论。**因为` for text, as punctuation stands inside and none outside. A space makes them bold;
 * beside full-width punctuation it is taken out again when lines are joined.
 */
function withRoomForBold(text: string): string {
  return text.replaceAll(/(?<!\*)\*\*(?![\s*])([^*\n]+?)(?<!\s)\*\*(?!\*)/g, (bold: string, inside: string, at: number) => {
    const [before, after] = [text[at - 1] ?? ' ', text[at + bold.length] ?? ' '];
    const opens = /^\p{P}/u.test(inside) && /[\p{L}\p{N}]/u.test(before);
    const closes = /\p{P}$/u.test(inside) && /[\p{L}\p{N}]/u.test(after);
    return `${opens ? ' ' : ''}${bold}${closes ? ' ' : ''}`;
  });
}
