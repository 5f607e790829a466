import { afterEach, beforeEach, describe, expect, it } from 'vitest';
// Loaded before the first deadline runs.
import '../../src/llm/server.ts';
import { type Millis, millis, seconds } from '../../src/kernel/time.ts';
import { type Access, openaiModel } from '../../src/llm/client.ts';
import type { Asked, ModelFault } from '../../src/llm/model.ts';
import { type Draft, summaryQuestion } from '../../src/llm/summary-prompt.ts';
import { FAKE_USAGE, type FakeModel, startFakeModel, type Trick } from '../support/fake-model.ts';
import { chinese } from './articles.ts';

const KEY = 'sk-very-secret-key-0123456789';

describe('a model on a compatible server', () => {
  let server: FakeModel;
  let waits: Millis[];
  beforeEach(async () => {
    server = await startFakeModel();
    waits = [];
  });
  afterEach(() => server.close());

  const model = (over: Partial<Access> = {}) =>
    openaiModel(
      { apiKey: { reveal: () => KEY }, baseUrl: server.url, model: 'small', ...over },
      {
        sleep: async (wait) => {
          waits.push(wait);
        },
        random: () => 0.5,
      },
    );

  const never = new AbortController().signal;
  const ask = (asked = model(), signal: AbortSignal = never): Promise<Asked<Draft>> => asked.ask(summaryQuestion(chinese()), signal);

  async function fault(trick: Trick, signal: AbortSignal = never): Promise<ModelFault> {
    server.plays(trick);
    const { answer } = await ask(model(), signal);
    if (answer.ok) throw new Error('answered');
    return answer.error;
  }

  it('is asked once, with the key, the schema and the article as data', async () => {
    const { answer, usage } = await ask();
    expect(answer).toMatchObject({ ok: true, value: { takeaways: { length: 3 } } });
    expect(usage).toEqual({ prompt: FAKE_USAGE.prompt_tokens, completion: FAKE_USAGE.completion_tokens });
    expect(server.heard).toHaveLength(1);
    expect(server.heard[0]).toMatchObject({ authorization: `Bearer ${KEY}`, path: '/v1/chat/completions', model: 'small' });
    expect(server.heard[0]?.schema).toMatchObject({
      type: 'json_schema',
      json_schema: { strict: true, schema: { required: ['sentences', 'takeaways'] } },
    });
    expect(server.heard[0]?.material).toContain('排队学习');
    expect(server.heard[0]?.instructions).not.toContain('排队学习');
  });

  it('without a key is not asked at all', async () => {
    expect((await ask(model({ apiKey: null }))).answer).toEqual({ ok: false, error: { kind: 'no-key' } });
    expect(server.heard).toHaveLength(0);
  });

  it('does not hear what the environment says to the openai package', async () => {
    const names = ['OPENAI_ORG_ID', 'OPENAI_PROJECT_ID', 'OPENAI_BASE_URL', 'OPENAI_ADMIN_KEY', 'OPENAI_API_KEY'];
    for (const name of names) process.env[name] = 'http://127.0.0.1:9/stranger';
    try {
      await ask();
    } finally {
      for (const name of names) delete process.env[name];
    }
    expect(JSON.stringify(server.heard[0]?.headers)).not.toContain('stranger');
    expect(server.heard[0]?.authorization).toBe(`Bearer ${KEY}`);
  });

  it.each<Trick>(['fenced', 'thinking-aloud', 'uncounted'])('is understood when its answer is %s', async (trick) => {
    server.plays(trick);
    expect((await ask()).answer.ok).toBe(true);
  });

  it('that does not count its tokens is counted by length', async () => {
    server.plays('uncounted');
    const { usage } = await ask();
    expect(usage.prompt).toBeGreaterThan(500);
    expect(usage.completion).toBeGreaterThan(50);
  });

  describe('that takes no schema', () => {
    it('is asked without it, and from then on only so', async () => {
      server.plays('refuses-schema');
      const asked = model();
      expect((await ask(asked)).answer.ok).toBe(true);
      expect((await ask(asked)).answer.ok).toBe(true);
      expect(server.heard.map((heard) => heard.schema !== null)).toEqual([true, false, false]);
    });

    it('is told the shape in words all the same', async () => {
      server.plays('refuses-schema');
      await ask();
      expect(server.heard[1]?.instructions).toContain('{"sentences": ["…"], "takeaways": ["…", "…", "…"]}');
    });

    it('is told from one that refuses everything', async () => {
      server.plays('echoes-key', 'echoes-key', 'well');
      const asked = model();
      expect((await ask(asked)).answer).toMatchObject({ ok: false, error: { kind: 'rejected' } });
      await ask(asked);
      expect(server.heard.map((heard) => heard.schema !== null)).toEqual([true, false, true]);
    });

    it('is told from one that took it before', async () => {
      server.plays('well', 'echoes-key');
      const asked = model();
      await ask(asked);
      expect((await ask(asked)).answer).toMatchObject({ ok: false, error: { kind: 'rejected' } });
      expect(server.heard).toHaveLength(2);
    });
  });

  it.each<[Trick, ModelFault]>([
    ['unauthorised', { kind: 'unauthorised', status: 401 }],
    ['no-such-model', { kind: 'rejected', status: 404, detail: '404 The model "small" does not exist' }],
    ['out-of-money', { kind: 'unpaid', status: 429 }],
    ['cut-by-length', { kind: 'cut', by: 'length' }],
    ['no-finish-reason', { kind: 'cut', by: 'unfinished' }],
    ['cut-json', { kind: 'malformed', what: 'body' }],
    ['web-page', { kind: 'malformed', what: 'body' }],
    ['no-choices', { kind: 'malformed', what: 'body' }],
    ['empty', { kind: 'malformed', what: 'empty' }],
    ['rubbish', { kind: 'malformed', what: 'not-json' }],
    ['wrong-shape', { kind: 'malformed', what: 'shape' }],
    ['refusal', { kind: 'refused', by: 'model' }],
    ['content-filter', { kind: 'refused', by: 'filter' }],
  ])('%s is final, and asked once', async (trick, expected) => {
    expect(await fault(trick)).toEqual(expected);
    expect(server.heard).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  it.each<[Trick, ModelFault]>([
    ['rate-limited', { kind: 'limited', retryAfter: null }],
    ['server-error', { kind: 'server', status: 503 }],
    ['cut-body', { kind: 'cut', by: 'connection' }],
  ])('%s is tried three times, further and further apart', async (trick, expected) => {
    expect(await fault(trick)).toEqual(expected);
    expect(server.heard).toHaveLength(3);
    expect(waits).toEqual([500, 1000]);
  });

  it('that answers at the second try has answered', async () => {
    server.plays('server-error', 'well');
    expect((await ask()).answer.ok).toBe(true);
    expect(server.heard).toHaveLength(2);
  });

  it('that is not there is a fault of the network, and is named', async () => {
    const gone = model({ baseUrl: server.url });
    await server.close();
    expect((await ask(gone)).answer).toEqual({ ok: false, error: { kind: 'network', code: 'ECONNREFUSED' } });
    expect(waits).toHaveLength(2);
  });

  describe('that asks to wait', () => {
    it('is waited for', async () => {
      server.retryAfter = '7';
      server.plays('rate-limited', 'well');
      expect((await ask()).answer.ok).toBe(true);
      expect(waits).toEqual([seconds(7)]);
    });

    it('longer than anybody would is not asked again', async () => {
      server.retryAfter = '3600';
      expect(await fault('rate-limited')).toEqual({ kind: 'limited', retryAfter: seconds(3600) });
      expect(server.heard).toHaveLength(1);
      expect(waits).toEqual([]);
    });

    it('until a date is understood by its own clock', async () => {
      server.retryAfter = new Date(Date.now() + 3_600_000).toUTCString();
      const found = await fault('rate-limited');
      expect(found.kind === 'limited' ? Math.abs(Number(found.retryAfter) - seconds(3600)) : Number.NaN).toBeLessThan(5000);
    });

    it.each(['soon', '-5', ''])('in words nobody understands (%s) is waited for as usual', async (words) => {
      server.retryAfter = words;
      expect(await fault('rate-limited')).toEqual({ kind: 'limited', retryAfter: null });
      expect(waits).toEqual([500, 1000]);
    });
  });

  describe('that takes too long', () => {
    it.each<Trick>(['hang', 'hang-in-body'])('(%s) is left at the deadline, and the connection closed', async (trick) => {
      expect(await fault(trick, AbortSignal.timeout(100))).toEqual({ kind: 'timeout' });
      await expect.poll(() => server.heard.map((heard) => heard.gaveUp)).toEqual([true]);
    });

    it('is paid for by its prompt', async () => {
      server.plays('hang');
      const { usage } = await ask(model(), AbortSignal.timeout(50));
      expect(usage).toEqual({ prompt: expect.toSatisfy((tokens: number) => tokens > 500), completion: 0 });
    });

    it('while we wait to ask again is left with what it said last', async () => {
      const deadline = new AbortController();
      const waiting = openaiModel(
        { apiKey: { reveal: () => KEY }, baseUrl: server.url, model: 'small' },
        { sleep: async () => deadline.abort(), random: () => 0.5 },
      );
      server.plays('server-error', 'well');
      expect((await ask(waiting, deadline.signal)).answer).toEqual({ ok: false, error: { kind: 'server', status: 503 } });
      expect(server.heard).toHaveLength(1);
    });

    it('when the deadline is over before the start is not asked', async () => {
      expect(await fault('well', AbortSignal.abort())).toEqual({ kind: 'timeout' });
      expect(server.heard).toHaveLength(0);
    });
  });

  it.each<Trick>(['unauthorised', 'echoes-key', 'server-error', 'rate-limited'])(
    'that says the key aloud (%s) is not quoted',
    async (trick) => {
      expect(JSON.stringify(await fault(trick))).not.toMatch(/secret|sk-/);
    },
  );

  it('that says a key aloud which does not look like one is not quoted', async () => {
    server.plays('echoes-key');
    const { answer } = await ask(model({ apiKey: { reveal: () => 'open.sesame' } }));
    expect(answer).toEqual({ ok: false, error: { kind: 'rejected', status: 400, detail: '400 bad header *** key *** in request' } });
  });

  it('waits no longer than the longest wait', async () => {
    const patient = openaiModel(
      { apiKey: { reveal: () => KEY }, baseUrl: server.url, model: 'small' },
      {
        sleep: async (wait) => {
          waits.push(wait);
        },
        random: () => 0.999,
      },
      { attempts: 6, backoff: seconds(1), longest: millis(3000) },
    );
    server.plays('server-error');
    await ask(patient);
    expect(waits.map((wait) => Math.round(wait / 100))).toEqual([10, 20, 30, 30, 30]);
  });
});
