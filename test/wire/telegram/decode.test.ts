import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/app/commands/index.ts';
import { instant } from '../../../src/kernel/time.ts';
import { commandIn, lineId, mayWrite, roomIn, saidAt, spotIn, userPerson } from '../../../src/telegram/decode.ts';
import { deliveredOf, deliveredRef, replyOf, replyTo, roomOf, spotOf } from '../../../src/telegram/ids.ts';
import { startOf, topicLink } from '../../../src/telegram/links.ts';
import { administrator, left, member, restricted } from '../../support/fake-telegram/state.ts';

const group = { id: -1_000_000_000_001, type: 'supergroup', title: 'Study group' } as const;
const user = { id: 7, is_bot: false, first_name: 'Ada' };

describe('a typed command', () => {
  it.each([
    ['/quiz adaboost 5 20s', 'quiz', 'adaboost 5 20s'],
    ['/quiz@Our_Bot adaboost', 'quiz', 'adaboost'],
    ['/QUIZ', 'quiz', ''],
    ['/quiz_stop', 'quiz', 'stop'],
    ['/schedule_digest@our_bot 08:30 周一至周五', 'schedule', 'digest 08:30 周一至周五'],
    ['／read 梯度', 'read', '梯度'],
    ['/read\n  梯度', 'read', '梯度'],
    ['/start topic_adaboost', 'start', 'topic_adaboost'],
  ])('%s is read', (line, name, args) => {
    expect(commandIn(line, 'our_bot', COMMANDS, false)).toEqual({ name, args });
  });

  it.each(['/quiz@other_bot', 'quiz', '/ quiz', '/1st', 'see /quiz', ''])('%s is none of ours', (line) => {
    expect(commandIn(line, 'our_bot', COMMANDS, true)).toBeNull();
  });

  it('that is unknown may be another bot’s in a group, and is answered where it can only be for us', () => {
    expect(commandIn('/roll 6', 'our_bot', COMMANDS, false)).toBeNull();
    expect(commandIn('/roll@our_bot 6', 'our_bot', COMMANDS, false)).toEqual({ name: 'roll', args: '6' });
    expect(commandIn('/roll 6', 'our_bot', COMMANDS, true)).toEqual({ name: 'roll', args: '6' });
  });

  it('has one key however often it comes, and another when it says something else', () => {
    const message = { chat: group, message_id: 5 };
    expect(lineId(message, '/quiz')).toBe(lineId(message, '/quiz'));
    expect(lineId(message, '/quiz')).not.toBe(lineId(message, '/quiz 3'));
    expect(lineId(message, '/quiz')).not.toBe(lineId({ ...message, message_id: 6 }, '/quiz'));
  });

  it('counts from the last moment of its second, and never from the future', () => {
    expect(saidAt(100, instant(200_000))).toBe(100_999);
    expect(saidAt(100, instant(100_300))).toBe(100_300);
  });
});

describe('where and who', () => {
  it('is a topic only where the message stands in one', () => {
    const reply = { chat: group, message_thread_id: 9 } as never;
    expect(spotIn(reply)).toEqual({ chat: group.id, thread: null });
    expect(spotIn({ chat: group, message_thread_id: 9, is_topic_message: true } as never)).toEqual({ chat: group.id, thread: 9 });
    expect(roomIn(group, { chat: group.id, thread: 9 }, 'Quiz corner')).toMatchObject({
      id: 'telegram:-1000000000001/9',
      group: 'telegram:-1000000000001',
      title: 'Quiz corner',
      kind: 'group',
    });
  });

  it('has a name without tricks', () => {
    const named = (first_name: string) => userPerson({ ...user, first_name }, false).name;
    expect(named('Ada\u202eevil\u0007')).toBe('Adaevil');
    expect(named('\u200f')).toBe('·');
    expect(named(`${'长'.repeat(100)}`)).toHaveLength(64);
  });

  it('is kept in references that come back as they were', () => {
    for (const spot of [
      { chat: -1_000_000_000_001, thread: null },
      { chat: 7, thread: 12 },
    ])
      expect(spotOf(roomOf(spot))).toEqual(spot);
    for (const delivered of [{ kind: 'messages', chat: -5, ids: [1, 22] }, { kind: 'poll', chat: -5, id: 3 }, { kind: 'gone' }] as const)
      expect(deliveredOf(deliveredRef(delivered))).toEqual(delivered);
    for (const reply of [
      { kind: 'press', query: '4382bf', at: { chat: -5, thread: 2 } },
      { kind: 'message', of: 'command', id: 8, at: { chat: 7, thread: null } },
      { kind: 'message', of: 'answer', id: 8, at: { chat: -7, thread: null } },
    ] as const)
      expect(replyOf(replyTo(reply))).toEqual(reply);
    expect(replyOf(null)).toBeNull();
  });
});

describe('the bot’s place', () => {
  const channel = { id: -1, type: 'channel', title: 'News' } as const;
  it.each([
    ['a member of a group', member(user), group, true],
    ['silenced', restricted(user, { messages: false, polls: false }), group, false],
    ['restricted, but not in writing', restricted(user, { messages: true, polls: false }), group, true],
    ['out', left(user), group, false],
    ['an administrator of a channel without the right to post', administrator(user), channel, false],
    ['an administrator of a channel with it', administrator(user, { can_post_messages: true }), channel, true],
  ] as const)('as %s', (_, place, chat, may) => {
    expect(mayWrite(place, chat)).toBe(may);
  });
});

describe('a start link', () => {
  it('opens a topic, with its section where that fits', () => {
    const link = topicLink('our_bot', 'topic:kd-tree#search') ?? '';
    expect(startOf(new URL(link).searchParams.get('start') ?? '')).toEqual({ kind: 'topic', topic: 'kd-tree#search' });
    const long = topicLink('our_bot', `topic:kd-tree#${'x'.repeat(60)}`) ?? '';
    expect(startOf(new URL(long).searchParams.get('start') ?? '')).toEqual({ kind: 'topic', topic: 'kd-tree' });
  });

  it('with anything else in it asks for nothing', () => {
    for (const parameter of ['', 'hello', 'topic_', 'a_ b', 'v_<script>']) expect(startOf(parameter)).toEqual({ kind: 'none' });
  });
});
