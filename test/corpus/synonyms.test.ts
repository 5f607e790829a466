import { expect, it } from 'vitest';
import type { Question } from '../../src/corpus/article.ts';
import { withSynonyms } from '../../src/corpus/synonyms.ts';
import { questionId, slug } from '../../src/kernel/ids.ts';
import { term } from '../support/articles.ts';

const short = (zh: readonly string[], en: readonly string[]): Question => ({
  id: questionId('q'),
  topic: slug('gbdt'),
  section: 'top',
  level: 1,
  kind: 'short',
  prompt: { zh: [], en: [] },
  explanation: { zh: [], en: [] },
  accepted: { zh, en },
});

const terms = [
  term('gbdt', '梯度提升树', 'gradient boosted trees', ['GBDT', 'MART'], ['gbdt']),
  term('map-mean', '平均精度均值', 'mean average precision', ['MAP'], []),
  term('map-posterior', '最大后验', 'maximum a posteriori', ['MAP'], []),
];

it('every name of the answer is accepted, in both languages, and what is shown stays first', () => {
  const [question] = withSynonyms([short(['梯度提升树'], ['gradient-boosted trees'])], terms);
  expect(question).toMatchObject({ accepted: { zh: ['梯度提升树'] } });
  if (question?.kind !== 'short') throw new Error('another question');
  expect(question.accepted.en[0]).toBe('gradient-boosted trees');
  expect(question.accepted.en).toEqual(expect.arrayContaining(['GBDT', 'MART']));
});

it('an abbreviation that stands for two things brings none of them along', () => {
  const before = short([], ['MAP']);
  expect(withSynonyms([before], terms)).toEqual([before]);
});

it('a question without a term stays the same', () => {
  const before = short(['别的'], ['something else']);
  expect(withSynonyms([before], terms)[0]).toBe(before);
});
