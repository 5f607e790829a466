import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Parcel } from '../../src/chat/transport.ts';
import type { Block } from '../../src/chat/view.ts';
import { math, paragraph, prose, text } from '../../src/kernel/prose.ts';
import { after, instant, seconds } from '../../src/kernel/time.ts';
import { type Actor, faultOf, type Kit, parcelFor, type Seen, type Stage } from './stage.ts';

const MATRIX = '\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}';

/** What every transport does for the core, whatever its platform. Asserted on what people have before their eyes. */
export function transportSuite(kit: Kit): void {
  describe(`the transport of ${kit.platform}`, () => {
    let stage: Stage;
    let ada: Actor;
    let bo: Actor;
    /** Whether the operator may be told something: some of these tests are about trouble. */
    let troubled: boolean;

    async function open(): Promise<void> {
      troubled = false;
      stage = await kit.open();
      ada = await stage.person('Ada', { manager: true });
      bo = await stage.person('Bo');
    }
    async function close(): Promise<void> {
      stage.freeze(false);
      const problems = stage.problems();
      await stage.close();
      if (!troubled) expect(problems).toEqual([]);
    }
    async function emptied(): Promise<void> {
      stage.tap.core = null;
      await stage.pass(90);
      stage.clear();
    }

    const parcel = (blocks: readonly Block[], more: Partial<Parcel> = {}) => parcelFor(stage.room, blocks, more);
    const line = (value: string) => paragraph(value);
    const shows = async (...blocks: Block[]): Promise<Seen> => {
      await stage.transport.send(parcel(blocks));
      await stage.settle();
      return last(bo);
    };
    const last = (actor: Actor): Seen => actor.sees().at(-1) ?? { id: '', text: '', hidden: [], buttons: [], topics: [], alone: false };
    const texts = (actor: Actor): string[] => actor.sees().map((seen) => seen.text);
    const button = (token: string, label: string): Block => ({ kind: 'actions', choices: [{ token, label: [text(label)] }] });
    /** Somebody acts, and the test answers in the bot's place. */
    const asks = async (actor: Actor) => {
      stage.tap.core = async () => 'talk';
      await actor.uses('help');
      return stage.tap.last;
    };
    /** As the outbox does: again and again, for as long as there is hope. */
    async function insists(what: Parcel): Promise<void> {
      for (let round = 0; round < 5; round++) {
        const fault = await faultOf(stage.transport.send(what));
        if (!fault) return;
        expect(['later', 'unsure']).toContain(fault.kind);
        await stage.pass(40);
      }
      throw new Error('it never gets through');
    }

    describe('shows', () => {
      together({ open, close, emptied });

      it('a post to all in the room', async () => {
        await shows(line('good evening'));
        for (const one of [ada, bo]) expect(last(one)).toMatchObject({ text: 'good evening', alone: false });
      });

      it('posts in their order', async () => {
        const words = ['one', 'two', 'three', 'four', 'five', 'six'];
        for (const word of words) await insists(parcel([line(word)]));
        await stage.settle();
        expect(texts(bo)).toEqual(words);
      });

      it('a change in the place of what it changes', async () => {
        const ref = await stage.transport.send(parcel([line('before'), button('t.1', 'Go')]));
        await stage.transport.send(parcel([line('another')]));
        await stage.pass(10);
        await stage.transport.edit(ref, parcel([line('after')]));
        await stage.settle();
        expect(texts(bo)).toEqual(['after', 'another']);
        expect(bo.sees()[0]?.buttons).toEqual([]);
      });

      it('no difference where a change changes nothing', async () => {
        const blocks = [line('as it is'), button('t.1', 'Go')];
        const ref = await stage.transport.send(parcel(blocks));
        await stage.settle();
        const before = bo.sees();
        await stage.pass(10);
        expect(await faultOf(stage.transport.edit(ref, parcel(blocks)))).toBeNull();
        await stage.settle();
        expect(bo.sees()).toEqual(before);
      });

      it('the same key twice once, where the platform knows keys', async () => {
        const twice = parcel([line('once')]);
        const first = await stage.transport.send(twice);
        const second = await stage.transport.send(twice);
        await stage.settle();
        if (stage.transport.can.exactlyOnce) expect(second).toBe(first);
        expect(texts(bo)).toHaveLength(stage.transport.can.exactlyOnce ? 1 : 2);
      });

      it('a private reply to who asked, and to nobody else', async () => {
        const { reply, person } = await asks(bo);
        await stage.transport.send(parcel([line('between us')], { to: person.id, reply }));
        await stage.settle();
        expect(last(bo)).toMatchObject({ text: 'between us', alone: true });
        expect(texts(ada)).toEqual([]);
      });

      it('a private reply to who pressed, and to nobody else', async () => {
        await shows(line('press'), button('t.1', 'Here'));
        stage.tap.core = async () => 'talk';
        await bo.presses('Here');
        expect(stage.tap.last).toMatchObject({ kind: 'press', token: 't.1', person: { id: bo.id } });
        const { reply, person } = stage.tap.last;
        const long = `between us ${'and nobody else '.repeat(20)}`.trim();
        await stage.transport.send(parcel([line(long), button('t.2', 'More')], { to: person.id, reply }));
        await stage.settle();
        expect(bo.sees().filter(({ alone }) => alone)).toContainEqual(expect.objectContaining({ text: long, buttons: ['More'] }));
        expect(texts(ada)).toEqual(['press']);
        await bo.presses('More');
        expect(stage.tap.last).toMatchObject({ kind: 'press', token: 't.2', room: { id: stage.room }, person: { id: bo.id } });
      });

      it('a toast to who acted, as the plain text it is', async () => {
        await shows(line('press'), button('t.1', 'Here'));
        stage.tap.core = async () => 'talk';
        await bo.presses('Here');
        const { reply, person, room } = stage.tap.last;
        await stage.transport.toast(reply ?? fails('no reply'), person.id, room.id, 'Recorded: **B**, _x_ @everyone');
        await stage.settle();
        expect(bo.sees().filter(({ alone }) => alone)).toEqual([expect.objectContaining({ text: 'Recorded: **B**, _x_ @everyone' })]);
        expect(texts(ada)).toEqual(['press']);
      });

      it('what was typed behind a button to the core only', async () => {
        await shows(line('How much?'), { kind: 'actions', choices: [{ token: 't.1', label: [text('Type it')], asks: 'In metres' }] });
        stage.tap.core = async () => 'quiet';
        await bo.enters('Type it', '0.55');
        expect(stage.tap.last).toMatchObject({
          kind: 'press',
          token: 't.1',
          typed: '0.55',
          room: { id: stage.room },
          person: { id: bo.id },
        });
        expect(ada.sees().map((seen) => seen.text)).toEqual(['How much?']);
      });
    });

    describe('shows whole', () => {
      together({ open, close, emptied });

      it('a View that is too long for a message, in order, with the buttons at its end', async () => {
        const sentences = Array.from({ length: 600 }, (_, index) => `«${index}» is one of the sentences that are said here.`);
        const paragraphs = Array.from({ length: 60 }, (_, index) => line(sentences.slice(index * 10, index * 10 + 10).join(' ')));
        await insists(parcel([...paragraphs, button('t.1', 'Go on')]));
        await stage.settle();
        expect(
          [
            ...texts(bo)
              .join('\n')
              .matchAll(/«(\d+)»/g),
          ].map((found) => Number(found[1])),
        ).toEqual([...Array(600).keys()]);
        expect(bo.sees().map(({ buttons }) => buttons.length)).toEqual([...Array(bo.sees().length - 1).fill(0), 1]);
      });

      it('lists with their numbers, and quotes, small print and code', async () => {
        const seen = await shows(
          { kind: 'list', ordered: true, items: [prose('first'), prose('second')] },
          { kind: 'list', ordered: false, items: [prose('loose')] },
          { kind: 'list', ordered: false, marked: true, items: [prose('✅ ', text('A', 'strong'), ' right'), prose('🥇 Ada')] },
          { kind: 'quote', content: prose('as they say') },
          { kind: 'note', content: prose('small') },
          { kind: 'code', text: 'x = ```1```', language: 'python' },
        );
        expect(seen.text.split('\n').filter(Boolean)).toEqual([
          '1. first',
          '2. second',
          '• loose',
          '✅ A right',
          '🥇 Ada',
          'as they say',
          'small',
          'x = ```1```',
        ]);
      });

      it('tables, each value with what it is of', async () => {
        const wide = (name: string) => `${name} is a value of some length`;
        const seen = await shows(
          { kind: 'table', header: [prose('K'), prose('V')], rows: [[prose('rate'), prose('0.1')]] },
          { kind: 'table', header: [prose('Loss'), prose('Used for')], rows: [[prose(wide('hinge')), prose(wide('margin'))]] },
        );
        expect(seen.text).toMatch(/K · V\s+• rate · 0\.1/);
        expect(seen.text).toContain(`• Loss: ${wide('hinge')} · Used for: ${wide('margin')}`);
      });

      it('formulas as Unicode where it reads well, and as their source where not', async () => {
        const seen = await shows(
          paragraph('so ', math('\\alpha_0 \\le \\tfrac12'), ' holds'),
          { kind: 'math', tex: 'w \\leftarrow w - \\eta \\nabla L' },
          { kind: 'math', tex: MATRIX },
        );
        expect(seen.text).toContain('so α₀ ≤ ½ holds');
        expect(seen.text).toContain('w ← w − η∇L');
        expect(seen.text).toContain(MATRIX);
      });

      it('options by their letters, with long ones above the buttons', async () => {
        const choices = (labels: string[]): Block => ({
          kind: 'options',
          choices: labels.map((label, index) => ({ token: `o.${index}`, label: [text(label)] })),
        });
        const short = await shows(line('Which?'), choices(['red', 'green', 'blue', 'none']));
        expect(short.buttons).toEqual(['A. red', 'B. green', 'C. blue', 'D. none']);
        const long = ['red', 'green', 'blue', 'none'].map((colour) => `${colour}, ${'which is a colour of some length '.repeat(6).trim()}`);
        const seen = await shows(line('Which?'), choices(long));
        expect(seen.buttons).toEqual(['A', 'B', 'C', 'D']);
        for (const [index, label] of long.entries()) expect(seen.text).toContain(`${'ABCD'[index]}. ${label}`);
        stage.tap.core = async () => 'quiet';
        await bo.presses('C');
        expect(stage.tap.last).toMatchObject({ kind: 'press', token: 'o.2' });
      });

      it('spoilers, hidden', async () => {
        const seen = await shows(line('Which?'), {
          kind: 'spoiler',
          title: prose('The answer'),
          blocks: [paragraph('it is ', text('x=1', 'code')), { kind: 'code', text: 'print(1)' }],
        });
        expect(seen.text).toMatch(/Which\?\s+The answer\s+it is x=1\s+print\(1\)/);
        expect(seen.hidden.map((hidden) => hidden.split(/\s*\n\s*/))).toEqual([['it is x=1', 'print(1)']]);
      });

      it('moments, and topics that can be opened', async () => {
        const at = after(instant(stage.world.clock.now()), seconds(90));
        const seen = await shows(
          paragraph('ends ', { kind: 'time', at, show: 'relative' }, ', read ', { kind: 'link', text: 'AdaBoost', href: 'topic:adaboost' }),
        );
        expect(seen.text).toBe('ends ⟨moment⟩, read AdaBoost');
        expect(seen.topics).toEqual(['AdaBoost']);
      });

      it.each([
        '**bold** *it* __under__ ~~no~~ ||hid|| `code` ```py\nfence```',
        '# no heading\n> no quote\n- no item\n1. no number\n-# no note',
        '[no](https://example.org) <b>no</b> &amp; <@1> <#2> <t:1:R> :smile:',
        '@everyone @here and @Ada \\*escaped\\* $x$ {% x %}',
      ])('takes no text for markup, and calls nobody: %j', async (hostile) => {
        const seen = await shows(line(hostile), { kind: 'list', ordered: false, items: [prose(hostile.replaceAll('\n', ' '))] });
        const read = (value: string) => value.split(/\s+/).filter(Boolean);
        expect(read(seen.text)).toEqual([...read(hostile), '•', ...read(hostile)]);
        expect(seen.hidden).toEqual([]);
      });
    });

    describe('that cannot deliver', () => {
      apart({ open, close });
      beforeEach(() => {
        troubled = true;
      });

      it.runIf(kit.troubles.includes('haste'))('for haste says how long to wait, and then can', async () => {
        stage.order('haste');
        const what = parcel([line('patience')]);
        const fault = await faultOf(stage.transport.send(what));
        expect(fault).toMatchObject({ kind: 'later', wait: expect.any(Number) });
        expect(fault?.kind === 'later' && fault.wait).toBeGreaterThanOrEqual(30_000);
        expect(texts(bo)).toEqual([]);
        await stage.pass(40);
        await insists(what);
        await stage.settle();
        expect(texts(bo)).toEqual(['patience']);
      });

      it.runIf(kit.troubles.includes('fault'))('for a fault of the server calls neither the room closed nor the message bad', async () => {
        stage.order('fault');
        const what = parcel([line('in the end')]);
        expect(['later', 'unsure']).toContain((await faultOf(stage.transport.send(what)))?.kind);
        await insists(what);
        await stage.settle();
        expect(texts(bo)).toEqual(['in the end']);
      });

      it('for a line that was cut says that nobody knows; again, it is shown once where the platform knows keys', async () => {
        const [lost, taken] = [parcel([line('lost')]), parcel([line('taken')])];
        stage.order('cut before');
        expect(await faultOf(stage.transport.send(lost))).toMatchObject({ kind: 'unsure' });
        stage.order('cut after');
        expect(await faultOf(stage.transport.send(taken))).toMatchObject({ kind: 'unsure' });
        await stage.pass(5);
        for (const one of [lost, taken]) await insists(one);
        await stage.settle();
        expect(texts(bo).toSorted()).toEqual(stage.transport.can.exactlyOnce ? ['lost', 'taken'] : ['lost', 'taken', 'taken']);
      });

      it.runIf(kit.remote)('into a room that is shut says so, with a reason in the language of the message', async () => {
        await stage.shut();
        const reasons = [];
        for (const locale of ['en', 'zh'] as const) {
          const fault = await faultOf(stage.transport.send(parcel([line('hello')], { locale })));
          expect(fault).toMatchObject({ kind: 'closed', why: expect.stringMatching(/\S{2}/) });
          reasons.push(fault?.why);
        }
        expect(reasons[0]).not.toMatch(/\p{Script=Han}/u);
        expect(reasons[1]).toMatch(/\p{Script=Han}/u);
        await stage.unshut();
        await insists(parcel([line('hello again')]));
        await stage.settle();
        expect(last(bo).text).toBe('hello again');
      });
    });

    describe('that starts and stops', () => {
      apart({ open, close });

      it('announces nothing, says when it is ready, and is off behind', async () => {
        expect(stage.transport.state()).toEqual({ kind: 'ready' });
        await stage.stop();
        expect(stage.transport.state()).toEqual({ kind: 'off' });
        await stage.start();
        expect(stage.transport.state()).toEqual({ kind: 'ready' });
        await stage.pass(60);
        for (const one of [ada, bo]) expect(one.sees()).toEqual([]);
      });

      it('hands on what people did before, and nothing after', async () => {
        const { promise, resolve } = Promise.withResolvers<'quiet'>();
        await shows(line('press'), button('t.1', 'Here'));
        stage.tap.core = () => promise;
        const pressed = bo.presses('Here');
        while (stage.tap.arrived.length === 0) await new Promise((done) => setImmediate(done));
        const stopped = stage.transport.stop();
        resolve('quiet');
        await Promise.all([stopped, pressed.catch(() => {})]);
        expect(stage.tap.arrived).toHaveLength(1);
        expect(stage.transport.state()).toEqual({ kind: 'off' });
      });

      it('is done within ten seconds, though its platform answers nothing', async () => {
        troubled = true;
        await shows(line('press'), button('t.1', 'Here'));
        stage.tap.core = async ({ reply, person, room }) => {
          await stage.transport.toast(reply ?? fails('no reply'), person.id, room.id, 'heard');
          return 'quiet';
        };
        await bo.presses('Here');
        stage.freeze(true);
        void bo.presses('Here').catch(() => {});
        while (stage.tap.arrived.length < 2) await new Promise((done) => setImmediate(done));
        const began = performance.now();
        await stage.transport.stop();
        expect(performance.now() - began).toBeLessThan(10_000);
      });

      it.runIf(kit.remote)('says since when and why its platform is away, and that it is back', async () => {
        troubled = true;
        await stage.leave();
        const state = stage.transport.state();
        expect(state).toMatchObject({ kind: 'degraded', why: expect.stringMatching(/\S/) });
        expect(state.kind === 'degraded' && state.since).toBeLessThanOrEqual(stage.world.clock.now());
        await stage.comeBack();
        expect(stage.transport.state()).toEqual({ kind: 'ready' });
        await ada.uses('settings language', { language: 'zh' });
        expect(last(ada)).toMatchObject({ alone: true });
      });
    });
  });
}

interface Scene {
  readonly open: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** One bot for many tests, in a room that is empty for each and has been quiet for a while. */
function together({ open, close, emptied }: Scene & { readonly emptied: () => Promise<void> }): void {
  beforeAll(open);
  beforeEach(emptied);
  afterAll(close);
}

/** A bot for each test. */
function apart({ open, close }: Scene): void {
  beforeEach(open);
  afterEach(close);
}

function fails(why: string): never {
  throw new Error(why);
}
