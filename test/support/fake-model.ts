import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server does with one question. All but the first few are what real servers do on bad days. */
export type Trick =
  | 'well'
  /** Good answers in bad clothes. */
  | 'fenced'
  | 'thinking-aloud'
  | 'uncounted'
  /** 400 where a `response_format` comes along, else well. */
  | 'refuses-schema'
  | 'unauthorised'
  | 'echoes-key'
  | 'no-such-model'
  | 'out-of-money'
  | 'rate-limited'
  | 'server-error'
  | 'hang'
  | 'hang-in-body'
  | 'cut-body'
  | 'cut-json'
  | 'cut-by-length'
  | 'no-finish-reason'
  | 'web-page'
  | 'no-choices'
  | 'refusal'
  | 'content-filter'
  | 'empty'
  | 'rubbish'
  | 'wrong-shape'
  | 'wrong-language'
  | 'invents-number'
  | 'invents-formula'
  | 'too-long'
  | 'two-sentences'
  | 'repeats-instructions'
  | 'advertises';

/** A question as it arrived. */
export interface Heard {
  readonly authorization: string | undefined;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly model: string;
  readonly schema: unknown;
  readonly instructions: string;
  readonly material: string;
  /** The client went away before it had its answer. */
  gaveUp: boolean;
}

export interface FakeModel {
  /** Base URL for a client. */
  readonly url: string;
  /** Every question so far, in order. */
  readonly heard: readonly Heard[];
  /** One for each question to come; the last one stays. */
  plays(...tricks: readonly Trick[]): void;
  /** What a `rate-limited` answer asks to wait; null leaves it out. */
  retryAfter: string | null;
  close(): Promise<void>;
}

export const FAKE_USAGE = { prompt_tokens: 1200, completion_tokens: 300 };

interface Draft {
  readonly sentences: readonly string[];
  readonly takeaways: readonly string[];
}

/** An OpenAI-compatible server on loopback that summarises by quoting, or does what it was told to. */
export async function startFakeModel(...tricks: readonly Trick[]): Promise<FakeModel> {
  let script = [...tricks];
  const heard: Heard[] = [];
  const server = createServer(async (request, response) => {
    const asked = await hear(request);
    heard.push(asked);
    response.on('close', () => {
      asked.gaveUp = !response.writableFinished;
    });
    const trick = (script.length > 1 ? script.shift() : script[0]) ?? 'well';
    answer(trick, asked, response, fake.retryAfter);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const fake: FakeModel = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    heard,
    plays: (...next) => {
      script = [...next];
    },
    retryAfter: null,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return fake;
}

async function hear(request: IncomingMessage): Promise<Heard> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as {
    model: string;
    messages: readonly { role: string; content: string }[];
    response_format?: unknown;
  };
  const said = (role: string): string => body.messages.find((message) => message.role === role)?.content ?? '';
  return {
    authorization: request.headers.authorization,
    path: request.url ?? '',
    headers: request.headers,
    model: body.model,
    schema: body.response_format ?? null,
    instructions: said('system'),
    material: said('user'),
    gaveUp: false,
  };
}

function answer(trick: Trick, asked: Heard, response: ServerResponse, retryAfter: string | null): void {
  const good = quote(asked.material);
  const say = (draft: Draft): void => reply(response, completion(JSON.stringify(draft)));
  const withSentence = (sentence: string): void =>
    say({ ...good, sentences: [good.sentences[0] ?? '', sentence, good.sentences[2] ?? ''] });
  const chinese = isChinese(asked.material);
  const acts: Record<Trick, () => void> = {
    well: () => say(good),
    fenced: () => reply(response, completion(`Sure! Here it is:\n\`\`\`json\n${JSON.stringify(good, null, 2)}\n\`\`\``)),
    'thinking-aloud': () => reply(response, completion(`<think>\nThe user wants {"sentences": …}\n</think>\n${JSON.stringify(good)}`)),
    uncounted: () => reply(response, { ...completion(JSON.stringify(good)), usage: undefined }),
    'refuses-schema': () => {
      if (asked.schema === null) say(good);
      else fail(response, 400, { message: 'This response_format type is unavailable now', param: 'response_format' });
    },
    unauthorised: () => fail(response, 401, { message: `Incorrect API key provided: ${asked.authorization}`, code: 'invalid_api_key' }),
    'echoes-key': () =>
      fail(response, 400, { message: `bad header ${asked.authorization}\nkey ${asked.authorization?.slice(7)} in request` }),
    'no-such-model': () => fail(response, 404, { message: `The model "${asked.model}" does not exist`, code: 'model_not_found' }),
    'out-of-money': () => fail(response, 429, { message: 'You exceeded your current quota', code: 'insufficient_quota' }),
    'rate-limited': () => fail(response, 429, { message: 'Slow down' }, retryAfter === null ? {} : { 'retry-after': retryAfter }),
    'server-error': () => fail(response, 503, { message: `overloaded, ${asked.authorization}` }),
    hang: () => {},
    'hang-in-body': () => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"choices": [');
    },
    'cut-body': () => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
      response.write('{"choices": [', () => response.destroy());
    },
    'cut-json': () => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"choices": [');
    },
    'cut-by-length': () => reply(response, completion(JSON.stringify(good).slice(0, 40), 'length')),
    'no-finish-reason': () => reply(response, completion(JSON.stringify(good), null)),
    'web-page': () => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<html><body>Welcome to our gateway</body></html>');
    },
    'no-choices': () => reply(response, { object: 'chat.completion', choices: [] }),
    refusal: () => reply(response, completion(null, 'stop', 'I cannot help with that.')),
    'content-filter': () => reply(response, completion('', 'content_filter')),
    empty: () => reply(response, completion('  ')),
    rubbish: () => reply(response, completion('The article is very good, I liked it { a lot.')),
    'wrong-shape': () => reply(response, completion(JSON.stringify({ summary: good.sentences.join(' ') }))),
    'wrong-language': () => say(quote(chinese ? ENGLISH : CHINESE)),
    'invents-number': () =>
      withSentence(
        chinese ? '实验表明它在测试集上的准确率达到了 97.35%。' : 'On the test set it reaches an accuracy of 97.35% in the end.',
      ),
    'invents-formula': () =>
      withSentence(chinese ? '它的核心关系可以写成 $E=mc^2$ 这个式子。' : 'Its central relation can be written as $E=mc^2$ in one line.'),
    'too-long': () =>
      withSentence(chinese ? `${'这个方法很好，'.repeat(60)}所以值得学。` : `It is ${'a very good method and '.repeat(40)}worth learning.`),
    'two-sentences': () => say({ ...good, sentences: good.sentences.slice(0, 2) }),
    'repeats-instructions': () => withSentence(asked.instructions.split('\n')[0] ?? ''),
    advertises: () =>
      withSentence(
        chinese
          ? '更多内容请看 https://evil.example/x 这个网站的介绍。'
          : 'For more of this see https://evil.example/x and the pages there.',
      ),
  };
  acts[trick]();
}

const completion = (content: string | null, finish: string | null = 'stop', refusal: string | null = null): object => ({
  id: 'fake-1',
  object: 'chat.completion',
  created: 0,
  model: 'fake',
  choices: [{ index: 0, finish_reason: finish, message: { role: 'assistant', content, refusal } }],
  usage: FAKE_USAGE,
});

function reply(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function fail(response: ServerResponse, status: number, error: object, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify({ error }));
}

const isChinese = (text: string): boolean => (text.match(/\p{Script=Han}/gu)?.length ?? 0) > text.length * 0.1;

/** A summary made of the material's own plain sentences; the last ones are the takeaways. */
function quote(material: string): Draft {
  const chinese = isChinese(material);
  const [least, most] = chinese ? [9, 100] : [40, 240];
  const plain = material
    .split(/\n|(?<=[。！？])|(?<=[.!?])\s+/)
    .map((line) => line.trim())
    .filter(
      (line) => line.length >= least && line.length <= most && /[。.]$/.test(line) && !/[$|`*#<>\\_=…“”"()（）[\]-]|https?:/.test(line),
    );
  const own = [...new Set(plain)];
  return { sentences: own.slice(0, 3), takeaways: own.slice(3, 6) };
}

const CHINESE = `这种方法从一个很简单的想法出发，一步一步得到结果。它先把问题拆开，再把各个部分的答案合在一起。每一步只用到前一步留下的东西，所以很省内存。
代价是各步之间必须排队，没有办法同时进行。数据里的错误会被一步步放大，使用的时候要小心。后来的方法大多沿着这个方向继续改进。`;
const ENGLISH = `The method starts from a very simple idea and works its way to the result. It takes the problem apart and then puts the partial answers together.
Each step uses only what the step before it has left behind. The price is that the steps have to wait for one another in a line.
Mistakes in the data grow from step to step and call for care. Most later methods follow the same direction and improve on it.`;
