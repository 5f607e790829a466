import { describe, expect, it } from 'vitest';
import type { Summariser } from '../../src/app/summariser.ts';
import type { Article } from '../../src/corpus/article.ts';
import { plain } from '../../src/kernel/prose.ts';

/** What every summariser promises of a sound article, whoever writes the summary. */
export function summariserSuite(
  name: string,
  make: () => Summariser,
  articles: { readonly chinese: Article; readonly english: Article },
): void {
  describe(`${name} as a summariser`, () => {
    it.each(['chinese', 'english'] as const)('writes three to five sentences and three takeaways (%s)', async (language) => {
      const { sentences, takeaways } = await make().summarise(articles[language]);
      expect(sentences.length).toBeGreaterThanOrEqual(3);
      expect(sentences.length).toBeLessThanOrEqual(5);
      expect(takeaways).toHaveLength(3);
      expect([...sentences, ...takeaways].every((line) => plain(line).trim() !== '')).toBe(true);
    });

    it.each(['chinese', 'english'] as const)('writes in the language of the article (%s)', async (language) => {
      const { sentences } = await make().summarise(articles[language]);
      expect(sentences.every((line) => /\p{Script=Han}/u.test(plain(line)))).toBe(language === 'chinese');
    });

    it('writes the same again', async () => {
      const summariser = make();
      expect(await summariser.summarise(articles.chinese)).toEqual(await summariser.summarise(articles.chinese));
    });

    it('gives plain JSON', async () => {
      const summary = await make().summarise(articles.chinese);
      expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
    });
  });
}
