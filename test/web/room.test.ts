import { afterEach, describe, expect, test } from 'vitest';
import type { Inbound } from '../../src/chat/place.ts';
import { DeliveryError, type Parcel } from '../../src/chat/transport.ts';
import { messageRef, type PersonId, personId, roomId } from '../../src/kernel/ids.ts';
import { paragraph, text } from '../../src/kernel/prose.ts';
import { millis, seconds } from '../../src/kernel/time.ts';
import { silence, talkRate } from '../../src/web/limits.ts';
import type { Entry } from '../../src/web/protocol.ts';
import { enter, joinAs, mainRoom, openPage, openRoom, post, type TestPage, type TestRoom } from '../support/web-room.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function room(...given: Parameters<typeof openRoom>): Promise<TestRoom> {
  const made = await openRoom(...given);
  opened.push(made.web);
  return made;
}

async function person(in_: TestRoom, name: string, manager = false) {
  const entered = await enter(in_, name, manager);
  return { ...entered, page: await joinAs(in_, entered) };
}

function parcel(said: string, changed: Partial<Parcel> = {}): Parcel {
  const to = changed.to ?? null;
  return {
    key: said,
    room: mainRoom.id,
    to,
    reply: null,
    view: { blocks: [paragraph(text(said))], audience: to ? 'person' : 'room' },
    locale: 'zh',
    timeZone: 'Asia/Shanghai',
    ...changed,
  };
}

const texts = (entries: readonly Entry[]) =>
  entries.map(({ body }) =>
    body.kind === 'view'
      ? body.blocks
          .map((block) => (block.kind === 'paragraph' ? block.content.map((node) => ('text' in node ? node.text : '')).join('') : ''))
          .join()
      : body.text,
  );
const heard = (page: TestPage) => texts(page.heard.flatMap((message) => (message.kind === 'entry' ? [message.entry] : [])));
let ids = 0;
const id = () => `e${++ids}`;
const say = (page: TestPage, line: string, event = id()) => {
  page.say({ kind: 'say', id: event, text: line });
  return page.until('done', (done) => done.id === event);
};

describe('coming in', () => {
  test('somebody is known by the secret the page was given', async () => {
    const here = await room();
    const { id: me, page } = await person(here, ' 小林 ');
    expect(await page.until('ready')).toMatchObject({ you: { id: me, name: '小林', manager: false }, whole: true, entries: [] });
    expect(me).toMatch(/^web:/);
  });

  test('a name in use is refused, whatever its case', async () => {
    const here = await room();
    const { page } = await person(here, 'Ada');
    await page.until('ready');
    const again = await post(here, '/r/main/enter', { name: 'ADA' });
    expect([again.status, await again.json()]).toEqual([409, { problem: 'taken' }]);
  });

  test('a name that nobody is using now is who had it before', async () => {
    const here = await room();
    const before = await enter(here, 'Ada');
    const again = await enter(here, 'ADA');
    expect(again.id).toBe(before.id);
    expect(again.secret).not.toBe(before.secret);
  });

  test('a name that is none is refused with a reason', async () => {
    const here = await room();
    for (const [name, problem] of [
      ['\u200b', 'empty'],
      ['学'.repeat(33), 'long'],
    ]) {
      expect(await (await post(here, '/r/main/enter', { name })).json()).toEqual({ problem });
    }
    expect((await post(here, '/r/main/enter', 'not json')).status).toBe(422);
    expect(here.people.known.size).toBe(0);
  });

  test('an unknown secret is turned away', async () => {
    const here = await room();
    const page = openPage(here);
    await new Promise((resolve) => page.socket.on('open', resolve));
    page.say({ kind: 'hello', secret: 'made up', locale: 'zh', has: null });
    expect(await page.closed()).toBe(4001);
  });

  test('the secret is not kept, only its hash', async () => {
    const here = await room();
    const ada = await enter(here, 'Ada');
    expect([...here.people.known.keys()].join()).not.toContain(ada.secret);
  });

  test('everybody hears who is here, once a person, however many tabs', async () => {
    const here = await room();
    const ada = await person(here, 'Ada', true);
    const bob = await person(here, 'Bob');
    const names = (message: { people: readonly { name: string }[] }) => message.people.map(({ name }) => name).join();
    await ada.page.until('people', (message) => names(message) === 'Ada,Bob');
    const second = await joinAs(here, bob);
    await second.close();
    await bob.page.close();
    const told = () => ada.page.heard.flatMap((message) => (message.kind === 'people' ? [names(message)] : []));
    await ada.page.until('people', () => told().length === 3);
    expect(told()).toEqual(['Ada', 'Ada,Bob', 'Ada']);
  });
});

describe('a line', () => {
  test('is shown to everybody and reaches the core', async () => {
    const here = await room();
    const [ada, bob] = [await person(here, 'Ada'), await person(here, 'Bob')];
    await say(ada.page, '早上好');
    expect((await bob.page.entry('早上好')).body).toEqual({ kind: 'line', by: { id: ada.id, name: 'Ada' }, text: '早上好' });
    expect(here.received).toMatchObject([
      {
        kind: 'text',
        text: '早上好',
        toBot: false,
        at: here.clock.now(),
        person: { id: ada.id, locale: 'zh-CN' },
        room: { id: 'web:main' },
      },
    ]);
  });

  test('that was somebody\u2019s answer is shown to nobody else', async () => {
    const here = await room({ core: async () => 'taken' });
    const [ada, bob] = [await person(here, 'Ada'), await person(here, 'Bob')];
    await say(ada.page, '0.55');
    expect((await ada.page.entry('0.55')).private).toBe(true);
    await here.web.send(parcel('next'));
    await bob.page.entry('next');
    expect(heard(bob.page)).toEqual(['next']);
  });

  test('that is a command is shown to who typed it', async () => {
    const here = await room();
    const [ada, bob] = [await person(here, 'Ada'), await person(here, 'Bob')];
    await say(ada.page, '/quiz adaboost 5');
    expect(here.received).toMatchObject([{ kind: 'command', name: 'quiz', args: 'adaboost 5' }]);
    expect((await ada.page.entry('/quiz')).body).toEqual({ kind: 'typed', text: '/quiz adaboost 5' });
    await here.web.send(parcel('next'));
    await bob.page.entry('next');
    expect(heard(bob.page)).toEqual(['next']);
  });

  test('sent again with the same number is one line and the same event', async () => {
    const here = await room();
    const ada = await person(here, 'Ada');
    await say(ada.page, 'once', 'same');
    ada.page.say({ kind: 'say', id: 'same', text: 'once' });
    await say(ada.page, 'then');
    expect(here.log.entries).toHaveLength(2);
    expect(new Set(here.received.map((inbound) => inbound.id)).size).toBe(2);
  });

  test('keeps its place among the lines of its page', async () => {
    const here = await room({
      core: async (inbound) =>
        inbound.kind === 'text' && inbound.text === 'slow' ? new Promise((done) => setImmediate(() => done('talk'))) : 'talk',
    });
    const ada = await person(here, 'Ada');
    await Promise.all(['slow', 'b', '/c', 'd'].map((line) => say(ada.page, line)));
    expect(heard(ada.page)).toEqual(['slow', 'b', '/c', 'd']);
  });

  test('that the core could not take is not said to be done', async () => {
    const here = await room({ core: async () => Promise.reject(new Error('disk full')) });
    const ada = await person(here, 'Ada');
    ada.page.say({ kind: 'say', id: 'x', text: 'hello' });
    expect(await ada.page.until('refused')).toEqual({ kind: 'refused', id: 'x', why: 'fault' });
    expect(here.reported.join()).toContain('disk full');
    expect(here.log.entries).toEqual([]);
  });

  test('that is too long is refused, an empty one means nothing', async () => {
    const here = await room();
    const ada = await person(here, 'Ada');
    ada.page.say({ kind: 'say', id: 'x', text: 'a'.repeat(4_001) });
    expect(await ada.page.until('refused')).toMatchObject({ why: 'too-long' });
    await say(ada.page, ' \n ');
    expect(here.received).toEqual([]);
  });

  test('comes no faster than people type', async () => {
    const here = await room();
    const ada = await person(here, 'Ada');
    for (let i = 0; i < talkRate.burst + 5; i++) ada.page.say({ kind: 'say', id: `n${i}`, text: `${i}` });
    await ada.page.until('refused', ({ id: last }) => last === `n${talkRate.burst + 4}`);
    here.clock.jump(here.clock.now() + seconds(1));
    await say(ada.page, 'later');
    expect(here.received).toHaveLength(talkRate.burst + 1);
  });
});

describe('a press', () => {
  const press = (page: TestPage, token: string, on: number | null, typed?: string) => {
    const event = id();
    page.say({ kind: 'press', id: event, token, on, ...(typed === undefined ? {} : { typed }) });
    return page.until('done', (done) => done.id === event);
  };

  test('reaches the core with its token, its message and what was typed', async () => {
    const here = await room();
    const ada = await person(here, 'Ada');
    await press(ada.page, 'a.s1.0.2', 3);
    await press(ada.page, 'a.s1.1.t', 3, '0.55');
    expect(here.received).toMatchObject([
      { kind: 'press', token: 'a.s1.0.2', on: '3' },
      { kind: 'press', token: 'a.s1.1.t', typed: '0.55' },
    ]);
  });

  test('is answered in all tabs of the one who pressed and in no other', async () => {
    const core = async (inbound: Inbound, web: TestRoom['web']) => {
      if (inbound.reply) await web.toast(inbound.reply, inbound.person.id, inbound.room.id, '已记录：B');
      return undefined;
    };
    const here = await room({ core });
    const [ada, bob] = [await person(here, 'Ada'), await person(here, 'Bob')];
    const second = await joinAs(here, ada);
    await press(ada.page, 'a.s1.0.1', 5);
    for (const page of [ada.page, second]) expect(await page.until('toast')).toEqual({ kind: 'toast', on: 5, text: '已记录：B' });
    await say(bob.page, 'x');
    expect(bob.page.heard.filter(({ kind, ...rest }) => kind === 'toast' && JSON.stringify(rest).includes('B'))).toEqual([]);
  });
});

describe('a message of the bot', () => {
  test('sent again with the same key is the same message', async () => {
    const here = await room();
    const ada = await person(here, 'Ada');
    const first = await here.web.send(parcel('digest'));
    expect(await here.web.send(parcel('digest'))).toBe(first);
    await ada.page.entry('digest');
    expect(here.log.entries).toHaveLength(1);
  });

  test('for one person is heard by that person only, and says so', async () => {
    const here = await room();
    const [ada, bob] = [await person(here, 'Ada'), await person(here, 'Bob')];
    await here.web.send(parcel('secret', { to: ada.id }));
    await here.web.send(parcel('open'));
    expect((await ada.page.entry('secret')).private).toBe(true);
    await bob.page.entry('open');
    expect(heard(bob.page)).toEqual(['open']);
    expect(texts((await (await joinAs(here, bob)).until('ready')).entries)).toEqual(['open']);
  });

  test('that is private and for nobody is refused', async () => {
    const here = await room();
    const private_ = parcel('x', { view: { blocks: [], audience: 'person' } });
    await expect(here.web.send(private_)).rejects.toThrow(DeliveryError);
  });

  test('changes in place', async () => {
    const here = await room();
    const ada = await person(here, 'Ada');
    const message = await here.web.send(parcel('1 answered'));
    await here.web.edit(message, parcel('2 answered'));
    const [first, second] = [await ada.page.entry('1 answered'), await ada.page.entry('2 answered')];
    expect(second.seq).toBe(first.seq);
    expect(second.revision).toBeGreaterThan(first.revision);
  });

  test('that is not there cannot be changed', async () => {
    const here = await room();
    await expect(here.web.edit(messageRef('99'), parcel('x'))).rejects.toThrow(/refused: no message 99/);
  });

  test('in another room is not heard here', async () => {
    const other = { ...mainRoom, id: roomId('web:other'), title: 'Other' };
    const here = await room({ rooms: [mainRoom, other] });
    const ada = await person(here, 'Ada');
    await here.web.send(parcel('there', { room: other.id }));
    await here.web.send(parcel('here'));
    await ada.page.entry('here');
    expect(heard(ada.page)).toEqual(['here']);
    expect((await fetch(`${here.address}/r/other`)).status).toBe(200);
    expect((await fetch(`${here.address}/r/none`)).status).toBe(404);
  });
});

describe('coming back', () => {
  test('a page gets what it missed, changes included, and nothing twice that matters', async () => {
    const here = await room();
    const ada = await person(here, 'Ada');
    const message = await here.web.send(parcel('question'));
    const seen = await ada.page.entry('question');
    const { run } = await ada.page.until('ready');
    await ada.page.close();
    await here.web.edit(message, parcel('reveal'));
    await here.web.send(parcel('next'));
    await here.web.send(parcel('for another', { to: personId('web:bob') }));
    const back = await (await joinAs(here, ada, { run, revision: seen.revision })).until('ready');
    expect(back.whole).toBe(false);
    expect(texts(back.entries)).toEqual(['reveal', 'next']);
  });

  test('a page from another run of the bot starts afresh', async () => {
    const here = await room();
    const ada = await enter(here, 'Ada');
    for (const said of ['a', 'b']) await here.web.send(parcel(said));
    const back = await (await joinAs(here, ada, { run: 'the last one', revision: 900 })).until('ready');
    expect([back.whole, texts(back.entries)]).toEqual([true, ['a', 'b']]);
  });

  test('a page that was away for very long starts afresh', async () => {
    const here = await room();
    const ada = await enter(here, 'Ada');
    const { run } = await (await joinAs(here, ada)).until('ready');
    for (let i = 0; i < 502; i++) await here.web.send(parcel(`m${i}`));
    const back = await (await joinAs(here, ada, { run, revision: 0 })).until('ready');
    expect([back.whole, back.entries.length, texts(back.entries).at(-1)]).toEqual([true, 200, 'm501']);
  });

  test('what is said while a page is coming in is neither lost nor shown before the rest', async () => {
    let open: () => void = () => {};
    const here = await room();
    const slow = {
      ...here.log,
      latest: async (...asked: Parameters<typeof here.log.latest>) => {
        const found = await here.log.latest(...asked);
        await new Promise<void>((resolve) => {
          open = resolve;
        });
        return found;
      },
    };
    const second = await room({ log: slow, people: here.people });
    const ada = await enter(second, 'Ada');
    await second.web.send(parcel('before'));
    const page = openPage(second);
    await new Promise((resolve) => page.socket.on('open', resolve));
    page.say({ kind: 'hello', secret: ada.secret, locale: 'zh', has: null });
    const bob = await enter(second, 'Bob');
    await second.web.send(parcel('meanwhile'));
    open();
    await page.entry('meanwhile');
    const order = page.heard.map(({ kind }) => kind).filter((kind) => kind !== 'people');
    expect(order).toEqual(['ready', 'entry']);
    expect(bob.name).toBe('Bob');
  });
});

describe('a connection', () => {
  test('that talks nonsense, or talks before it said hello, is closed', async () => {
    const here = await room();
    for (const first of ['not json', '{"kind":"what"}', '{"kind":"say","id":"a","text":"x"}']) {
      const page = openPage(here);
      await new Promise((resolve) => page.socket.on('open', resolve));
      page.say(first);
      expect(await page.closed(), first).toBe(4003);
    }
  });

  test('that sends too much at once is closed', async () => {
    const here = await room();
    const ada = await person(here, 'Ada');
    ada.page.say({ kind: 'say', id: 'x', text: 'a'.repeat(20_000) });
    expect(await ada.page.closed()).toBe(1009);
  });

  test('that has been silent for long is let go, one that answers is kept', async () => {
    const here = await room({ heartbeat: millis(15) });
    const [ada, bob] = [await person(here, 'Ada'), await person(here, 'Bob')];
    await ada.page.until('beat');
    here.clock.jump(here.clock.now() + silence);
    bob.page.say({ kind: 'beat' });
    await say(bob.page, 'still here');
    here.clock.jump(here.clock.now() + 1);
    expect(await ada.page.closed()).toBe(4000);
    await say(bob.page, 'and now');
  });

  test('is not taken from one person without end', async () => {
    const here = await room();
    const ada = await enter(here, 'Ada');
    for (let i = 0; i < 20; i++) await joinAs(here, ada);
    const page = openPage(here);
    await new Promise((resolve) => page.socket.on('open', resolve));
    page.say({ kind: 'hello', secret: ada.secret, locale: 'zh', has: null });
    expect(await page.closed()).toBe(4002);
  });

  test('while the bot stops keeps its lines for later: they are not said to be done', async () => {
    const here = await room();
    const ada = await person(here, 'Ada');
    expect(here.web.state()).toEqual({ kind: 'ready' });
    await here.web.stop();
    expect(await ada.page.closed()).toBe(1001);
    expect(here.web.state()).toEqual({ kind: 'off' });
    const back = await joinAs(here, ada);
    back.say({ kind: 'say', id: 'x', text: 'hello' });
    expect(await back.closed()).toBe(1013);
    expect(back.heard.filter(({ kind }) => kind === 'done')).toEqual([]);
  });
});

test('a toast for somebody who is gone is no fault', async () => {
  const here = await room();
  await expect(here.web.toast('' as never, 'web:gone' as PersonId, mainRoom.id, 'x')).resolves.toBeUndefined();
});
