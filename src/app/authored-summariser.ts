import { sentences } from '../corpus/sentences.ts';
import type { Summariser } from './summariser.ts';

/** Without a model: our own articles have a summary from their author, imported ones get the extract. */
export function authoredSummariser(extract: Summariser): Summariser {
  return {
    async summarise(article) {
      if (article.origin === 'imported') return extract.summarise(article);
      return { sentences: sentences(article.summary), takeaways: article.takeaways, by: 'author' };
    },
  };
}
