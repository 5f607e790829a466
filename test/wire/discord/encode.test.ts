import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DrawPicture, Image } from '../../../src/chat/picture.ts';
import type { Block, View } from '../../../src/chat/view.ts';
import { buttonOf, customId } from '../../../src/discord/custom-id.ts';
import { lettersOf } from '../../../src/discord/pictures.ts';
import { heading, paragraph, prose, text } from '../../../src/kernel/prose.ts';
import { instant } from '../../../src/kernel/time.ts';
import { discordSpec } from '../../support/discord-spec.ts';
import { render } from '../../support/fake-discord/markdown.ts';
import { controlsOf, readMessage, sourceOf } from '../../support/fake-discord/reading.ts';
import { messageProblems, type Payload } from '../../support/fake-discord/rules.ts';
import type { Component } from '../../support/fake-discord/state.ts';
import { numberedView } from '../../support/views.ts';

const image: Image = { name: 'chart-1', type: 'image/png', bytes: new Uint8Array([1]), width: 1, height: 1 };
/** Only one figure can be drawn here; of everything else the text stands. */
const draw: DrawPicture = async ({ picture }) => (picture.kind === 'figure' && picture.name === 'chart' ? image : null);
const lettersFor = (view: View) => lettersOf(view, { menu: 'Open a topic', locale: 'en', draw });
const figure = (name: string): Block => ({
  kind: 'drawing',
  of: { kind: 'figure', name },
  alt: 'Ada leads',
  instead: [paragraph('Ada leads, in words')],
});
const read = (components: readonly unknown[]) => readMessage({ content: '', components: components as readonly Component[], flags: 0 });
const shown = async (...blocks: Block[]) => (await lettersFor({ blocks, audience: 'room' })).map(({ body }) => read(body.components));
const controls = async (...blocks: Block[]) =>
  (await lettersFor({ blocks, audience: 'room' })).flatMap(({ body }) => controlsOf(body.components as readonly Component[]));

/** A number may be divided where a message ends, with a bullet or a title between. */
const DIVIDED = /«(?:[^«»\d]{0,30}\d)+[^«»\d]{0,30}»/g;
const labelsOf = (components: readonly Component[]) => controlsOf(components).map(({ label }) => label ?? '');
const spec = discordSpec();
const runs = Number(process.env.FIT_RUNS ?? 60);

describe('any View on Discord', () => {
  it('gives only messages that Discord takes', async () => {
    await fc.assert(
      fc.asyncProperty(numberedView, async (view) => {
        for (const { body, files } of await lettersFor(view)) {
          expect(
            messageProblems(
              body as unknown as Payload,
              files.map(({ name, data }) => ({ name, size: (data as Buffer).length })),
            ),
          ).toEqual([]);
          expect(spec?.('POST', '/channels/1/messages', body) ?? []).toEqual([]);
        }
      }),
      { numRuns: runs },
    );
  });

  it('loses no text', async () => {
    await fc.assert(
      fc.asyncProperty(numberedView, async (view) => {
        const letters = await lettersFor(view);
        const words = letters.flatMap(({ body }) => sourceOf(body.components as readonly Component[]).map((source) => render(source).text));
        const seen = [...words, ...letters.flatMap(({ body }) => labelsOf(body.components as readonly Component[]))].join('');
        const found = new Set([...seen.matchAll(DIVIDED)].map((number) => number[0].replace(/\D/g, '')));
        for (const [, number = ''] of JSON.stringify(view).matchAll(/«(\d+)»/g)) expect(found).toContain(number);
      }),
      { numRuns: runs },
    );
  });

  it('keeps every button, each with its token, in order', async () => {
    await fc.assert(
      fc.asyncProperty(numberedView, async (view) => {
        const pressed = (await controls(...view.blocks)).flatMap((one) => (one.type === 2 ? [buttonOf(one.custom_id ?? '')] : []));
        const tokens = view.blocks.flatMap((block) => ('choices' in block ? block.choices.map(({ token }) => token) : []));
        expect(pressed.flatMap((button) => (button.does === 'press' ? [button.token] : []))).toEqual(tokens);
      }),
      { numRuns: runs },
    );
  });

  it('calls nobody', async () => {
    await fc.assert(
      fc.asyncProperty(numberedView, async (view) => {
        for (const { body } of await lettersFor(view)) {
          expect(body.allowed_mentions).toEqual({ parse: [] });
          for (const source of sourceOf(body.components as readonly Component[]))
            expect(render(source).marks.filter((mark) => /^(mention|emoji)/.test(mark))).toEqual([]);
        }
      }),
      { numRuns: runs },
    );
  });
});

describe('a View on Discord', () => {
  it('that holds nothing to see is still a message', async () => {
    expect(await shown()).toEqual(['…']);
    expect(await shown(paragraph('  '))).toEqual(['…']);
  });

  it('has headings, lists, quotes and small print of Discord’s own', async () => {
    const [message] = await lettersFor({
      blocks: [
        heading(2, 'Gradient'),
        paragraph('It points uphill.'),
        { kind: 'list', ordered: true, items: [prose('first'), prose('second\nline')] },
        { kind: 'quote', content: prose('as they say') },
        { kind: 'note', content: prose('small') },
        { kind: 'code', text: 'x = ```1```', language: 'python' },
      ],
      audience: 'room',
    });
    const [source = ''] = sourceOf((message?.body.components ?? []) as readonly Component[]);
    expect(render(source).marks).toEqual(['heading 2', 'ordered', 'ordered', 'quote', 'note', 'fence python']);
    expect(render(source).text).toContain('2. second\n   line');
    expect(render(source).text).toContain('x = ```1```');
  });

  it('hides a spoiler in a container of its own, with its title before it', async () => {
    const spoiler: Block = { kind: 'spoiler', title: prose('Answer'), blocks: [paragraph('B, of course')] };
    expect(await shown(paragraph('Which?'), spoiler, paragraph('Next'))).toEqual(['Which?\n\nAnswer\n(spoiler) B, of course\nNext']);
  });

  it('shows a picture with its alt text, or its text where it cannot be drawn', async () => {
    expect(await shown(figure('chart'))).toEqual(['(picture: Ada leads)']);
    expect(await shown(figure('lost'))).toEqual(['Ada leads, in words']);
    const [letter] = await lettersFor({ blocks: [figure('chart')], audience: 'room' });
    expect(letter?.files.map(({ name }) => name)).toEqual(['chart-1.png']);
  });

  it('asks for typed answers by a button that carries the name of its field', async () => {
    const token = `p.${'x'.repeat(50)}.t`;
    const [button] = await controls({
      kind: 'actions',
      choices: [{ token, label: [text('Type')], asks: 'Your answer in metres, please' }],
    });
    expect(buttonOf(button?.custom_id ?? '')).toEqual({ does: 'ask', token, field: 'Your answer in metres, please' });
    expect(customId({ does: 'ask', token, field: 'long '.repeat(40) }).length).toBeLessThanOrEqual(100);
    expect(buttonOf(customId({ does: 'ask', token, field: 'long '.repeat(40) }))).toMatchObject({ token });
  });

  it('opens topics by buttons where they are few, and by menus where they are many', async () => {
    const link = (index: number) => prose({ kind: 'link', text: `Topic ${index}`, href: `topic:topic-${index}#part` });
    const list = (count: number): Block => ({
      kind: 'list',
      ordered: false,
      items: Array.from({ length: count }, (_, index) => link(index)),
    });
    expect((await controls(list(2))).map(({ label, custom_id }) => [label, custom_id])).toEqual([
      ['Topic 0', '=topic-0#part'],
      ['Topic 1', '=topic-1#part'],
    ]);
    const menus = await controls(list(51));
    expect(menus.map(({ type }) => type)).toEqual([3, 3, 3]);
    expect(menus.flatMap(({ options }) => options ?? [])).toHaveLength(51);
  });

  it('counts down where a moment is relative', async () => {
    const at = instant(Date.parse('2026-11-20T08:00:20Z'));
    const [message] = await lettersFor({
      blocks: [{ kind: 'note', content: prose('Ends ', { kind: 'time', at, show: 'relative' }) }],
      audience: 'room',
    });
    expect(sourceOf((message?.body.components ?? []) as readonly Component[])).toEqual(['-# Ends <t:1795161620:R>']);
  });
});
