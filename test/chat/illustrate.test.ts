import { describe, expect, it } from 'vitest';
import { drawn } from '../../src/chat/drawn.ts';
import { fit } from '../../src/chat/fit.ts';
import { illustrate } from '../../src/chat/illustrate.ts';
import type { Image } from '../../src/chat/picture.ts';
import type { Block, View } from '../../src/chat/view.ts';
import { discordCapabilities } from '../../src/discord/limits.ts';
import { math, paragraph, text } from '../../src/kernel/prose.ts';
import { instant } from '../../src/kernel/time.ts';
import { webCapabilities } from '../../src/web/limits.ts';

const view = (...blocks: Block[]): View => ({ blocks, audience: 'room' });
const kinds = (shown: View) => shown.blocks.map((block) => block.kind);

const displayed: Block = { kind: 'math', tex: '\\sum_{i=1}^{n} x_i', source: 'x.en:3' };
const hard = paragraph('the mean ', math('\\mathbb{E}_{q(z|x)}[\\log p]'), ' of all');
const easy = paragraph('where ', math('\\alpha \\le \\tfrac12'), ' holds');
const card: Block = {
  kind: 'drawing',
  of: { kind: 'card', card: { kind: 'standings', title: 'Standings', ranks: [], more: '' } },
  alt: 'Ada leads',
  instead: [{ kind: 'list', ordered: false, items: [[text('Ada 3')]] }],
};

const image: Image = { name: 'formula-1', type: 'image/png', bytes: new Uint8Array(3), width: 1, height: 1 };

describe('what becomes a picture', () => {
  it('on Discord a displayed formula, a table, and text whose formulas Unicode cannot write; a line that reads well stays text', () => {
    const table: Block = { kind: 'table', header: [[text('a')]], rows: [[[text('1')]]] };
    const { view: shown, pictures } = illustrate(view(displayed, hard, easy, table, card), discordCapabilities);
    expect(kinds(shown)).toEqual(['picture', 'picture', 'paragraph', 'picture', 'picture']);
    expect([...pictures.values()].map((picture) => picture.kind)).toEqual(['formula', 'prose', 'prose', 'card']);
    expect(shown.blocks[0]).toMatchObject({ alt: '\\sum_{i=1}^{n} x_i' });
    expect(shown.blocks[1]).toMatchObject({ alt: expect.stringContaining('the mean') });
  });

  it('in the local room, which writes formulas itself, only the cards', () => {
    expect(kinds(illustrate(view(displayed, hard, card), webCapabilities).view)).toEqual(['math', 'paragraph', 'picture']);
  });

  it('nothing where the group wants none; a View without anything to draw is the same object', () => {
    const off: View = { ...view(displayed, card), pictures: 'off' };
    expect(kinds(illustrate(off, discordCapabilities).view)).toEqual(['math', 'list']);
    expect(fit(off, discordCapabilities)[0].blocks.map((block) => block.kind)).toContain('list');
    const plain = view(easy);
    expect(illustrate(plain, discordCapabilities).view).toBe(plain);
  });

  it('text with links, and they stand below it, each once', () => {
    const link = (words: string, href: string) => ({ kind: 'link', text: words, href }) as const;
    const vae = link('VAE', 'topic:vae');
    const table: Block = { kind: 'table', header: [[vae]], rows: [[[vae]], [[link('the paper', 'https://example.org/paper')]]] };
    const { view: shown } = illustrate(
      view(table, paragraph('see ', vae, ' for ', math('\\mathbb{E}_{q(z|x)}[\\log p]'))),
      discordCapabilities,
    );
    expect(shown.blocks).toMatchObject([
      { kind: 'picture' },
      { kind: 'note', content: [vae, text(' · '), { href: 'https://example.org/paper' }] },
      { kind: 'picture' },
      { kind: 'note', content: [vae] },
    ]);
  });

  it('no text with a moment in it: a picture does not count down', () => {
    const until = { kind: 'time', at: instant(0), show: 'relative' } as const;
    const block = paragraph(math('\\mathbb{E}_{q(z|x)}[\\log p]'), ' until ', until);
    expect(illustrate(view(block), discordCapabilities).view.blocks).toEqual([block]);
  });

  it('answers that are formulas: a picture of them, and the letters to press', () => {
    const options: Block = {
      kind: 'options',
      choices: ['\\mathbb{E}_{q(z|x)}[\\log p]', 'n'].map((tex, index) => ({ token: `t${index}`, label: [math(tex)] })),
    };
    const { view: shown } = illustrate(view(options), discordCapabilities);
    expect(kinds(shown)).toEqual(['picture', 'options']);
    expect(shown.blocks[1]).toMatchObject({
      choices: [
        { token: 't0', label: [text('A')] },
        { token: 't1', label: [text('B')] },
      ],
    });
  });
});

describe('a picture that cannot be drawn', () => {
  it('leaves its text, and the others stay pictures', async () => {
    const { view: shown, images } = await drawn(view(displayed, card), discordCapabilities, 'en', async ({ picture }) =>
      picture.kind === 'formula' ? image : null,
    );
    expect(kinds(shown)).toEqual(['picture', 'list']);
    expect([...images.keys()]).toEqual(['p1']);
  });

  it('leaves what its text has to be drawn for', async () => {
    const inner: Block = { ...card, instead: [displayed] };
    const { view: shown, images } = await drawn(view(inner), discordCapabilities, 'en', async ({ picture }) =>
      picture.kind === 'formula' ? image : null,
    );
    expect(kinds(shown)).toEqual(['picture']);
    expect(images.size).toBe(1);
  });

  it('leaves the others under their own names', async () => {
    const inner: Block = { ...card, instead: [displayed] };
    const other: Block = { kind: 'math', tex: 'E = mc^2' };
    const { view: shown, images } = await drawn(view(inner, other), discordCapabilities, 'en', async ({ picture }) =>
      picture.kind === 'formula' ? { ...image, name: picture.tex } : null,
    );
    expect(shown.blocks.map((block) => block.kind === 'picture' && images.get(block.name)?.name)).toEqual([displayed.tex, other.tex]);
  });

  it('takes what stood under it away with it', async () => {
    const block: Block = { ...card, below: [paragraph('more')] };
    expect(kinds(illustrate(view(block), discordCapabilities).view)).toEqual(['picture', 'paragraph']);
    expect(kinds((await drawn(view(block), discordCapabilities, 'en', async () => null)).view)).toEqual(['list']);
  });
});

describe('a picture with a caption', () => {
  const can = { ...discordCapabilities, text: 4_096, pictures: 1, caption: 200, counting: 'blocks' as const, reserve: 0 };
  const picture = (name: string): Block => ({ kind: 'picture', name, alt: 'alt' });

  it('begins its message, one in each, and what follows stands under it as far as it fits', () => {
    const parts = fit(view(easy, picture('a'), easy, picture('b'), paragraph('long '.repeat(100))), can);
    expect(parts.map((part) => kinds(part))).toEqual([['paragraph'], ['picture', 'paragraph'], ['picture'], ['paragraph']]);
    expect(
      parts
        .slice(2)
        .flatMap((part) => part.blocks)
        .filter((block) => block.kind === 'paragraph')
        .map((block) => block.content.map((node) => (node.kind === 'text' ? node.text : '')).join(''))
        .join('')
        .replaceAll(/\s/g, ''),
    ).toBe('long'.repeat(100));
  });
});
