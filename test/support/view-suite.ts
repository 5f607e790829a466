import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Parcel } from '../../src/chat/transport.ts';
import type { Block, Choice, PollForm, View } from '../../src/chat/view.ts';
import { math, prose, text } from '../../src/kernel/prose.ts';
import { after, seconds } from '../../src/kernel/time.ts';
import { type Actor, faultOf, type Kit, parcelFor, type Seen, type Stage } from './stage.ts';
import { anyText, FORMULAS, numberedView } from './views.ts';

/** A number may be divided where a message ends, with a bullet or a title between. */
const DIVIDED = /«(?:[^«»\d]{0,30}\d)+[^«»\d]{0,30}»/g;
/** More of them for a long look: FIT_RUNS=700. */
const runs = Number(process.env.FIT_RUNS ?? 12);
/** Of real time (ms): long Views are a hundred messages. */
const PATIENCE = Math.max(180_000, runs * 5_000);

/** Any View goes through the real adapter to the server, which refuses what its platform would, and is there whole. */
/** The core asks for drawings; pictures with a name are what becomes of them on the way, and each begins a message of its own on Telegram. */
const asTheCoreSays = (view: View): View => ({
  ...view,
  blocks: view.blocks.map(
    (block): Block =>
      block.kind === 'picture'
        ? {
            kind: 'drawing',
            of: { kind: 'figure', name: block.name },
            alt: block.alt,
            instead: [{ kind: 'paragraph', content: [text(block.alt)] }],
          }
        : block,
  ),
});

export function viewSuite(kit: Kit): void {
  describe(`any View on ${kit.platform}`, () => {
    let stage: Stage;
    let bo: Actor;
    beforeAll(async () => {
      stage = await kit.open();
      bo = await stage.person('Bo', { manager: true });
      stage.tap.core = async () => 'talk';
    });
    afterAll(async () => {
      const problems = stage.problems();
      await stage.close();
      expect(problems).toEqual([]);
    });

    /** As the outbox does, for as long as it is only a matter of time. */
    async function through(deliver: () => Promise<unknown>): Promise<void> {
      for (let round = 0; round < 200; round++) {
        const fault = await faultOf(deliver());
        if (!fault) return;
        if (fault.kind !== 'later') throw new Error(`${fault.kind}: ${fault.why}`);
        await stage.pass(Math.max(1, fault.wait / 1_000));
      }
      throw new Error('it never gets through');
    }

    async function addressed(view: View): Promise<Parcel> {
      if (view.audience === 'room') return parcelFor(stage.room, view.blocks);
      await bo.uses('help');
      const { person, reply } = stage.tap.last;
      return parcelFor(stage.room, view.blocks, { to: person.id, reply });
    }

    async function shown(): Promise<readonly Seen[]> {
      await stage.settle();
      return bo.sees();
    }

    function expectWhole(view: View, seen: readonly Seen[]): void {
      const all = seen.map(({ text, buttons }) => [text, ...buttons].join('\n')).join('\n');
      const found = new Set([...all.matchAll(DIVIDED)].map(([number]) => number.replace(/\D/g, '')));
      for (const [, number = ''] of JSON.stringify(view).matchAll(/«(\d+)»/g)) expect(found).toContain(number);
      expect(seen.flatMap(({ buttons }) => buttons)).toHaveLength(choicesOf(view).length);
    }

    it(
      'is taken, for all or for one, and nothing of it is missing',
      async () => {
        await fc.assert(
          fc.asyncProperty(numberedView.map(dressed).map(asTheCoreSays), async (view) => {
            const parcel = await addressed(view);
            stage.clear();
            await through(() => stage.transport.send(parcel));
            expectWhole(view, await shown());
          }),
          { numRuns: runs },
        );
      },
      PATIENCE,
    );

    it(
      'is taken in the place of any other',
      async () => {
        await fc.assert(
          fc.asyncProperty(
            numberedView.map(dressed).map(asTheCoreSays),
            numberedView.map(dressed).map(asTheCoreSays),
            async (one, other) => {
              stage.clear();
              const ref = await sent(parcelFor(stage.room, one.blocks));
              const next = parcelFor(stage.room, other.blocks);
              await through(() => stage.transport.edit(ref, next));
              expectWhole(other, await shown());
            },
          ),
          { numRuns: Math.ceil(runs / 2) },
        );
      },
      PATIENCE,
    );

    it.runIf(kit.platform === 'telegram')('is taken as a poll where it can be one, else as it is', async () => {
      await bo.uses('help');
      let polls = 0;
      await fc.assert(
        fc.asyncProperty(anyPoll, async (poll) => {
          stage.clear();
          const blocks: Block[] = [
            { kind: 'paragraph', content: [text('With buttons')] },
            { kind: 'options', choices: poll.options },
          ];
          const view: View = { blocks, audience: 'room', poll: { ...poll, closes: after(stage.world.clock.now(), seconds(30)) } };
          await through(() => stage.transport.send({ ...parcelFor(stage.room, []), view }));
          const [seen] = await shown();
          if (seen?.text !== 'With buttons') polls += 1;
        }),
        { numRuns: runs * 4 },
      );
      expect(polls).toBeGreaterThan(runs / 2);
    });

    async function sent(parcel: Parcel) {
      let ref: Awaited<ReturnType<typeof stage.transport.send>> | null = null;
      await through(async () => {
        ref = await stage.transport.send(parcel);
      });
      if (ref === null) throw new Error('it has no reference');
      await stage.pass(5);
      return ref;
    }
  });
}

const saying = fc.oneof(
  { weight: 4, arbitrary: fc.string({ maxLength: 60 }).map((value) => prose(value)) },
  { weight: 2, arbitrary: anyText.map((value) => prose(value)) },
  { weight: 1, arbitrary: fc.constantFrom(...FORMULAS).map((tex) => prose('so ', math(tex))) },
);

const anyPoll: fc.Arbitrary<Omit<PollForm, 'closes'>> = fc
  .tuple(saying, saying, fc.array(saying, { minLength: 1, maxLength: 13 }), saying, fc.boolean())
  .map(([title, question, labels, explanation, several]) => ({
    title,
    question,
    explanation,
    options: labels.map((label, index) => ({ token: `o.${index}`, label })),
    right: several && labels.length > 1 ? [0, labels.length - 1] : [0],
    join: 'j',
    lock: several ? 'l' : null,
  }));

const choicesOf = ({ blocks }: View): readonly Choice[] => blocks.flatMap((block) => ('choices' in block ? block.choices : []));

/** Some buttons ask for text, some stand out, and all have tokens as long as tokens may be. */
function dressed(view: View): View {
  const dress = (choice: Choice, index: number): Choice => ({
    ...choice,
    token: choice.token.padEnd(63, '.'),
    ...(index % 5 === 1 ? { asks: `${choice.token} – 你的答案 `.repeat(1 + (index % 9)) } : {}),
    ...(index % 4 === 2 ? { tone: index % 8 === 2 ? 'primary' : 'danger' } : {}),
  });
  return {
    ...view,
    blocks: view.blocks.map((block): Block => ('choices' in block ? { ...block, choices: block.choices.map(dress) } : block)),
  };
}
