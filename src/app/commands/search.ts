import type { Block } from '../../chat/view.ts';
import { prose, text } from '../../kernel/prose.ts';
import { ok } from '../../kernel/result.ts';
import { command, line, privately } from '../call.ts';

const SHOWN = 5;

export const search = command({
  name: 'search',
  params: { words: { kind: 'words', most: 10_000 } },
  allowed: 'anyone',
  async run({ say, parts }, { words }) {
    const shown = words.slice(0, 60);
    const hits = await parts.shelf.search(words, say.locale, SHOWN);
    if (hits.length === 0) return ok([privately(line(say.rich('search-none', { words: shown })))]);
    const blocks: Block[] = [{ kind: 'heading', level: 3, content: say.rich('search-title', { words: shown }) }];
    for (const hit of hits) {
      const href = `topic:${hit.slug}#${hit.anchor}`;
      const name = hit.section && hit.section !== hit.title ? `${hit.title} · ${hit.section}` : hit.title;
      blocks.push({
        kind: 'paragraph',
        content: prose({ kind: 'link', text: name, href }, hit.imported ? text(say('search-imported')) : ''),
      });
      blocks.push({ kind: 'quote', content: hit.snippet });
    }
    return ok([privately(...blocks)]);
  },
});
