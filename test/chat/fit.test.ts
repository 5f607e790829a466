import { describe, expect, it } from 'vitest';
import { fit as fitted } from '../../src/chat/fit.ts';
import { measureAll } from '../../src/chat/measure.ts';
import type { Capabilities } from '../../src/chat/transport.ts';
import type { Block, Choice, View } from '../../src/chat/view.ts';
import { heading, type Inline, math, paragraph, prose, text } from '../../src/kernel/prose.ts';
import { instant } from '../../src/kernel/time.ts';
import { webCapabilities } from '../../src/web/limits.ts';
import { discordLike, telegramLike } from '../support/platforms.ts';
import { shown } from '../support/writing.ts';

const view = (...blocks: Block[]): View => ({ blocks, audience: 'room' });
const choice = (label: string | Inline, token = `t-${JSON.stringify(label)}`): Choice => ({ token, label: prose(label) });
const options = (...labels: (string | Inline)[]): Block => ({
  kind: 'options',
  choices: labels.map((label, index) => choice(label, `t${index}`)),
});
const actions = (...labels: string[]): Block => ({ kind: 'actions', choices: labels.map((label) => choice(label)) });
const read = (one: View, can: Capabilities = telegramLike): readonly string[] => fitted(one, can).map(shown);
const small: Capabilities = { ...telegramLike, text: 100, reserve: 0, markup: { ...telegramLike.markup, gap: 1 } };

describe('a View within the limits', () => {
  it('comes back as the same object', () => {
    const one = view(
      heading(2, 'Gradient'),
      paragraph('A step down, ', math('x_0'), '.'),
      { kind: 'math', tex: 'x' },
      options('One', 'Two'),
      actions('Read on'),
    );
    expect(fitted(one, webCapabilities)).toEqual([one]);
    expect(fitted(one, webCapabilities)[0]).toBe(one);
    const plain = view(paragraph('Words only.'), actions('Read on'));
    expect(fitted(plain, telegramLike)[0]).toBe(plain);
  });

  it('keeps its poll, which stands for the whole of it', () => {
    const poll = { title: [], question: [], options: [], right: [], explanation: [], closes: instant(0), join: 'j', lock: null };
    const asked: View = { ...view(paragraph('1 + 1?', math('x_0')), options('2', '3')), poll };
    expect(fitted(asked, telegramLike).map((part) => part.poll)).toEqual([poll]);
    const long: View = { ...asked, blocks: [paragraph('word '.repeat(40)), ...asked.blocks] };
    expect(fitted(long, small).map((part) => part.poll)).toEqual(fitted(long, small).map(() => undefined));
  });

  it('may have nothing in it', () => {
    expect(fitted(view(), discordLike)).toEqual([view()]);
    expect(read(view())).toEqual(['…']);
  });
});

describe('a View that is too long', () => {
  it('is divided between blocks, and a heading goes with what it heads', () => {
    const parts = read(view(paragraph('a'.repeat(60)), heading(2, 'Next'), paragraph('b'.repeat(60))), small);
    expect(parts).toEqual(['a'.repeat(60), `Next\n${'b'.repeat(60)}`]);
  });

  it('is divided between sentences where a block has to be cut', () => {
    const first = 'The first sentence is fairly long, e.g. it names Fig. 3 and the number 0.55 of Dr. Who.';
    const second = 'The second one does not fit beside it at all.';
    expect(read(view(paragraph(`${first} ${second}`)), small)).toEqual([first, second]);
    const [one, two] = [
      '梯度下降沿着负梯度方向走一小步，步长由学习率决定。'.repeat(3),
      '太大会发散，太小又慢得让人着急，所以要慢慢地试试看。'.repeat(2),
    ];
    expect(read(view(paragraph(one + two)), small)).toEqual([one, two]);
  });

  it('is divided between words where a sentence has to be cut, and Chinese punctuation begins no message', () => {
    for (const part of read(view(paragraph('several words '.repeat(20))), small))
      expect(part.trim()).toMatch(/^(?:several|words)\b.*\b(?:several|words)$/);
    // The hundredth character of the first piece is followed by a comma.
    const chinese = read(view(paragraph('步长，学习率很'.repeat(30))), small);
    expect(chinese.length).toBeGreaterThan(1);
    for (const part of chinese) expect(part).not.toMatch(/^，/);
    expect(chinese.join('')).toBe('步长，学习率很'.repeat(30));
  });

  it('begins a new message behind a sentence, though some words of the next would fit', () => {
    const sentence = 'One sentence takes more than half of a small message.';
    expect(read(view(paragraph(`${sentence} ${sentence} ${sentence}`)), small)).toEqual([sentence, sentence, sentence]);
  });

  it('cuts a word without end between characters as people see them', () => {
    for (const character of ['👩‍👩‍👧‍👦', 'e\u0301', '🇨🇳', '很']) {
      const parts = read(view(paragraph(character.repeat(97))), small);
      expect(parts.length).toBeGreaterThan(character.length > 1 ? 1 : 0);
      for (const part of parts) expect(part.length % character.length).toBe(0);
    }
    const marks = `a${'\u0301'.repeat(250)}`;
    expect(read(view(paragraph(marks)), small).join('')).toBe(marks);
  });

  it('keeps a formula whole', () => {
    const formula = math('\\mathbf w^{\\top}\\mathbf x+b>0');
    const parts = read(view(paragraph(`${'word '.repeat(18)}`, formula, ' and so on and on it goes')), small);
    expect(parts.filter((part) => part.includes('𝐰ᵀ𝐱 + b > 0'))).toHaveLength(1);
    const source = math('\\sum_{x\\in X}p(x)\\log p(x)');
    const sourced = read(view(paragraph(`${'word '.repeat(15)}`, source)), small);
    expect(sourced).toEqual(['word '.repeat(15).trim(), source.kind === 'math' ? source.tex : '']);
  });

  it('goes on with the numbers of a list', () => {
    const items = Array.from({ length: 6 }, (_, index) => prose(`${'x'.repeat(20)}${index + 1}`));
    expect(read(view({ kind: 'list', ordered: true, items }), small)).toEqual([
      '1. xxxxxxxxxxxxxxxxxxxx1\n2. xxxxxxxxxxxxxxxxxxxx2\n3. xxxxxxxxxxxxxxxxxxxx3\n4. xxxxxxxxxxxxxxxxxxxx4',
      '5. xxxxxxxxxxxxxxxxxxxx5\n6. xxxxxxxxxxxxxxxxxxxx6',
    ]);
  });

  it('goes on with the numbers of a list for as long as it takes, and inside an item', () => {
    const items = Array.from({ length: 5 }, (_, index) => prose(`${'y'.repeat(40)}${index + 1}`));
    const starts = fitted(view({ kind: 'list', ordered: true, start: 3, items }), small).flatMap((part) =>
      part.blocks.map((block) => (block.kind === 'list' ? block.start : null)),
    );
    expect(starts).toEqual([3, 5, 7]);
    const long = fitted(view({ kind: 'list', ordered: true, items: [prose('word '.repeat(30)), prose('next')] }), small);
    expect(long.map((part) => part.blocks.map((block) => (block.kind === 'list' ? `${block.start ?? 1}` : block.kind)))).toEqual([
      ['1'],
      ['paragraph', '2'],
    ]);
  });

  it('repeats the language of code, and cuts it between lines', () => {
    const code = Array.from({ length: 8 }, (_, index) => `    line ${index} = ${'x'.repeat(12)}`).join('\n');
    const parts = fitted(view({ kind: 'code', text: code, language: 'python' }), small).flatMap((part) => part.blocks);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.every((block) => block.kind === 'code' && block.language === 'python')).toBe(true);
    expect(parts.map((block) => (block.kind === 'code' ? block.text : '')).join('\n')).toBe(code);
  });

  it('goes on with a spoiler under a title that says so', () => {
    const inner = [paragraph(`${'a'.repeat(70)}.`), paragraph(`${'b'.repeat(70)}.`)];
    const parts = fitted(view({ kind: 'spoiler', title: prose('Why'), blocks: inner }), small).flatMap((part) => part.blocks);
    expect(parts).toEqual([
      { kind: 'spoiler', title: prose('Why'), blocks: inner.slice(0, 1) },
      { kind: 'spoiler', title: prose('…'), blocks: inner.slice(1) },
    ]);
  });

  it('leaves no heading at the end of a part of a spoiler', () => {
    const inner = [paragraph('a'.repeat(60)), heading(3, 'Next'), paragraph('b'.repeat(60))];
    const parts = fitted(view({ kind: 'spoiler', title: prose('Why'), blocks: inner }), small).flatMap((part) => part.blocks);
    expect(parts.map((block) => (block.kind === 'spoiler' ? block.blocks.length : 0))).toEqual([1, 2]);
  });

  it('begins a spoiler in a new message where the components of the last one are spent', () => {
    const spent: Capabilities = { ...small, counting: 'components', blocks: 8, choicesPerRow: 2, rows: 2, choices: 4 };
    const asked: Block[] = [paragraph('Which?'), options('1', '2', '3', '4')];
    const parts = fitted(view(...asked, { kind: 'spoiler', title: prose('Why'), blocks: [paragraph('word '.repeat(30))] }), spent);
    expect(parts.map((part) => part.blocks.map((block) => block.kind))).toEqual([['paragraph', 'options'], ['spoiler'], ['spoiler']]);
  });

  it('has its buttons with the last piece of the text that they belong to', () => {
    const parts = fitted(view(paragraph('word '.repeat(50)), actions('Read on')), small);
    expect(parts.map((part) => part.blocks.map((block) => block.kind))).toEqual([['paragraph'], ['paragraph'], ['paragraph', 'actions']]);
  });

  it('keeps a question, its hint and its options in one message', () => {
    const question: Block[] = [
      heading(3, 'Question 2'),
      paragraph('Which of them?'),
      { kind: 'note', content: prose('Several are right.') },
      options('One', 'Two', 'Three'),
    ];
    const parts = fitted(view(paragraph('a'.repeat(70)), ...question, actions('Lock')), small);
    expect(parts.map((part) => part.blocks.map((block) => block.kind))).toEqual([
      ['paragraph'],
      ['paragraph', 'paragraph', 'note', 'options', 'actions'],
    ]);
  });

  it('takes the nearest heading for the beginning of a question', () => {
    const parts = fitted(view(paragraph('a'.repeat(80)), heading(3, 'Which of them is it?'), options('One', 'Two')), small);
    expect(parts.map((part) => part.blocks.map((block) => block.kind))).toEqual([['paragraph'], ['paragraph', 'options']]);
  });

  it('has no line at the edges of its parts', () => {
    const parts = fitted(view(paragraph('a'.repeat(80)), { kind: 'divider' }, paragraph('b'.repeat(80))), small);
    expect(parts.map((part) => part.blocks.map((block) => block.kind))).toEqual([['paragraph'], ['paragraph']]);
  });

  it('is divided where a platform shows no more styled runs', () => {
    const items = Array.from({ length: 150 }, (_, index) => prose({ kind: 'link', text: `topic ${index}`, href: 'topic:ddim' }));
    const parts = fitted(view({ kind: 'list', ordered: false, items }), telegramLike);
    expect(parts.map((part) => measureAll(part.blocks, telegramLike).runs)).toEqual([100, 50]);
  });
});

describe('what a platform lacks', () => {
  it('is written as text: formulas', () => {
    const one = view(
      paragraph('With ', math('\\alpha\\le\\tfrac12'), ' and ', math('p_{i,j}')),
      { kind: 'math', tex: 'x_0=1' },
      { kind: 'math', tex: '\\lim_{h\\to0}f' },
    );
    expect(fitted(one, telegramLike)[0].blocks).toEqual([
      paragraph('With ', 'α ≤ ½', ' and ', text('p_{i,j}', 'code')),
      paragraph('x₀ = 1'),
      { kind: 'code', text: '\\lim_{h\\to0}f', language: 'latex' },
    ]);
  });

  it('is written as text: narrow tables as lines, wide ones with the names of their columns', () => {
    const narrow: Block = {
      kind: 'table',
      header: [prose('Area'), prose('Right')],
      rows: [
        [prose('Vision'), prose('3 / 4')],
        [prose('Systems'), prose('')],
      ],
    };
    expect(read(view(narrow))).toEqual(['Area · Right\n• Vision · 3 / 4\n• Systems · –']);
    const wide: Block = {
      kind: 'table',
      header: ['方法', 'Steps', 'FID', 'Time'].map((cell) => prose(cell)),
      rows: [['DDIM', '50', '4.67', '1 s'].map((cell) => prose(cell))],
    };
    expect(read(view(wide))).toEqual(['• 方法：DDIM · Steps: 50 · FID: 4.67 · Time: 1 s']);
    expect(fitted(view(wide), { ...webCapabilities, columns: 3 })[0].blocks[0]?.kind).toBe('list');
  });

  it('is written as text: headings, pictures and figures', () => {
    const one = view(
      heading(1, 'Title'),
      { kind: 'picture', name: 'standings', alt: 'Ada 3, Bo 2' },
      { kind: 'figure', name: 'tree', alt: 'A tree.' },
    );
    expect(fitted(one, telegramLike)[0].blocks).toEqual([
      paragraph(text('Title', 'strong')),
      paragraph('Ada 3, Bo 2'),
      paragraph('A tree.'),
    ]);
  });

  it('keeps moments as moments', () => {
    const moment: Inline = { kind: 'time', at: instant(1_700_000_000_000), show: 'relative' };
    expect(fitted(view(heading(3, moment), paragraph('Ends ', moment)), telegramLike)[0].blocks).toEqual([
      paragraph(moment),
      paragraph('Ends ', moment),
    ]);
  });

  it('puts the alt text that is too long for a picture below it', () => {
    const picture: Block = { kind: 'picture', name: 'standings', alt: 'Ada '.repeat(500) };
    expect(fitted(view(picture), discordLike)[0].blocks).toEqual([{ ...picture, alt: '' }, paragraph(picture.alt)]);
  });

  it('replaces half a surrogate pair, which cannot be sent', () => {
    expect(read(view(paragraph('a\ud83db')))).toEqual(['a\ufffdb']);
    const link: Inline = { kind: 'link', text: 'here', href: 'https://example.org/\ud83d' };
    expect(fitted(view(paragraph(link)), telegramLike)[0].blocks).toEqual([paragraph('here')]);
  });

  it('drops what shows nothing', () => {
    const one = view(
      paragraph(''),
      paragraph(' \u200b'),
      { kind: 'code', text: '\n' },
      { kind: 'list', ordered: false, items: [] },
      paragraph('a'),
      { kind: 'options', choices: [] },
    );
    expect(fitted(one, discordLike)[0].blocks).toEqual([paragraph('a')]);
  });
});

describe('options', () => {
  it('carry their letters where the platform does not draw them', () => {
    expect(read(view(paragraph('Which?'), options('One', math('\\tfrac12'))))).toEqual(['Which?\n[A. One] [B. ½]']);
    expect(fitted(view(options('One', 'Two')), webCapabilities)[0].blocks).toEqual([options('One', 'Two')]);
    expect(read(view(paragraph('Type it'), options('Answer')))).toEqual(['Type it\n[Answer]']);
  });

  it.each([
    ['too long', 'x'.repeat(65)],
    ['too wide for a phone in Chinese', '学习率衰减与权重衰减在这里并不是同一回事儿'],
    ['a formula that cannot be text', math('p_{i,j}')],
    ['styled', text('x', 'code')],
    ['of two lines', 'x\ny'],
  ])('become letters under a list of their texts where one is %s', (_, label) => {
    const [one, ...more] = fitted(view(paragraph('Which?'), options('One', label)), telegramLike);
    expect(more).toEqual([]);
    expect(one.blocks[1]).toMatchObject({
      kind: 'list',
      items: [prose(text('A. ', 'strong'), 'One'), [text('B. ', 'strong'), {}]],
    });
    expect(one.blocks[2]).toEqual({
      kind: 'options',
      choices: [
        { token: 't0', label: prose('A') },
        { token: 't1', label: prose('B') },
      ],
    });
  });

  it('are measured in the unit of the platform', () => {
    const bytes: Capabilities = { ...telegramLike, unit: 'bytes', label: 20 };
    expect(read(view(paragraph('?'), options('五个汉字长', '短')), bytes)).toEqual(['?\n[A. 五个汉字长] [B. 短]']);
    expect(read(view(paragraph('?'), options('六个汉字真长', '短')), bytes)).toEqual(['?\nA. 六个汉字真长\nB. 短\n[A] [B]']);
  });

  it('are distributed where they are too many, and their letters go on', () => {
    const many = options(...Array.from({ length: 60 }, (_, index) => `${index} ${'x'.repeat(90)}`));
    const parts = fitted(view(paragraph('Which?'), many), discordLike);
    const labels = parts.flatMap((part) =>
      part.blocks.flatMap((block) => (block.kind === 'options' ? block.choices.map((one) => shown(view(paragraph(...one.label)))) : [])),
    );
    expect(labels).toHaveLength(60);
    expect([labels[0], labels[25], labels[26], labels[59]]).toEqual(['A', 'Z', 'AA', 'BH']);
    for (const part of parts) {
      const [list, buttons] = part.blocks.slice(-2);
      expect(list?.kind === 'list' && buttons?.kind === 'options' && list.items.length === buttons.choices.length).toBe(true);
    }
  });

  it('have something to read above them where a platform refuses buttons alone', () => {
    const many = options(...Array.from({ length: 60 }, (_, index) => `${index}`));
    expect(fitted(view(many), telegramLike).map((part) => part.blocks[0])).toEqual([paragraph('…'), paragraph('…')]);
    expect(fitted(view(many), discordLike).every((part) => part.blocks.length === 1)).toBe(true);
  });

  it('leave room for what stands above them', () => {
    const spent: Capabilities = { ...telegramLike, counting: 'components', blocks: 8, choicesPerRow: 1, rows: 8, choices: 8 };
    const parts = fitted(view(actions('1'), actions('2'), actions('3'), actions('4')), spent);
    expect(parts.map((part) => measureAll(part.blocks, spent).blocks)).toEqual([7, 3]);
  });

  it('of actions lose their looks and not their words', () => {
    expect(
      fitted(view(paragraph('a'), { kind: 'actions', choices: [choice(text('Read on', 'strong'), 't')] }), telegramLike)[0].blocks[1],
    ).toEqual({
      kind: 'actions',
      choices: [{ token: 't', label: prose('Read on') }],
    });
  });
});
