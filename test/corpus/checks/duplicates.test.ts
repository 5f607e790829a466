import { expect, test } from 'vitest';
import type { Question, ShortQuestion } from '../../../src/corpus/article.ts';
import { alike } from '../../../src/corpus/checks/duplicates.ts';
import { questionId, slug } from '../../../src/kernel/ids.ts';
import { prose } from '../../../src/kernel/prose.ts';
import { bankOf, expectFaults, goodLibrary, replaced, withQuestion } from '../../support/mini-library.ts';

const asked = (zh: string, en: string, answer = ['残差', 'residual']): ShortQuestion => ({
  kind: 'short',
  id: questionId(zh),
  topic: slug('alpha'),
  level: 1,
  section: 'top',
  prompt: { zh: prose(zh), en: prose(en) },
  explanation: { zh: [], en: [] },
  accepted: { zh: [answer[0] ?? ''], en: [answer[1] ?? ''] },
});

const pairs = (...questions: Question[]): [number, number][] => alike(questions).map(({ first, second }) => [first, second]);

test('a question that is asked again in another bank is a fault of the later one, and names the first', () => {
  const [copy] = bankOf('beta').questions;
  const files = withQuestion(goodLibrary(), 'alpha', 0, { prompt: copy?.prompt, options: copy?.options });
  expectFaults(files, {
    rule: 'duplicate',
    file: 'questions/beta.yaml',
    at: 'id: beta-q1',
    problem: /beta-q1 is nearly alpha-q1 \(questions\/alpha.yaml:3\)/,
  });
});

test('a reworded question is found', () => {
  expect(
    pairs(
      asked('梯度提升的每一轮，新的树拟合的是什么量？', 'In each round of gradient boosting, which quantity does the new tree fit?'),
      asked('在梯度提升的每一轮里，新的一棵树拟合的是什么？', 'In every round of gradient boosting, what quantity does the new tree fit?'),
    ),
  ).toEqual([[0, 1]]);
});

test('the same question with other numbers is found', () => {
  expect(
    pairs(
      asked(
        '卷积核大小为 3、步长为 2、输入宽度为 32、无填充时，输出宽度是多少？',
        'Kernel size 3, stride 2, input width 32, no padding: how wide is the output?',
        ['15', '15'],
      ),
      asked(
        '卷积核大小为 5、步长为 2、输入宽度为 64、无填充时，输出宽度是多少？',
        'Kernel size 5, stride 2, input width 64, no padding: how wide is the output?',
        ['30', '30'],
      ),
    ),
  ).toEqual([[0, 1]]);
});

test('two questions about one thing are not the same question', () => {
  expect(
    pairs(
      asked('梯度提升的每一轮，新的树拟合的是什么量？', 'In each round of gradient boosting, which quantity does the new tree fit?'),
      asked('梯度提升为什么给每棵新树乘一个小的学习率？', 'Why does gradient boosting multiply each new tree by a small learning rate?', [
        '正则化',
        'to regularise',
      ]),
    ),
  ).toEqual([]);
});

test('a short stem that many questions share does not make them the same', () => {
  const answers = [
    ['权重按指数更新，错分的样本变重', 'weights are updated exponentially and grow for misclassified samples'],
    ['学习率越小，需要的树越多', 'the smaller the learning rate, the more trees are needed'],
  ];
  expect(pairs(...answers.map((answer) => asked('下列说法哪个正确？', 'Which statement is right?', answer)))).toEqual([]);
});

test('a copy that differs in English only is found by the Chinese', () => {
  const files = replaced(goodLibrary(), 'questions/alpha.yaml', 'id: alpha-q12', 'id: alpha-q12');
  expectFaults(files);
  expect(pairs(asked('同样的一个问题在这里问了两遍', 'abc def ghi jkl'), asked('同样的一个问题在这里问了两遍', 'mno pqr stu vwx'))).toEqual(
    [[0, 1]],
  );
});
