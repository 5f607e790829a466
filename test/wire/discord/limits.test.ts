import { describe, expect, it } from 'vitest';
import type { Block } from '../../../src/chat/view.ts';
import { modalFor } from '../../../src/discord/modal.ts';
import { lettersOf } from '../../../src/discord/pictures.ts';
import { paragraph, prose } from '../../../src/kernel/prose.ts';
import { discordSpec } from '../../support/discord-spec.ts';
import { controlsOf } from '../../support/fake-discord/reading.ts';
import { hiddenFiles, messageProblems, modalProblems, type Payload } from '../../support/fake-discord/rules.ts';
import type { Component } from '../../support/fake-discord/state.ts';

const spec = discordSpec();
const times = <T>(count: number, one: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => one(index));
const link = (index: number): Block => ({
  kind: 'paragraph',
  content: prose({ kind: 'link', text: `${index} ${'long '.repeat(60)}`, href: `topic:topic-${index}` }),
});
const choices = (count: number, label = 'yes') => times(count, (index) => ({ token: `t${index}.${label.length}`, label: prose(label) }));
const letters = (blocks: readonly Block[]) =>
  lettersOf({ blocks, audience: 'room' }, { menu: 'Open a topic, '.repeat(30), locale: 'en', draw: async () => null });

/** Each stands right at or beyond a limit: raised beyond what is published, Discord would refuse what comes of it. */
const EDGES: readonly (readonly [what: string, blocks: readonly Block[]])[] = [
  ['text in paragraphs', times(60, (index) => paragraph(`${index}`, ' 很长'.repeat(80)))],
  ['text in one paragraph', [paragraph('word '.repeat(3_000))]],
  ['components', times(60, (index) => ({ kind: 'spoiler', title: prose(`${index}`), blocks: [paragraph('hidden')] }))],
  ['buttons in rows', [{ kind: 'options', choices: choices(40) }]],
  ['labels', times(90, (length) => ({ kind: 'actions', choices: choices(1, 'x'.repeat(length + 1)) }))],
  ['buttons that ask', [{ kind: 'actions', choices: [{ token: 't'.repeat(60), label: prose('Type'), asks: 'field '.repeat(30) }] }]],
  ['topics as buttons', times(5, link)],
  ['topics in menus', times(60, link)],
];

describe('at its limits', () => {
  it.each(EDGES)('a message is one that Discord takes: %s', async (_, blocks) => {
    const written = await letters(blocks);
    for (const { body } of written) {
      expect(messageProblems(body as unknown as Payload, [])).toEqual([]);
      expect(spec?.('POST', '/channels/1/messages', body) ?? []).toEqual([]);
    }
    expect(written.length).toBeGreaterThan(0);
  });

  it('a message has as much as fits: five buttons in a row, labels of 80 characters, 25 topics in a menu', async () => {
    const shown = async (...blocks: Block[]) => (await letters(blocks)).map(({ body }) => body.components as readonly Component[]);
    const rows = (await shown({ kind: 'options', choices: choices(20) })).flat().flatMap(({ components = [] }) => components);
    expect(rows.map(({ components }) => components?.length)).toEqual([5, 5, 5, 5]);
    const labels = (await shown({ kind: 'actions', choices: choices(1, 'x'.repeat(80)) })).flatMap(controlsOf);
    expect(labels.map(({ label }) => label)).toEqual(['x'.repeat(80)]);
    const menus = (
      await shown({
        kind: 'list',
        ordered: false,
        items: times(30, (index) => prose({ kind: 'link', text: 'a', href: `topic:t${index}` })),
      })
    ).flatMap(controlsOf);
    expect(menus.map(({ options }) => options?.length)).toEqual([25, 5]);
  });

  it.each(['', 'field '.repeat(30)])('a window is one that Discord takes', (field) => {
    const { data } = modalFor({ token: 't'.repeat(60), field }, 'title '.repeat(30));
    expect(modalProblems(data as never)).toEqual([]);
    expect(spec?.('POST', '/interactions/1/x/callback', { type: 9, data }) ?? []).toEqual([]);
  });
});

describe('the fake Discord', () => {
  const shows = (...names: string[]): Payload => ({
    flags: 1 << 15,
    components: names.map((name) => ({ type: 12, items: [{ media: { url: `attachment://${name}` } }] })),
  });
  const file = (name: string) => ({ name, size: 1 });

  it('refuses more than ten files, two of one name, files that are not there, and descriptions that are empty or too long', () => {
    const names = times(11, (index) => `${index}.png`);
    expect(
      messageProblems(
        shows(...names.slice(1)),
        names.slice(1).map((name) => file(name)),
      ),
    ).toEqual([]);
    expect(
      messageProblems(
        shows(...names),
        names.map((name) => file(name)),
      ),
    ).toEqual(['attachments: more than 10']);
    expect(messageProblems(shows('a'), [file('a'), file('a')])).toEqual(['attachments: two files of one name']);
    expect(hiddenFiles(shows('a'), [file('a'), file('b')])).toEqual(['b']);
    expect(messageProblems(shows('a'), [])).toEqual(['components[0]: no file a came with it']);
    expect(messageProblems({ ...shows('a'), attachments: [{ id: '1' }] }, [file('a')])).toEqual(['attachments: no file 1 came with it']);
    for (const description of ['', 'x'.repeat(1_025)]) {
      const gallery = { type: 12, items: [{ media: { url: 'attachment://a' }, description }] };
      expect(messageProblems({ flags: 1 << 15, components: [gallery] }, [file('a')])).toHaveLength(1);
    }
  });
});
