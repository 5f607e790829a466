import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportedArticle } from '../../src/corpus/article.ts';
import { createSearch } from '../../src/corpus/search.ts';
import { slug } from '../../src/kernel/ids.ts';
import { paragraph, plainBlocks } from '../../src/kernel/prose.ts';
import { below, type RandomState, seeded } from '../../src/kernel/random.ts';
import { jiebaTokenizer } from '../../src/sources/jieba.ts';
import { openLibrary } from '../../src/sources/library.ts';
import { openDatabase } from '../../src/store/database.ts';
import { openSearchIndex } from '../../src/store/search-index.ts';
import { type Row, repeated, spread, timed } from './measure.ts';

const SECTIONS = 100_000;
const PER_ARTICLE = 10;
const QUERIES = [
  '权重更新',
  'kd 树 最近邻',
  'learning rate',
  'AdamW 解耦 权重衰减',
  'receptive field stride',
  '偏置',
  'boostng',
  'exponential loss',
  '梯度 方向导数',
  'DDIM 采样',
];

/** Sections shuffled from the sentences of the library, so that words are as frequent as in real text. */
export async function search(): Promise<Row[]> {
  const { library } = openLibrary(new URL('../../content', import.meta.url).pathname);
  const sentences = library.articles.flatMap((article) =>
    article.sections.flatMap((section) =>
      plainBlocks(section.blocks)
        .split(/(?<=[。.!?！？])\s*/)
        .filter((sentence) => sentence.length > 10),
    ),
  );
  let dice: RandomState = seeded('sections');
  const pick = () => {
    const drawn = below(sentences.length, dice);
    dice = drawn.state;
    return sentences[drawn.value] ?? '';
  };
  const articles = function* (): Iterable<ImportedArticle> {
    for (let index = 0; index < SECTIONS / PER_ARTICLE; index++) {
      yield {
        origin: 'imported',
        slug: slug(`synthetic-${index}`),
        locale: index % 2 ? 'zh' : 'en',
        title: pick().slice(0, 20),
        aliases: [],
        version: String(index),
        area: null,
        source: 'synthetic',
        facts: {},
        topic: null,
        sections: Array.from({ length: PER_ARTICLE }, (_, part) => ({
          anchor: `s${part}`,
          title: pick().slice(0, 12),
          blocks: [paragraph(pick(), pick(), pick())],
        })),
      };
    }
  };
  const folder = mkdtempSync(join(tmpdir(), 'it-search-'));
  const file = join(folder, 'search.sqlite');
  const { raw, close } = openDatabase(file);
  const made = createSearch(openSearchIndex(raw), jiebaTokenizer(), library.terms);
  made.sync('authored', library.articles);
  const indexing = await timed(() => made.put(articles()));
  raw.pragma('wal_checkpoint(TRUNCATE)');
  const size = statSync(file).size / 1024 / 1024;
  const samples = await repeated(200, 20, (index) => made.find(QUERIES[Math.abs(index) % QUERIES.length] ?? '', { locale: 'zh' }));
  await close();
  rmSync(folder, { recursive: true, force: true });
  return [
    spread(`search over ${SECTIONS} sections`, samples),
    { name: 'indexing them', unit: 's', figures: { total: indexing / 1000 } },
    { name: 'the index on disk', unit: 'MiB', figures: { size } },
  ];
}
