import { expect, it } from 'vitest';
import { firstPhrase } from '../../../src/sources/listing/first-phrase.ts';
import { excerptBlocks } from '../../../src/sources/listing/paragraphs.ts';

it.each([
  ['灯塔的构造，先看塔身。', '灯塔的构造'],
  ['灯塔的高度怎样计算? 先看塔身。', '灯塔的高度怎样计算'],
  ['1. 灯塔介绍 灯塔由塔身组成。', '灯塔介绍'],
  ['💡 海边的灯塔很高，也很亮。', '海边的灯塔很高'],
  ['背景 本文介绍灯塔的历史。', '本文介绍灯塔的历史'],
  ['引言 GPS 同样使用了卫星的信号,信号很弱。', 'GPS 同样使用了卫星的信号'],
  ['最近,海边的灯塔越来越多,也越来越亮。', '最近,海边的灯塔越来越多'],
  ['🔖 https://example.org/a 灯塔的亮度。', '灯塔的亮度'],
  ['[公式] 其中的高度很重要。', '其中的高度很重要'],
  ['设 \\(h\\) 为高度，求它。', '设 h 为高度'],
  ['《Light: A History》一书介绍灯塔，很好。', '《Light: A History》一书介绍灯塔'],
  ['Lighthouses are tall. They are bright.', 'Lighthouses are tall'],
  ['Why version 2.0 of the lens is better: a story', 'Why version 2.0 of the lens is better'],
  ['简介', '简介'],
])('%s', (text, title) => {
  expect(firstPhrase(excerptBlocks(text))).toBe(title);
});

it('is shortened to what fits a line, without cutting a word', () => {
  expect(firstPhrase(excerptBlocks(`${'灯'.repeat(40)}。`))).toBe(`${'灯'.repeat(30)}…`);
  expect(firstPhrase(excerptBlocks('An unreasonably long beginning of a text that nobody would ever want as a title at all'))).toBe(
    'An unreasonably long beginning of a text that nobody would…',
  );
});

it('is nothing where there are no words', () => {
  expect(firstPhrase(excerptBlocks('[公式] ... 1.'))).toBeNull();
});
