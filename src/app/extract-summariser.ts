import { extract } from '../corpus/extract.ts';
import type { Tokenizer } from '../corpus/tokens.ts';
import type { Summariser } from './summariser.ts';

/** As many as a chat message bears well; a short text gives fewer. */
const SENTENCES = 4;

/** The sentences of the text itself that say most. */
export function extractSummariser(tokenizer: Tokenizer): Summariser {
  return {
    async summarise(article) {
      return { ...extract(article, tokenizer, { sentences: SENTENCES, locale: article.locale }), by: 'extract' };
    },
  };
}
