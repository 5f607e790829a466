import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { personId } from '../../src/kernel/ids.ts';
import { instant } from '../../src/kernel/time.ts';
import { type Act, commandOf, pressInbound, readMessage, sayInbound } from '../../src/web/decode.ts';
import { mainRoom } from '../support/web-room.ts';

const ada: Act = { room: mainRoom, person: { id: personId('web:ada'), name: 'Ada', locale: 'en', manager: false }, at: instant(1_000) };

describe('what a page sends', () => {
  test('is read when it is one of ours', () => {
    expect(readMessage('{"kind":"say","id":"a1","text":"hello"}')).toEqual({ ok: true, value: { kind: 'say', id: 'a1', text: 'hello' } });
    expect(readMessage('{"kind":"press","id":"a2","token":"a.1.2","on":7,"typed":"0.55"}')).toMatchObject({
      ok: true,
      value: { on: 7, typed: '0.55' },
    });
    expect(readMessage('{"kind":"hello","secret":"s","locale":"zh-CN","has":{"run":"r","revision":3,"more":1}}')).toEqual({
      ok: true,
      value: { kind: 'hello', secret: 's', locale: 'zh-CN', has: { run: 'r', revision: 3 } },
    });
  });

  test('is refused with a reason when it is not', () => {
    const broken = [
      'not json',
      '[]',
      'null',
      '{}',
      '{"kind":"say","text":"no id"}',
      '{"kind":"say","id":"a b","text":"x"}',
      '{"kind":"say","id":"a","text":1}',
      '{"kind":"press","id":"a","token":"with space","on":1}',
      `{"kind":"press","id":"a","token":"${'x'.repeat(65)}","on":1}`,
      '{"kind":"press","id":"a","token":"t","on":-1}',
      '{"kind":"press","id":"a","token":"t","on":1,"typed":7}',
      '{"kind":"hello","secret":"s","locale":"<b>","has":null}',
      '{"kind":"hello","secret":"s","locale":"zh","has":{"run":1,"revision":1}}',
    ];
    for (const raw of broken) expect(readMessage(raw), raw).toMatchObject({ ok: false });
  });

  test('never makes the reader throw', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (raw) => typeof readMessage(raw).ok === 'boolean'));
  });

  test('loses control characters and halves of characters, and keeps line breaks', () => {
    const read = readMessage(JSON.stringify({ kind: 'say', id: 'a', text: 'a\u0000\u001b[31mb\nc\ud800' }));
    expect(read).toMatchObject({ value: { text: 'a[31mb\nc\ufffd' } });
  });
});

describe('a typed line', () => {
  test('that begins with a slash is a command', () => {
    expect(commandOf('/quiz adaboost 5 20s')).toEqual({ name: 'quiz', args: 'adaboost 5 20s' });
    expect(commandOf('  /Today ')).toEqual({ name: 'today', args: '' });
    expect(commandOf('／ｑｕｉｚ 梯度')).toEqual({ name: 'quiz', args: '梯度' });
  });

  test('that does not, or has nothing behind the slash, is talk', () => {
    for (const line of ['hello', '1/2', '/', '//', '// comment', 'a /quiz']) expect(commandOf(line), line).toBeNull();
  });

  test('becomes an event of its own for each person', () => {
    const bob = { ...ada, person: { ...ada.person, id: personId('web:bob') } };
    expect(sayInbound(ada, 'e1', '0.55', null)).toMatchObject({ kind: 'text', text: '0.55', toBot: false, at: 1_000, id: 'web:ada:e1' });
    expect(sayInbound(bob, 'e1', '0.55', null).id).not.toBe(sayInbound(ada, 'e1', '0.55', null).id);
    expect(sayInbound(ada, 'e1', '/me', 12)).toMatchObject({ kind: 'command', name: 'me', args: '', reply: '12' });
  });
});

test('a press names the entry it was made on', () => {
  const press = pressInbound(ada, { kind: 'press', id: 'e2', token: 'a.1.0.2', on: 9 });
  expect(press).toMatchObject({ kind: 'press', token: 'a.1.0.2', on: '9', reply: '9' });
  expect('typed' in press).toBe(false);
});
