import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

const locales = ['zh', 'en'] as const;

/** The raw Markdown of an article of ours. */
export function articleSource(slug: string, locale: 'zh' | 'en'): string {
  return readFileSync(new URL(`../../content/articles/${locale}/${slug}.md`, import.meta.url), 'utf8');
}

/**
 * Holds a computed number against the text: both languages of the article must state it, written with the given number of
 * decimals (trailing zeros may be left out) and not as part of a longer number.
 */
export function expectStated(slug: string, value: number, decimals: number): void {
  const fixed = value.toFixed(decimals);
  const short = decimals > 0 ? fixed.replace(/\.?0+$/, '') : fixed;
  const pattern = new RegExp(`(?<![\\d.])(?:${literally(fixed)}|${literally(short)})(?!\\d|\\.\\d)`);
  for (const locale of locales) {
    expect(articleSource(slug, locale).replaceAll('−', '-').replaceAll('{,}', ''), `${slug} (${locale}) states ${fixed}`).toMatch(pattern);
  }
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
