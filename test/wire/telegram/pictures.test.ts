import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Image } from '../../../src/chat/picture.ts';
import type { Parcel } from '../../../src/chat/transport.ts';
import type { Block, PollForm } from '../../../src/chat/view.ts';
import { roomId } from '../../../src/kernel/ids.ts';
import { math, paragraph, prose } from '../../../src/kernel/prose.ts';
import { instant, seconds } from '../../../src/kernel/time.ts';
import { createStudio, type Studio } from '../../../src/render/studio.ts';
import { sleep } from '../../../src/runtime/pacing.ts';
import type { TelegramPerson } from '../../support/fake-telegram/people.ts';
import { messageText } from '../../support/fake-telegram/reading.ts';
import type { FakeChat } from '../../support/fake-telegram/state.ts';
import { restricted } from '../../support/fake-telegram/state.ts';
import { TelegramWorld } from '../../support/telegram-world.ts';

describe('pictures on Telegram', () => {
  let world: TelegramWorld;
  let group: FakeChat;
  let studio: Studio;
  let ada: TelegramPerson;
  beforeEach(async () => {
    // Other tests may have the machine for themselves for a while.
    studio = createStudio(sleep, undefined, seconds(30));
    const names = new Map<string, string>();
    world = await TelegramWorld.open({
      telegram: {
        draw: async (order): Promise<Image | null> => {
          const key = JSON.stringify(order);
          const name = names.get(key) ?? `picture-${names.size}`;
          names.set(key, name);
          const drawn = await studio.draw(order, 'bot');
          const { png: bytes, width, height } = drawn.ok ? drawn.value : { png: new Uint8Array(), width: 0, height: 0 };
          return drawn.ok ? { name, type: 'image/png', bytes, width, height } : null;
        },
      },
    });
    ada = world.person('Ada');
    group = world.town.group('Study group', [ada], { admins: [ada] });
  });
  afterEach(async () => {
    expect(world.server.unpublished).toEqual([]);
    await studio.stop();
    await world.close();
  });

  const parcel = (key: string, ...blocks: Block[]): Parcel => ({
    key,
    room: roomId(`telegram:${group.id}`),
    to: null,
    reply: null,
    view: { blocks, audience: 'room' },
    locale: 'en',
    timeZone: 'Asia/Shanghai',
  });
  const formula: Block = { kind: 'math', tex: '\\sum_{i=1}^{n} \\frac{x_i}{n}' };
  const texts = () => group.messages.map(messageText);
  const countUploads = () =>
    world.server.requests.filter(({ payload }) =>
      JSON.stringify(payload, (_, value) => (value instanceof Uint8Array ? 'FILE' : value)).includes('FILE'),
    ).length;

  it('a formula is a photo with its source folded up under it, and the text that follows', async () => {
    await world.telegram.send(parcel('a', paragraph('Before.'), formula, paragraph('After.')));
    expect(texts()).toEqual(['Before.', '(photo)\n\\sum_{i=1}^{n} \\frac{x_i}{n}\n\nAfter.']);
    expect(group.messages[1]?.caption_entities).toMatchObject([
      { type: 'expandable_blockquote', offset: 0, length: '\\sum_{i=1}^{n} \\frac{x_i}{n}'.length },
    ]);
  });

  it('is uploaded once; a server that has forgotten it gets it again', async () => {
    await world.telegram.send(parcel('a', formula));
    await world.telegram.send(parcel('b', formula));
    expect(countUploads()).toBe(1);
    world.server.state.photos.clear();
    await world.telegram.send(parcel('c', formula));
    expect(countUploads()).toBe(2);
    expect(group.messages).toHaveLength(3);
  });

  it('a change keeps the photo, exchanges it, or puts text in its place', async () => {
    const ref = await world.telegram.send(parcel('a', formula, paragraph('one answered')));
    world.world.clock.jump('2026-11-20T09:00:00Z');
    await world.telegram.edit(ref, parcel('a.edit', formula, paragraph('two answered')));
    expect(texts()).toEqual([expect.stringMatching(/^\(photo\)[\s\S]*two answered$/)]);
    expect(countUploads()).toBe(1);
    world.world.clock.jump('2026-11-20T09:01:00Z');
    await world.telegram.edit(ref, parcel('a.edit', { kind: 'math', tex: 'E=mc^2' }, paragraph('three answered')));
    expect(texts()).toEqual([expect.stringMatching(/^\(photo\)\nE=mc\^2[\s\S]*three answered$/)]);
    world.world.clock.jump('2026-11-20T09:02:00Z');
    await world.telegram.edit(ref, parcel('a.edit', paragraph('closed')));
    expect(texts()).toEqual(['closed']);
    world.world.clock.jump('2026-11-20T09:03:00Z');
    await world.telegram.edit(ref, parcel('a.edit', formula, paragraph('again')));
    expect(texts()).toEqual([expect.stringMatching(/^\(photo\)[\s\S]*again$/)]);
  });

  it('a paragraph that Unicode cannot write is a photo, one that reads well is text', async () => {
    await world.telegram.send(parcel('a', paragraph('where ', math('\\alpha \\le \\tfrac12'))));
    await world.telegram.send(parcel('b', paragraph('the value ', math('\\mathbb{E}_{q(z|x)}[\\log p]'))));
    expect(texts()).toEqual(['where α ≤ ½', expect.stringMatching(/^\(photo\)\nthe value/)]);
  });

  it('options that are formulas are a photo with letters to press', async () => {
    const options: Block = {
      kind: 'options',
      choices: ['\\mathbb{E}_{q(z|x)}[x]', 'n'].map((tex, index) => ({ token: `a.s1.0.${index}`, label: [math(tex)] })),
    };
    await world.telegram.send(parcel('a', paragraph('Which?'), options));
    expect(texts().at(-1)).toMatch(/^\(photo\)[\s\S]*\[A\] \[B\]$/);
  });

  it('a chat that allows no photos gets the text, and is not asked again for an hour', async () => {
    group.members.set(world.server.state.bot.id, restricted(world.server.state.bot, { messages: true, polls: true }));
    await expect(world.telegram.send(parcel('a', formula))).rejects.toMatchObject({ fault: { kind: 'later', wait: 0 } });
    await world.telegram.send(parcel('a', formula));
    await world.telegram.send(parcel('b', formula));
    expect(texts()).toEqual(['∑ᵢ₌₁ⁿ (xᵢ/n)', '∑ᵢ₌₁ⁿ (xᵢ/n)']);
    expect(world.server.requested('sendPhoto')).toHaveLength(1);
  });

  it('what was sent in part when the pictures had to go is neither lost nor said twice', async () => {
    const page = (mark: string): Block => paragraph(`${mark}begin ${'word '.repeat(300)}${mark}end`);
    const blocks = [page('a'), formula, page('b'), formula, page('c')];
    group.members.set(world.server.state.bot.id, restricted(world.server.state.bot, { messages: true, polls: true }));
    await expect(world.telegram.send(parcel('a', ...blocks))).rejects.toMatchObject({ fault: { kind: 'later', wait: 0 } });
    expect(texts()).toHaveLength(1);
    await world.telegram.send(parcel('a', ...blocks));
    const whole = texts().join('\n');
    for (const mark of ['abegin', 'aend', 'bbegin', 'bend', 'cbegin', 'cend']) expect(whole.split(mark)).toHaveLength(2);
    expect(whole).not.toContain('(photo)');
  });

  it('a change to a photo where none are allowed any more comes as text', async () => {
    const ref = await world.telegram.send(parcel('a', paragraph('one')));
    group.members.set(world.server.state.bot.id, restricted(world.server.state.bot, { messages: true, polls: true }));
    world.world.clock.jump('2026-11-20T09:00:00Z');
    await expect(world.telegram.edit(ref, parcel('a.edit', formula))).rejects.toMatchObject({ fault: { kind: 'later', wait: 0 } });
    world.world.clock.jump('2026-11-20T09:01:00Z');
    await world.telegram.edit(ref, parcel('a.edit', formula));
    expect(texts()).toEqual(['∑ᵢ₌₁ⁿ (xᵢ/n)']);
  });

  it('the text in place of a photo stays in its topic, and is not lost when it cannot be sent at once', async () => {
    const forum = world.town.group('Forum', [ada], { admins: [ada], forum: true });
    const topic = world.town.topic(forum, 'Quiz');
    const there = (key: string, ...blocks: Block[]): Parcel => ({
      ...parcel(key, ...blocks),
      room: roomId(`telegram:${forum.id}/${topic}`),
    });
    const shown = () =>
      forum.messages
        .filter(({ message_thread_id }) => message_thread_id === topic)
        .map(messageText)
        .filter(Boolean);
    const ref = await world.telegram.send(there('a', formula));
    world.world.clock.jump('2026-11-20T09:00:00Z');
    world.server.troubles.order('sendMessage', { kind: '429', after: 3 });
    await expect(world.telegram.edit(ref, there('a.edit', paragraph('closed')))).rejects.toMatchObject({ fault: { kind: 'later' } });
    expect(shown()).toEqual([expect.stringMatching(/^\(photo\)/)]);
    world.world.clock.jump('2026-11-20T09:01:00Z');
    await world.telegram.edit(ref, there('a.edit', paragraph('closed')));
    expect(shown()).toEqual(['closed']);
  });

  it('a group without pictures gets none', async () => {
    const sent = parcel('a', formula);
    await world.telegram.send({ ...sent, view: { ...sent.view, pictures: 'off' } });
    expect(world.server.requested('sendPhoto')).toEqual([]);
  });

  it('a question with formulas is a quiz poll with a picture, where the group wants polls', async () => {
    const hard = '\\mathbb{E}_{q(z|x)}[x]';
    const one = parcel('a', paragraph('Which?'));
    // The adapter knows of a room from what happened there.
    await ada.says('/help', { in: group });
    const poll: PollForm = {
      title: prose('Question 1 of 3'),
      question: prose('Which one?'),
      options: [hard, 'n'].map((tex, index) => ({ token: `a.s1.0.${index}`, label: [math(tex)] })),
      right: [0],
      explanation: prose('Because.'),
      closes: instant(world.now + 20_000),
      join: 'j.s1',
      lock: null,
      picture: {
        kind: 'card',
        card: { kind: 'question', heading: 'Q', topic: 'VAE', prompt: prose('Which one?'), hint: '', options: [[math(hard)], [math('n')]] },
      },
    };
    await world.telegram.send({ ...one, view: { ...one.view, poll } });
    expect(group.messages.find((message) => message.poll)?.poll).toMatchObject({
      options: [{ text: 'A' }, { text: 'B' }],
      media: { photo: [expect.anything()] },
    });
    await world.telegram.send({ ...one, key: 'b', view: { ...one.view, poll, pictures: 'off' } });
    expect(texts().at(-1)).toBe('Which?');
  });

  describe('where the group wants rich messages', () => {
    const richly = (key: string, ...blocks: Block[]): Parcel => {
      const one = parcel(key, ...blocks);
      return { ...one, view: { ...one.view, richMath: true } };
    };

    it('formulas and tables are in one message, with their buttons', async () => {
      const table: Block = { kind: 'table', header: [[math('m')], [math('\\alpha_m')]], rows: [[[math('1')], [math('0.896')]]] };
      const actions: Block = { kind: 'actions', choices: [{ token: 'r.adaboost.2', label: [{ kind: 'text', text: 'Next' }] }] };
      await world.telegram.send(richly('a', paragraph('For @ada <b>: ', math('\\alpha \\le \\tfrac12')), formula, table, actions));
      expect(texts()).toEqual([
        [
          '<p>For @ada &lt;b&gt;: <tg-math>\\alpha \\le \\tfrac12</tg-math></p>',
          '<tg-math-block>\\sum_{i=1}^{n} \\frac{x_i}{n}</tg-math-block>',
          '<table bordered><tr><th><tg-math>m</tg-math></th><th><tg-math>\\alpha_m</tg-math></th></tr><tr><td><tg-math>1</tg-math></td><td><tg-math>0.896</tg-math></td></tr></table>',
          '[Next]',
        ].join('\n'),
      ]);
      expect(world.server.state.pings).toEqual([]);
    });

    it('a formula that some app may not show is a picture', async () => {
      await world.telegram.send(richly('a', { kind: 'math', tex: '\\cancel{x}' }));
      expect(texts()).toEqual([expect.stringMatching(/^\(photo\)/)]);
    });

    it('plain words stay a plain message, and a card a photo', async () => {
      await world.telegram.send(richly('a', paragraph('Hello.')));
      const card: Block = { kind: 'drawing', of: { kind: 'figure', name: 'gradient' }, alt: 'a gradient', instead: [paragraph('g')] };
      await world.telegram.send(richly('b', card, formula));
      expect(texts()).toEqual(['Hello.', expect.stringMatching(/^\(photo\)/), expect.stringMatching(/^\(photo\)/)]);
    });

    it('a server that refuses them gets pictures, and is not asked again that day', async () => {
      world.server.troubles.order('sendRichMessage', { kind: '5xx' });
      await expect(world.telegram.send(richly('a', formula))).rejects.toMatchObject({ fault: { kind: 'later' } });
      await world.telegram.send(richly('a', formula));
      expect(texts()).toEqual([expect.stringContaining('<tg-math-block>')]);
      world.server.without.add('sendRichMessage');
      await expect(world.telegram.send(richly('b', formula))).rejects.toMatchObject({ fault: { kind: 'later', wait: 0 } });
      await world.telegram.send(richly('b', formula));
      await world.telegram.send(richly('c', formula));
      expect(texts().slice(1)).toEqual([expect.stringMatching(/^\(photo\)/), expect.stringMatching(/^\(photo\)/)]);
    });
  });
});
