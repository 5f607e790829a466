import fc from 'fast-check';
import { expect, test } from 'vitest';
import { math, prose, text } from '../../src/kernel/prose.ts';
import { readLine, readMarkdown, readMarkedLine } from '../../src/sources/markdown.ts';

const read = (markdown: string) => readMarkdown(markdown, { firstLine: 10, title: 'Title', name: 'alpha.en' });
const faults = (markdown: string): string[] => read(markdown).faults.map((fault) => `${fault.line} ${fault.problem}`);
const blocks = (markdown: string) => read(markdown).sections[0]?.blocks;

test('what stands before the first heading is the section top, and each heading opens one', () => {
  const { sections, sectionLines, faults } = read(
    'Opening.\n\n## First {#first}\n\nText.\n\n### Inner\n\nMore.\n\n## Second part {#second-part}\n\nEnd.\n',
  );
  expect(faults).toEqual([]);
  expect(sectionLines).toEqual([10, 12, 20]);
  expect(sections).toEqual([
    { anchor: 'top', title: 'Title', blocks: [{ kind: 'paragraph', content: prose('Opening.') }] },
    {
      anchor: 'first',
      title: 'First',
      blocks: [
        { kind: 'paragraph', content: prose('Text.') },
        { kind: 'heading', level: 3, content: prose('Inner') },
        { kind: 'paragraph', content: prose('More.') },
      ],
    },
    { anchor: 'second-part', title: 'Second part', blocks: [{ kind: 'paragraph', content: prose('End.') }] },
  ]);
});

test('everything that is allowed is read', () => {
  const { sections, faults, formulas, links } = read(
    [
      'A **bold** and *slanted* `code` with $x_1$, money \\$5, and [a link](topic:beta#idea).',
      '$$\na < b\n$$',
      '- one\n- two $y$',
      '1. first\n2. second',
      '> quoted',
      '| a | b |\n|---|---|\n| `c` | $d$ |',
      '```python\nx = [1]\n```',
      '![A figure](figure:boundary)',
    ].join('\n\n'),
  );
  expect(faults).toEqual([]);
  expect(sections[0]?.blocks).toEqual([
    {
      kind: 'paragraph',
      content: prose(
        'A ',
        text('bold', 'strong'),
        ' and ',
        text('slanted', 'emphasis'),
        ' ',
        text('code', 'code'),
        ' with ',
        math('x_1'),
        ', money $5, and ',
        { kind: 'link', text: 'a link', href: 'topic:beta#idea' },
        '.',
      ),
    },
    { kind: 'math', tex: 'a < b', source: 'alpha.en:13' },
    { kind: 'list', ordered: false, items: [prose('one'), prose('two ', math('y'))] },
    { kind: 'list', ordered: true, items: [prose('first'), prose('second')] },
    { kind: 'quote', content: prose('quoted') },
    { kind: 'table', header: [prose('a'), prose('b')], rows: [[prose(text('c', 'code')), prose(math('d'))]] },
    { kind: 'code', text: 'x = [1]', language: 'python' },
    { kind: 'figure', name: 'boundary', alt: 'A figure' },
  ]);
  expect(formulas).toEqual([
    { tex: 'x_1', display: false, line: 10 },
    { tex: 'a < b', display: true, line: 13 },
    { tex: 'y', display: false, line: 17 },
    { tex: 'd', display: false, line: 26 },
  ]);
  expect(links).toEqual([{ href: 'topic:beta#idea', line: 10 }]);
});

test('wrapped lines are joined: Chinese without a space, others with one', () => {
  expect(blocks('第一行\n第二行，\nLatin\nword\n$x$')).toEqual([
    { kind: 'paragraph', content: prose('第一行第二行，Latin word ', math('x')) },
  ]);
  expect(blocks('**结论。** 因为 $x$')).toEqual([{ kind: 'paragraph', content: prose(text('结论。', 'strong'), '因为 ', math('x')) }]);
});

test.each([
  ['a <b>bold</b> word', '10 HTML: <b>', '10 HTML: </b>'],
  ['<div>\nblock\n</div>', '10 HTML: <div> block </div>'],
  ['costs $5 and $6', '10 text taken for a formula, or a space inside the dollars: $5 and $'],
  ['a\nb costs $5', '11 a single $ that opens or closes no formula'],
  ['one $$x$$ inside', '10 $$ inside a line: $$x$$'],
  ['$a$$b$', '10 a $ inside a formula: $a$$b$'],
  ['\\(x\\)', '10 TeX brackets \\( or \\['],
  ['说**“强调”**后', '10 a * that is printed as it stands'],
  ['one\u200btwo', '10 an invisible or broken character'],
  ['one\ufffdtwo', '10 an invisible or broken character'],
  ['an open `code', '10 a ` that is printed as it stands'],
  ['[text] (topic:beta) and [text](topic beta)', '10 a link that is not one'],
  ['[text](topic:Beta)', '10 a link to topic:Beta'],
  ['[**text**](topic:beta)', '10 a link whose text is more than text: text'],
  ['<https://example.org>', '10 a link to https://example.org'],
  ['[text][ref]\n\n[ref]: topic:beta', '10 linkReference is not allowed here', '12 a link definition'],
  ['![alt](picture.png)', '10 an image inside a line of text: picture.png'],
  ['words ![alt](figure:x)', '10 an image inside a line of text: figure:x'],
  ['one\\\ntwo', '10 a forced line break'],
  ['one\n\n---\n\ntwo', '12 a horizontal rule'],
  ['- one\n  - two', '11 a list inside a list'],
  ['- one\n\n  two', '12 a list item that is more than one paragraph'],
  ['3. three\n4. four', '10 a numbered list that starts at 3'],
  ['x\n\n    indented', '12 an indented line, which Markdown takes for code'],
  ['> - one', '10 list inside a quote'],
  ['$$ x\ny\n$$', '10 text behind the opening $$: x'],
  ['$$\nx\n\ny', '10 a displayed formula that is not closed'],
  ['$$\n\n$$', '10 an empty formula'],
  ['|a|b|c|d|e|f|\n|-|-|-|-|-|-|', '10 a table of 6 columns'],
  [
    '| a | b |\n|---|---|\n| $|x|$ | y |',
    '12 a row of 4 cells in a table of 2 columns',
    '12 a single $ that opens or closes no formula',
    '12 a single $ that opens or closes no formula',
  ],
  [`\`\`\`\n${'x\n'.repeat(31)}\`\`\``, '10 code of 31 lines'],
  [`\`\`\`\nok\n${'码'.repeat(36)}\n\`\`\``, '12 a line of code of 72 columns'],
  ['Top.\n\n# First', '12 a heading of the first level: First', '12 a section without anchor: First', '12 an empty section: First'],
  ['Top.\n\n## First\n\nx', '12 a section without anchor: First'],
  ['Top.\n\n## First {#Bad_one}\n\nx', '12 the anchor {#Bad_one}'],
  ['Top.\n\n## $x$ {#x}\n\nx', "12 a formula or a link in a section's title: x"],
  ['Top.\n\n## A {#a}\n\nx\n\n## B {#a}\n\ny', '16 the anchor a is taken'],
  ['Top.\n\n## A {#a}\n\n## B {#b}\n\ny', '12 an empty section: A'],
  ['Top.\n\n## A {#a}\n\n#### Deep\n\nx', '14 a heading below the third level'],
  ['## A {#a}\n\nx', '10 no paragraph before the first heading'],
])('%j is told in its line', (markdown, ...expected) => {
  expect(faults(markdown).sort()).toEqual(expected.sort());
});

test('what is not allowed stays as its text', () => {
  expect(blocks('a <b>bold</b> word')).toEqual([{ kind: 'paragraph', content: prose('a bold word') }]);
  expect(blocks('- one\n  - two')).toEqual([{ kind: 'list', ordered: false, items: [prose('one'), prose('two')] }]);
});

test('no text whatever makes the reader fail', () => {
  const piece = fc.constantFrom(
    '#',
    '## a {#a}',
    '\n',
    '\n\n',
    '- ',
    '> ',
    '$',
    '$$',
    '\n$$\n',
    '`',
    '```',
    '|',
    '|-|-|\n',
    '**',
    '[',
    '](',
    ')',
    '<b>',
    '\\',
    'x',
    '字',
    '    ',
    '1. ',
    '![',
    '&lt;',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const { sections, sectionLines, faults } = read(pieces.join(''));
      expect(sectionLines).toHaveLength(sections.length);
      for (const fault of faults) expect(fault.line).toBeGreaterThanOrEqual(10);
    }),
    { numRuns: 500 },
  );
});

test('a line of a question holds text, formulas, code and bold', () => {
  expect(readLine('The **new** `x` is $\\frac{1}{2}$.', 7)).toEqual({
    content: prose('The ', text('new', 'strong'), ' ', text('x', 'code'), ' is ', math('\\frac{1}{2}'), '.'),
    formulas: [{ tex: '\\frac{1}{2}', display: false, line: 7 }],
    faults: [],
  });
});

test.each([
  ['- a list', /^list where one line of text belongs/],
  ['1. a list', /^list where one line/],
  ['# a heading', /^heading where/],
  ['one\ntwo', /line break or control character/],
  ['$\u0007lpha$', /line break or control character/],
  ['a *slanted* word', /emphasis by single/],
  ['a [link](topic:beta)', /link where none/],
  ['$$x$$', /\$\$ inside a line/],
])('%j is no line of a question', (line, problem) => {
  const read = readLine(line, 3);
  expect(read.faults.map((fault) => [fault.line, fault.problem])).toEqual([[3, expect.stringMatching(problem)]]);
});

test('what YAML folded in Chinese is unfolded', () => {
  expect(readLine('第一行 第二行。 第三行 $x$', 1).content).toEqual(prose('第一行第二行。第三行 ', math('x')));
});

test('a line that is read the quick way is read as the parser would', () => {
  const piece = fc.constantFrom(
    'a',
    'b ',
    '，',
    '。',
    '字',
    '$',
    'x_1',
    '\\',
    '{',
    '}',
    '`',
    '**',
    '*',
    '_',
    '1. ',
    '-',
    ' ',
    '[',
    '](',
    '&amp;',
    '#',
    '<b>',
    '\u200b',
    '\ufffd',
    '$x$',
    '$a^2$',
    '`c d`',
    '**强**',
    '|',
    '“',
    '!',
  );
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), (pieces) => {
      const line = pieces.join('').trim();
      fc.pre(line !== '');
      const unfolded = line.replaceAll(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
      expect(readLine(line, 1)).toEqual(readMarkedLine(unfolded, 1));
    }),
    { numRuns: 2000 },
  );
});
