import { fileURLToPath } from 'node:url';
import type { Library } from '../../src/corpus/article.ts';
import type { Locale } from '../../src/kernel/locale.ts';
import { heading, type ProseBlock } from '../../src/kernel/prose.ts';
import { openLibrary } from '../../src/sources/library.ts';
import { openMessages } from '../../src/voice.ts';

const content = fileURLToPath(new URL('../../content', import.meta.url));

export const messages = openMessages(content);

let library: Library | undefined;

/** The library as it is, read once. */
export function realLibrary(): Library {
  library ??= openLibrary(content).library;
  return library;
}

/** Pages as the bot would typeset them, one for each kind of block that needs care: by the article it comes from. */
export function proseSamples(locale: Locale): Readonly<Record<string, readonly ProseBlock[]>> {
  const slugs = ['adaboost', 'tf-export', 'mixed-precision', 'kd-tree', 'pca', 'gbdt', 'ddim', 'xgboost', 'flash-attention', 'r-fcn'];
  const pages = slugs.flatMap((slug): [string, readonly ProseBlock[]][] => {
    const article = realLibrary().articles.find((one) => one.slug === slug && one.locale === locale);
    if (!article) return [];
    const blocks = article.sections.flatMap((section) => section.blocks);
    const rare = ['table', 'code', 'list', 'quote'].flatMap((kind) => blocks.filter((block) => block.kind === kind).slice(0, 1));
    const page: ProseBlock[] = [
      heading(2, article.title),
      { kind: 'paragraph', content: article.summary },
      { kind: 'list', ordered: false, items: article.takeaways },
      ...rare,
      { kind: 'math', tex: article.formula },
    ];
    return [[slug, page]];
  });
  return Object.fromEntries(pages);
}
