import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockSentences, sentences } from '../../src/corpus/sentences.ts';
import { heading, type Inline, math, paragraph, plain, prose, text } from '../../src/kernel/prose.ts';

const cutText = (line: string): string[] => sentences([text(line)]).map(plain);

describe('a sentence ends', () => {
  it('at Chinese marks, with the quotes and brackets that belong to it', () => {
    expect(cutText('他说：“为什么？”于是我们试了。结果很好！（见前文。）完')).toEqual([
      '他说：“为什么？”',
      '于是我们试了。',
      '结果很好！',
      '（见前文。）',
      '完',
    ]);
  });

  it('at English marks before white space', () => {
    expect(cutText('Why? Because it works. "Does it?" It does! Yes')).toEqual([
      'Why?',
      'Because it works.',
      '"Does it?"',
      'It does!',
      'Yes',
    ]);
  });

  it('at a narrow point between Chinese', () => {
    expect(cutText('先做归一化.再训练.')).toEqual(['先做归一化.', '再训练.']);
  });

  it('at an empty line', () => {
    expect(cutText('标题\n\n正文。')).toEqual(['标题', '正文。']);
  });
});

describe('a sentence does not end', () => {
  it.each([
    ['in a decimal', 'The rate is 0.01 and falls to 1e-3.5 later.'],
    ['after an abbreviation', 'See Fig. 3 and Eq. 4, i.e. the rate of Freund et al. Theory says so, e.g. Here.'],
    ['after an initial', 'It was shown by Robert E. Schapire and Y. Freund.'],
    ['in an ellipsis', '数据 x_1, x_2, ..., x_n 与 a+...+b 相加。'],
    ['in an address or a name', 'torch.nn.Linear stands at pytorch.org here.'],
    ['after the number of an item', '优点包括: 1. 训练快 2. 不易过拟合。'],
    ['before a small letter', 'He wrote v. and then more.'],
    ['before a comma', '他问“好吗？”，没有人回答。'],
    ['in a version', 'Kimi k1.5 and YOLOv2.0 are models.'],
  ])('%s', (_, line) => {
    expect(cutText(line)).toEqual([line]);
  });
});

it('keeps formulas whole and styles as they are', () => {
  const line: Inline[] = [text('令 '), math('x = 0.5. y'), text('。则 '), text('误差', 'strong'), text(' 为 '), math('e'), text('。')];
  expect(sentences(line)).toEqual([
    [text('令 '), math('x = 0.5. y'), text('。')],
    [text('则 '), text('误差', 'strong'), text(' 为 '), math('e'), text('。')],
  ]);
});

it('takes sentences from paragraphs, quotes and lists only', () => {
  const blocks = [
    heading(2, '标题。'),
    paragraph('一。二。'),
    { kind: 'math' as const, tex: 'x.' },
    { kind: 'list' as const, ordered: true, items: [prose('三。'), prose('四。')] },
    { kind: 'code' as const, text: 'a. b.' },
  ];
  expect(blockSentences(blocks).map(plain)).toEqual(['一。', '二。', '三。', '四。']);
});

it('loses nothing but white space', () => {
  const pieces = fc.constantFrom('一', 'Ab', '。', '. ', '.', '? ', '“', '”', ' ', '\n', '3', '...', '：', 'e.g. ');
  const bare = (line: string) => line.replaceAll(/\s/g, '');
  fc.assert(
    fc.property(fc.array(pieces), (parts) => {
      const line = parts.join('');
      expect(bare(cutText(line).join(''))).toBe(bare(line));
    }),
  );
});
