import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { figureValues } from '../../src/figures/figure.ts';
import { FIGURES } from '../../src/figures/index.ts';
import { lookFor } from '../../src/figures/kit/index.ts';
import { LOCALES } from '../../src/kernel/locale.ts';
import { type Inline, type Prose, plain, plainBlocks } from '../../src/kernel/prose.ts';
import { FAMILIES, fontFiles } from '../../src/render/fonts.ts';
import { wordRuns } from '../../src/render/typeset.ts';
import { realLibrary } from '../gallery/content.ts';
import { familyOf, glyphsOf } from '../support/glyphs.ts';

const files = fontFiles();
const fonts = new Map(files.map((file) => [file, glyphsOf(file)]));

/** Letters of a text that none of the fonts has: a reader would see a box. */
function missing(text: string, among: readonly string[] = files): readonly string[] {
  const has = (sign: string) => among.some((file) => fonts.get(file)?.(sign.codePointAt(0) ?? 0));
  // A letter may be put together from itself and its mark.
  const lacks = (letter: string) =>
    !/^[\s\p{Cf}\p{Variation_Selector}]$/u.test(letter) && !has(letter) && ![...letter.normalize('NFD')].every(has);
  const suspects = [...new Set(text)].filter(lacks);
  if (suspects.length === 0) return [];
  // What is drawn is not what is written: emoji are pictures, and x₀ is a small 0.
  const lines = text.split('\n').filter((line) => suspects.some((letter) => line.includes(letter)));
  const drawn = wordRuns(lines.join('\n')).flatMap((run) => (run.kind === 'text' ? [...run.text] : []));
  return [...new Set(drawn)].filter(lacks);
}

const words = (content: Prose): string => plain(content.filter((node: Inline) => node.kind !== 'math'));

describe('the fonts', () => {
  it('are called what typst and resvg look for', () => {
    expect(FAMILIES.slice(0, new Set(files.map(familyOf)).size).toSorted()).toEqual([...new Set(files.map(familyOf))].toSorted());
  });

  it('have what they are there for', () => {
    expect(missing('深度学习 Ünïcödé Привет ελληνικά')).toEqual([]);
    expect(missing('안녕 مرحبا שלום नमस्ते สวัสดี ∇⊙ℝ')).toEqual([]);
    expect(missing('\u{12000}')).toEqual(['\u{12000}']);
  });

  it('have every letter of the messages', () => {
    const folder = new URL('../../content/messages/', import.meta.url);
    const faults = readdirSync(folder).flatMap((file) =>
      missing(readFileSync(new URL(file, folder), 'utf8')).map((letter) => `${file}: ${letter}`),
    );
    expect(faults).toEqual([]);
  });

  it('have every letter of the articles, the questions and the register', () => {
    const { articles, questions, topics, terms } = realLibrary();
    const blockText = articles.flatMap((article) => article.sections.flatMap((section) => [section.title, plainBlocks(section.blocks)]));
    const lines = [
      ...topics.flatMap(({ titles }) => [titles.zh, titles.en]),
      ...terms.flatMap(({ names, define }) => [names.zh, names.en, define.zh, define.en]),
      ...articles.flatMap((article) => [article.title, words(article.summary), ...article.takeaways.map(words)]),
      ...questions.flatMap((question) =>
        LOCALES.flatMap((locale) => [words(question.prompt[locale]), words(question.explanation[locale])]),
      ),
      ...questions.flatMap((question) =>
        question.kind === 'choice' || question.kind === 'several'
          ? question.options.flatMap(({ text, why }) => LOCALES.flatMap((locale) => [words(text[locale]), words(why[locale])]))
          : question.kind === 'order'
            ? question.items.flatMap((item) => LOCALES.map((locale) => words(item[locale])))
            : [],
      ),
      ...blockText,
    ];
    expect(missing(lines.join('\n'))).toEqual([]);
  });

  it('have every letter of the figures, among those that figures are drawn with', () => {
    const faults = FIGURES.flatMap((figure) =>
      LOCALES.flatMap((locale) => {
        const values = figureValues(figure.params, {});
        if (!values.ok) throw new Error(figure.name);
        const svg = figure.draw(values.value, lookFor(locale, 'light'));
        const shown = [...svg.matchAll(/>([^<]+)</g)].map(([, text]) => text?.replaceAll(/&(?:amp|lt|gt|quot);/g, '')).join('');
        return missing(shown, files.slice(0, 3)).map((letter) => `${figure.name} (${locale}): ${letter}`);
      }),
    );
    expect(faults).toEqual([]);
  });
});
