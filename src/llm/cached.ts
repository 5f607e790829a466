import { createHash } from 'node:crypto';
import type { Summariser, Summary, SummaryCache } from '../app/summariser.ts';
import type { Article } from '../corpus/article.ts';
import { PROMPT_VERSION } from './summary-prompt.ts';

/**
 * An article is summarised once a language, version, prompt and model, however many ask and also when they ask at once. Only the
 * model's summaries are kept: the others cost nothing, and the model may be back next time.
 */
export function cached(summariser: Summariser, cache: SummaryCache, model: string): Summariser {
  const underWay = new Map<string, Promise<Summary>>();

  async function find(key: string, article: Article): Promise<Summary> {
    const kept = await cache.get(key);
    if (kept !== null) return kept;
    const summary = await summariser.summarise(article);
    if (summary.by === 'model') await cache.put(key, summary);
    return summary;
  }

  return {
    summarise(article) {
      const key = cacheKey(article, model);
      const running = underWay.get(key);
      if (running) return running;
      const finding = find(key, article).finally(() => underWay.delete(key));
      underWay.set(key, finding);
      return finding;
    },
  };
}

function cacheKey({ version, locale, slug }: Article, model: string): string {
  return createHash('sha256')
    .update(JSON.stringify([version, locale, slug, PROMPT_VERSION, model]))
    .digest('hex');
}
