import { expect, test } from 'vitest';
import type { Block } from '../../src/chat/view.ts';
import { paragraph, prose } from '../../src/kernel/prose.ts';
import { instant } from '../../src/kernel/time.ts';
import { encodeParcel } from '../../src/web/encode.ts';
import type { Body } from '../../src/web/protocol.ts';
import { everyBlock } from '../support/demo-core.ts';
import { mainRoom } from '../support/web-room.ts';

function shown(blocks: readonly Block[]): readonly Block[] {
  const body = JSON.parse(
    encodeParcel({
      key: 'k',
      room: mainRoom.id,
      to: null,
      reply: null,
      view: { blocks, audience: 'room' },
      locale: 'zh',
      timeZone: 'Asia/Shanghai',
    }),
  ) as Body;
  return body.kind === 'view' ? body.blocks : [];
}

test('every block comes through as it is', () => {
  expect(shown(everyBlock())).toEqual(everyBlock());
});

test('where a formula came from stays in the house', () => {
  expect(shown([{ kind: 'math', tex: 'x', source: 'adaboost.zh:41' }])).toEqual([{ kind: 'math', tex: 'x' }]);
  const inside: Block = { kind: 'spoiler', title: prose('t'), blocks: [{ kind: 'math', tex: 'x', source: 'a:1' }] };
  expect(JSON.stringify(shown([inside]))).not.toContain('a:1');
});

test('only topics and https addresses are links', () => {
  const link = (href: string) => shown([paragraph({ kind: 'link', text: 'here', href })])[0];
  for (const href of ['topic:adaboost', 'topic:adaboost#weights', 'https://arxiv.org/abs/1'])
    expect(link(href), href).toMatchObject({ content: [{ kind: 'link', href }] });
  for (const href of ['javascript:alert(1)', 'http://a.b', 'data:text/html,x', 'topic:../x', '/login', ' https://a', 'https:'])
    expect(link(href), href).toMatchObject({ content: [{ kind: 'text', text: 'here' }] });
});

test('a poll form, which carries its answer, does not reach the page', () => {
  const option = { token: 'a.1.0.0', label: prose('yes') };
  const poll = {
    title: prose('Q'),
    question: prose('?'),
    options: [option],
    right: [0],
    explanation: prose('because'),
    closes: instant(1),
    join: 'j',
    lock: null,
  };
  const parcel = { key: 'k', room: mainRoom.id, to: null, reply: null, locale: 'zh', timeZone: 'UTC' } as const;
  const sent = encodeParcel({ ...parcel, view: { blocks: [{ kind: 'options', choices: [option] }], audience: 'room', poll } });
  expect(sent).not.toMatch(/right|because|poll/);
});
