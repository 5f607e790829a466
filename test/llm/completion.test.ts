import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readCompletion, readUsage } from '../../src/llm/completion.ts';
import { fromDollars } from '../../src/llm/dollars.ts';

const Shape = z.object({ a: z.string() });
const read = (content: unknown, finish: unknown = 'stop') =>
  readCompletion({ choices: [{ finish_reason: finish, message: { content } }] }, Shape);

describe('a completion', () => {
  it.each([
    ['bare', '{"a": "x"}'],
    ['fenced', '```json\n{"a": "x"}\n```'],
    ['with a word before and after', 'Sure: {"a": "x"}. Bye!'],
    ['after its thoughts', '<think>{"a": "no"}</think>{"a": "x"}'],
    ['with more than asked for', '{"a": "x", "b": 1}'],
  ])('is understood %s', (_how, content) => {
    expect(read(content)).toEqual({ ok: true, value: { a: 'x' } });
  });

  it.each(['stop', 'eos', 'end_turn'])('that ended with %s is whole', (finish) => {
    expect(read('{"a": "x"}', finish).ok).toBe(true);
  });

  it.each([null, 'text', 7, [], {}, { choices: 'x' }, { choices: [{}] }, { choices: [{ message: null }] }, { error: { message: 'no' } }])(
    'of another form (%j) is malformed',
    (body) => {
      expect(readCompletion(body, Shape)).toEqual({ ok: false, error: { kind: 'malformed', what: 'body' } });
      expect(readUsage(body)).toBeNull();
    },
  );

  it('with tokens that are no numbers is not counted', () => {
    expect(readUsage({ usage: { prompt_tokens: '9', completion_tokens: 1 } })).toBeNull();
    expect(readUsage({ usage: { prompt_tokens: -9, completion_tokens: 1 } })).toBeNull();
  });
});

describe('LaTeX in JSON', () => {
  const formula = (json: string): unknown => {
    const answer = read(json);
    return answer.ok ? fromDollars(answer.value.a) : answer.error;
  };
  const right = (tex: string) => [{ kind: 'math', tex }];

  it.each(['\\alpha', '\\frac{1}{2}', '\\beta', '\\theta', '\\nabla f', '\\rho', '\\sum_i \\{x\\}', 'x_1'])(
    '%s survives, escaped or not',
    (tex) => {
      expect(formula(JSON.stringify({ a: `$${tex}$` }))).toEqual(right(tex));
      expect(formula(`{"a": "$${tex}$"}`)).toEqual(right(tex));
    },
  );

  it('between round brackets is a formula too', () => {
    expect(fromDollars('so \\(x\\) is')).toEqual([
      { kind: 'text', text: 'so ' },
      { kind: 'math', tex: 'x' },
      { kind: 'text', text: ' is' },
    ]);
  });

  it.each(['$5 and $6', 'a $ b $ c', 'no dollars', '', '$$'])('is not seen in %j', (line) => {
    expect(fromDollars(line).every((node) => node.kind === 'text')).toBe(true);
    expect(
      fromDollars(line)
        .map((node) => (node.kind === 'text' ? node.text : ''))
        .join(''),
    ).toBe(line);
  });
});
