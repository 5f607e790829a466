import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Topic } from '../../src/corpus/article.ts';
import { pathGraph, withPathGraph } from '../../src/corpus/path-graph.ts';
import { slug } from '../../src/kernel/ids.ts';
import { readTopics } from '../../src/sources/register-file.ts';

const CONTENT = new URL('../../content/', import.meta.url);

const topic = (name: string, area: Topic['area'], ...after: string[]): Topic => ({
  slug: slug(name),
  titles: { zh: '甲', en: `On "${name}"` },
  area,
  after: after.map((one) => slug(one)),
});

test('each area is a box of its topics, in the order of the areas, and each step an arrow', () => {
  expect(pathGraph([topic('kd-tree', 'deep-learning', 'pca', 'gradient'), topic('pca', 'classical'), topic('gradient', 'classical')])).toBe(
    [
      'flowchart LR',
      '  subgraph area_classical["Classical"]',
      '    pca["On #quot;pca#quot;"]',
      '    gradient["On #quot;gradient#quot;"]',
      '  end',
      '  subgraph area_deep_learning["Deep learning"]',
      '    kd_tree["On #quot;kd-tree#quot;"]',
      '  end',
      '  pca --> kd_tree',
      '  gradient --> kd_tree',
    ].join('\n'),
  );
});

test('a text without a place for the graph is refused', () => {
  expect(() => withPathGraph('# The library', [])).toThrow(/no place for the graph/);
});

test('the README draws the path of the register as it is now', () => {
  const topics = readTopics(readFileSync(new URL('topics.yaml', CONTENT), 'utf8')).rows.map((row) => row.topic);
  const readme = readFileSync(new URL('README.md', CONTENT), 'utf8');
  expect(withPathGraph(readme, topics)).toBe(readme);
  for (const { slug: name } of topics) expect(readme).toContain(`    ${name.replaceAll('-', '_')}["`);
});
