import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { Inline, Prose, ProseBlock } from '../../src/kernel/prose.ts';
import { compileFormula } from '../../src/render/formula.ts';
import { exPixels, formulaPicture } from '../../src/render/formula-picture.ts';
import { MAX_PIXELS } from '../../src/render/raster.ts';
import { openLibrary } from '../../src/sources/library.ts';

const { library } = openLibrary(fileURLToPath(new URL('../../content', import.meta.url)));

const inline = (content: Prose): string[] => content.flatMap((node: Inline) => (node.kind === 'math' ? [node.tex] : []));

function ofBlock(block: ProseBlock): { displayed: string[]; inline: string[] } {
  switch (block.kind) {
    case 'math':
      return { displayed: [block.tex], inline: [] };
    case 'heading':
    case 'paragraph':
    case 'quote':
      return { displayed: [], inline: inline(block.content) };
    case 'list':
      return { displayed: [], inline: block.items.flatMap(inline) };
    case 'table':
      return { displayed: [], inline: [block.header, ...block.rows].flat().flatMap(inline) };
    default:
      return { displayed: [], inline: [] };
  }
}

const both = <T>(pair: Readonly<Record<'zh' | 'en', T>>): readonly T[] => [pair.zh, pair.en];

/** Every formula of every article and question, displayed ones with where they stand. */
function formulas(): { displayed: Set<string>; inline: Set<string> } {
  const found = { displayed: new Set<string>(), inline: new Set<string>() };
  for (const article of library.articles) {
    if (article.origin === 'authored') {
      found.displayed.add(article.formula);
      for (const line of [article.summary, ...article.takeaways]) for (const tex of inline(line)) found.inline.add(tex);
    }
    for (const block of article.sections.flatMap((section) => section.blocks)) {
      const { displayed, inline: within } = ofBlock(block);
      for (const tex of displayed) found.displayed.add(tex);
      for (const tex of within) found.inline.add(tex);
    }
  }
  for (const question of library.questions) {
    const lines: Prose[] = [...both(question.prompt), ...both(question.explanation)];
    if (question.kind === 'choice' || question.kind === 'several') {
      for (const option of question.options) lines.push(...both(option.text), ...both(option.why));
    }
    if (question.kind === 'numeric') for (const mistake of question.mistakes) lines.push(...both(mistake.why));
    if (question.kind === 'order') for (const item of question.items) lines.push(...both(item));
    for (const tex of lines.flatMap(inline)) found.inline.add(tex);
  }
  for (const term of library.terms) for (const tex of both(term.define).flatMap(inline)) found.inline.add(tex);
  return found;
}

const found = formulas();

it('every formula of the library compiles', () => {
  const broken = [
    ...[...found.displayed].map((tex) => [tex, compileFormula(tex, true)] as const),
    ...[...found.inline].map((tex) => [tex, compileFormula(tex, false)] as const),
  ].flatMap(([tex, compiled]) => (compiled.ok ? [] : [`${tex}: ${compiled.error.message}`]));
  console.log(`${found.displayed.size} displayed and ${found.inline.size} inline formulas, ${broken.length} failures`);
  expect(broken).toEqual([]);
  expect(found.displayed.size).toBeGreaterThan(400);
}, 120_000);

it('every displayed formula is drawn, no letter lower than twelve pixels, no picture above four megapixels', () => {
  const wrong: string[] = [];
  let smallest = Number.POSITIVE_INFINITY;
  for (const tex of found.displayed) {
    const drawn = formulaPicture(tex, 'dark');
    const compiled = compileFormula(tex, true);
    if (!drawn.ok || !compiled.ok) {
      wrong.push(tex);
      continue;
    }
    const ex = exPixels(compiled.value.width);
    smallest = Math.min(smallest, ex);
    if (ex < 12) wrong.push(`${ex} px: ${tex}`);
    if (drawn.value.width * drawn.value.height > MAX_PIXELS) wrong.push(`too large: ${tex}`);
    // Wider than a phone at three pixels a unit: its letters would be shrunk below what was promised.
    if (drawn.value.width > 1_200) wrong.push(`${drawn.value.width} px wide: ${tex}`);
  }
  console.log(`the smallest x-height is ${smallest.toFixed(1)} px`);
  expect(wrong).toEqual([]);
}, 300_000);
