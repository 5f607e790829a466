import { afterEach, beforeEach, describe, expect, it } from 'vitest';
// Loaded before the first deadline runs.
import '../../src/llm/server.ts';
import { authoredSummariser } from '../../src/app/authored-summariser.ts';
import { extractSummariser } from '../../src/app/extract-summariser.ts';
import type { Article } from '../../src/corpus/article.ts';
import { slug } from '../../src/kernel/ids.ts';
import { plain } from '../../src/kernel/prose.ts';
import { millis, minutes, seconds } from '../../src/kernel/time.ts';
import { openaiModel } from '../../src/llm/client.ts';
import { chooseSummariser, type Fallback, type ModelSummariser, modelSummariser, type Parts } from '../../src/llm/summariser.ts';
import { jiebaTokenizer } from '../../src/sources/jieba.ts';
import { ManualClock } from '../support/clock.ts';
import { FAKE_USAGE, type FakeModel, startFakeModel, type Trick } from '../support/fake-model.ts';
import { summariserSuite } from '../support/summariser-suite.ts';
import { chinese, english, imported } from './articles.ts';
import { MemoryCache, MemoryLedger } from './ledgers.ts';

const TOKENS = FAKE_USAGE.prompt_tokens + FAKE_USAGE.completion_tokens;
const pacing = { sleep: async () => {}, random: () => 0 };
const instead = authoredSummariser(extractSummariser(jiebaTokenizer()));

describe('the summariser with a model', () => {
  let server: FakeModel;
  let cache: MemoryCache;
  let usage: MemoryLedger;
  let clock: ManualClock;
  let reports: Fallback[];
  beforeEach(async () => {
    server = await startFakeModel();
    cache = new MemoryCache();
    usage = new MemoryLedger();
    clock = new ManualClock('2026-11-20T08:00:00Z');
    reports = [];
  });
  afterEach(() => server.close());

  const summariser = (over: Partial<Parts> = {}, name = 'small'): ModelSummariser =>
    modelSummariser({
      model: openaiModel({ apiKey: { reveal: () => 'sk-test' }, baseUrl: server.url, model: name }, pacing),
      instead,
      cache,
      usage,
      clock,
      timeout: seconds(20),
      dailyTokens: null,
      report: (fallback) => reports.push(fallback),
      ...over,
    });
  const kinds = (): string[] => reports.map(({ reason }) => reason.kind);
  /** So many articles, each another one. */
  const shelf = (count: number): Article[] => Array.from({ length: count }, (_, i) => chinese({ slug: slug(`topic-${i}`) }));

  it('gives the model’s words, in the language of the article', async () => {
    const zh = await summariser().summarise(chinese());
    expect(zh.by).toBe('model');
    expect(plain(zh.sentences[0] ?? [])).toContain('弱分类器排队学习');
    const en = await summariser().summarise(english());
    expect(en.by).toBe('model');
    expect(plain(en.sentences[0] ?? [])).toContain('weak classifiers in a line');
    expect(server.heard.map(({ instructions }) => /Write in ([\w ]+),/.exec(instructions)?.[1])).toEqual(['Simplified Chinese', 'English']);
    expect(reports).toEqual([]);
  });

  describe('falls back, says why, and keeps nothing', () => {
    it.each<[Trick, string]>([
      ['unauthorised', 'unauthorised'],
      ['out-of-money', 'unpaid'],
      ['rate-limited', 'limited'],
      ['no-such-model', 'rejected'],
      ['server-error', 'server'],
      ['cut-body', 'cut'],
      ['cut-json', 'malformed'],
      ['cut-by-length', 'cut'],
      ['no-finish-reason', 'cut'],
      ['web-page', 'malformed'],
      ['no-choices', 'malformed'],
      ['refusal', 'refused'],
      ['content-filter', 'refused'],
      ['empty', 'malformed'],
      ['rubbish', 'malformed'],
      ['wrong-shape', 'malformed'],
    ])('%s', async (trick, kind) => {
      server.plays(trick);
      const summary = await summariser().summarise(chinese());
      expect(summary).toMatchObject({ by: 'author', takeaways: { length: 3 } });
      expect(reports).toMatchObject([{ slug: 'adaboost', locale: 'zh', reason: { kind } }]);
      expect(usage.calls.map(({ outcome }) => outcome)).toEqual([kind]);
      expect(cache.kept.size).toBe(0);
    });

    it.each<Trick>(['hang', 'hang-in-body'])('%s, at the end of its time', async (trick) => {
      server.plays(trick);
      expect((await summariser({ timeout: millis(150) }).summarise(chinese())).by).toBe('author');
      expect(kinds()).toEqual(['timeout']);
      await expect.poll(() => server.heard.map(({ gaveUp }) => gaveUp)).toEqual([true]);
    });

    const unfit: [Trick, string][] = [
      ['wrong-language', 'language'],
      ['invents-number', 'number'],
      ['invents-formula', 'formula'],
      ['too-long', 'too-long'],
      ['two-sentences', 'sentence-count'],
      ['repeats-instructions', 'instructions'],
      ['advertises', 'link'],
    ];
    it.each(unfit.flatMap(([trick, reason]) => [chinese(), english()].map((article) => [trick, article.locale, reason, article] as const)))(
      '%s (%s): %s',
      async (trick, _locale, reason, article) => {
        server.plays(trick);
        expect((await summariser().summarise(article)).by).toBe('author');
        const told = reports[0]?.reason;
        expect(told?.kind === 'unfit' ? told.faults.map((one) => one.reason) : told).toContain(reason);
        expect(usage.calls).toEqual([{ model: 'small', purpose: 'summary', promptTokens: 1200, completionTokens: 300, outcome: 'unfit' }]);
        expect(cache.kept.size).toBe(0);
      },
    );

    it('no key', async () => {
      const model = openaiModel({ apiKey: null, baseUrl: server.url, model: 'small' }, pacing);
      expect((await summariser({ model }).summarise(chinese())).by).toBe('author');
      expect(kinds()).toEqual(['no-key']);
    });

    it('nobody at that address', async () => {
      const asked = summariser();
      await server.close();
      expect((await asked.summarise(chinese())).by).toBe('author');
      expect(kinds()).toEqual(['network']);
    });

    it('an import by its extract, until the model is back', async () => {
      const article = imported(
        '随机森林由许多棵决策树组成。每棵树只看到一部分样本和特征。最后由所有的树一起投票。单棵树很容易过拟合。很多棵树平均起来就稳得多。它的代价是模型变大。',
      );
      server.plays('server-error', 'server-error', 'server-error', 'well');
      const asked = summariser();
      expect((await asked.summarise(article)).by).toBe('extract');
      expect((await asked.summarise(article)).by).toBe('model');
      expect(kinds()).toEqual(['server']);
    });

    it('and does not ask about an import of which hardly a sentence is whole', async () => {
      const torn = imported('它的公式是 [公式]，其中 [公式] 是权重。随机森林由许多棵决策树组成。最后由所有的树一起投');
      await summariser().summarise(torn);
      expect(kinds()).toEqual(['too-little']);
      expect(server.heard).toHaveLength(0);
    });
  });

  describe('keeps what the model wrote', () => {
    it('and asks once, also after a restart', async () => {
      const first = await summariser().summarise(chinese());
      expect(await summariser().summarise(chinese())).toEqual(first);
      expect(server.heard).toHaveLength(1);
      expect([...cache.kept.keys()]).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
    });

    it('apart by version, language, topic and model', async () => {
      const asked = summariser();
      for (const article of [chinese(), english(), chinese({ version: 'v2' }), chinese({ slug: slug('gbdt') })])
        await asked.summarise(article);
      await summariser({}, 'large').summarise(chinese());
      expect(server.heard).toHaveLength(5);
      expect(cache.kept.size).toBe(5);
    });

    it('and asks once for all who ask at the same time', async () => {
      const asked = summariser();
      const summaries = await Promise.all(Array.from({ length: 20 }, () => asked.summarise(chinese())));
      expect(new Set(summaries.map((summary) => JSON.stringify(summary))).size).toBe(1);
      expect(server.heard).toHaveLength(1);
    });

    it('and a failure is shared only by those who asked at the same time', async () => {
      server.plays('unauthorised', 'well');
      const asked = summariser();
      const summaries = await Promise.all([asked.summarise(chinese()), asked.summarise(chinese())]);
      expect(summaries.map(({ by }) => by)).toEqual(['author', 'author']);
      expect((await asked.summarise(chinese())).by).toBe('model');
      expect(server.heard).toHaveLength(2);
    });
  });

  describe('leaves a model alone that keeps failing', () => {
    it('after five failures in a row, for ten minutes', async () => {
      server.plays('unauthorised');
      const asked = summariser();
      for (const article of shelf(7)) await asked.summarise(article);
      expect(server.heard).toHaveLength(5);
      expect(kinds()).toEqual([...Array(5).fill('unauthorised'), 'circuit-open', 'circuit-open']);
      expect(asked.circuit()).toBe('open');
      server.plays('well');
      clock.jump(clock.now() + minutes(10) - 1);
      await asked.summarise(chinese());
      expect(server.heard).toHaveLength(5);
      clock.jump(clock.now() + 1);
      expect(asked.circuit()).toBe('half-open');
      expect((await asked.summarise(chinese())).by).toBe('model');
      expect(asked.circuit()).toBe('closed');
    });

    it('but serves what is in the cache', async () => {
      const asked = summariser({ circuit: { failures: 1, pause: minutes(10) } });
      await asked.summarise(chinese());
      server.plays('unauthorised');
      await asked.summarise(english());
      expect(asked.circuit()).toBe('open');
      expect((await asked.summarise(chinese())).by).toBe('model');
    });
  });

  describe('with a budget for the day', () => {
    it('asks until it is spent, then says so', async () => {
      const asked = summariser({ dailyTokens: 2 * TOKENS });
      const by = [];
      for (const article of shelf(4)) by.push((await asked.summarise(article)).by);
      expect(by).toEqual(['model', 'model', 'author', 'author']);
      expect(reports[0]?.reason).toEqual({ kind: 'budget', spent: 2 * TOKENS, allowed: 2 * TOKENS });
      expect(asked.circuit()).toBe('closed');
      expect(usage.calls).toHaveLength(2);
    });
  });

  it('does not report anything secret', async () => {
    server.plays('echoes-key', 'unauthorised');
    const asked = summariser();
    for (const article of shelf(2)) await asked.summarise(article);
    expect(reports).toHaveLength(2);
    expect(JSON.stringify([reports, usage.calls])).not.toContain('sk-test');
  });

  summariserSuite('a model', () => summariser(), { chinese: chinese(), english: english() });
  summariserSuite(
    'a model that fails',
    () => {
      server.plays('server-error');
      return summariser();
    },
    { chinese: chinese(), english: english() },
  );
});

describe('the choice of a summariser', () => {
  const parts = { tokenizer: jiebaTokenizer(), cache: new MemoryCache(), usage: new MemoryLedger(), clock: new ManualClock(0), pacing };

  it('without a model is what the articles bring with them', async () => {
    const { summariser, status } = chooseSummariser({ ...parts, config: null, log: { warn: () => {} } });
    expect(status).toBeNull();
    expect((await summariser.summarise(chinese())).by).toBe('author');
  });

  it('with a model is the model, which logs when it is not used', async () => {
    const server = await startFakeModel('well', 'out-of-money');
    const logged: object[] = [];
    const config = { apiKey: { reveal: () => 'sk-test' }, baseUrl: server.url, model: 'small', timeout: seconds(20), dailyTokens: 9000 };
    const { summariser, status } = chooseSummariser({ ...parts, config, log: { warn: (facts) => logged.push(facts) } });
    expect(status).toMatchObject({ name: 'small', dailyTokens: 9000 });
    expect((await summariser.summarise(chinese())).by).toBe('model');
    expect((await summariser.summarise(english())).by).toBe('author');
    expect(logged).toEqual([{ slug: 'adaboost', locale: 'en', reason: { kind: 'unpaid', status: 429 } }]);
    expect(status?.circuit()).toBe('closed');
    await server.close();
  });
});
