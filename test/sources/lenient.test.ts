import fc from 'fast-check';
import { expect, test } from 'vitest';
import { math, type ProseBlock, prose, text } from '../../src/kernel/prose.ts';
import { parseLenient } from '../../src/sources/lenient.ts';

const blocks = (markdown: string): readonly ProseBlock[] => parseLenient(markdown).sections.flatMap((section) => section.blocks);
const line = (markdown: string) => {
  const [block, ...more] = blocks(markdown);
  expect(more).toEqual([]);
  return block?.kind === 'paragraph' ? block.content : block;
};

test.each([
  ['$5 and $6', prose('$5 and $6')],
  ['US$5 million for A$ 6', prose('US$5 million for A$ 6')],
  ['价格是$5,$6,还有$x$。', prose('价格是$5,$6,还有', math('x'), '。')],
  ['between $5 and $x_1$', prose('between $5 and ', math('x_1'))],
  ['escaped \\$5$ and $ x $', prose('escaped $5$ and $ x $')],
  ['a $x_1$ and $y_2*z_2$ b', prose('a ', math('x_1'), ' and ', math('y_2*z_2'), ' b')],
  ['\\(a<b\\) holds', prose(math('a<b'), ' holds')],
  ['Hugo \\\\(x_1\\\\) too', prose('Hugo ', math('x_1'), ' too')],
  ['see \\(above here\\) and \\[link text\\]', prose('see (above here) and [link text]')],
  ['GitHub $`a_b`$', prose('GitHub ', math('a_b'))],
  ['`$x$` is code', prose(text('$x$', 'code'), ' is code')],
  ['\\bm is mended: $\\bm{x} \\tag{1}$', prose('\\bm is mended: ', math('\\boldsymbol{x}'))],
])('formulas and money: %j', (markdown, expected) => {
  expect(line(markdown)).toEqual(expected);
});

test.each([
  ['$$\nx = 1\n$$', [{ kind: 'math', tex: 'x = 1' }]],
  ['$$ x\n= 1 $$', [{ kind: 'math', tex: 'x = 1' }]],
  ['\\[\nx^2\n\\]', [{ kind: 'math', tex: 'x^2' }]],
  ['\\begin{align*}a&=b\\\\c&=d\\end{align*}', [{ kind: 'math', tex: '\\begin{align*}a&=b\\\\c&=d\\end{align*}' }]],
  ['\\begin{equation}\n\\label{e} a=b\n\\end{equation}', [{ kind: 'math', tex: 'a=b' }]],
  ['```math\nx^2\n```', [{ kind: 'math', tex: 'x^2' }]],
  [
    'so $$x$$ holds',
    [
      { kind: 'paragraph', content: prose('so') },
      { kind: 'math', tex: 'x' },
      { kind: 'paragraph', content: prose('holds') },
    ],
  ],
  [
    '> quote\n> $$\n> a\n> b\n> $$',
    [
      { kind: 'quote', content: prose('quote') },
      { kind: 'math', tex: 'a b' },
    ],
  ],
  [
    '$$ never closed\n\n## A\n\ntext',
    [
      { kind: 'paragraph', content: prose('$$ never closed') },
      { kind: 'paragraph', content: prose('text') },
    ],
  ],
] as const)('displayed formulas: %j', (markdown, expected) => {
  expect(blocks(markdown)).toEqual(expected);
});

test('a formula with bars stays in its cell', () => {
  expect(blocks('| a | b |\n|--|--|\n| $|x|$ | $p(x|y)$ |')).toEqual([
    { kind: 'table', header: [prose('a'), prose('b')], rows: [[prose(math('|x|')), prose(math('p(x|y)'))]] },
  ]);
});

test('code is left as it is', () => {
  const code = '$a$ [[b]] %%c%% ==d== \\(e\\) - [x] f';
  expect(blocks(`\`\`\`js\n${code}\n\`\`\``)).toEqual([{ kind: 'code', text: code, language: 'js' }]);
  expect(line(`\`${code}\``)).toEqual(prose(text(code, 'code')));
});

test('nested lists are flat, and what cannot be an item parts the list', () => {
  expect(blocks('- a\n  - b\n    1. c\n- d\n\n  more\n\n  ```\n  x\n  ```\n- e')).toEqual([
    { kind: 'list', ordered: false, items: [prose('a'), prose('b'), prose('c'), prose('d more')] },
    { kind: 'code', text: 'x' },
    { kind: 'list', ordered: false, items: [prose('e')] },
  ]);
  expect(blocks('1. a\n\n   $$x$$\n2. b')).toEqual([{ kind: 'list', ordered: true, items: [prose('a ', math('x')), prose('b')] }]);
});

test.each([
  ['a <b>x</b><br>y <!-- c --> z', prose('a x y z')],
  ['<div>Hello <b>x</b> &amp; y<script>alert(1)</script></div>', prose('Hello x & y')],
  ['![alt words](x.png)', prose('alt words')],
  ['<img src="x" alt="alt words">', prose('alt words')],
  ['[[note|its words]] and [[note#part]] and [[note]]', prose('its words and note > part and note')],
  ['![[p.png|300]]![[p.png|caption]]', prose('caption')],
  ['==marked== but a==b and c==d', prose('marked but a==b and c==d')],
  ['~~old~~ new %%hidden%%', prose('old new')],
  ['said[^1]\n\n[^1]: a note', undefined],
  ['{{< figure src="a" caption="Caption" >}}', prose('Caption')],
  ['**结论。**因为', prose(text('结论。', 'strong'), '因为')],
  ['**甲**乙，**丙**丁', prose(text('甲', 'strong'), '乙，', text('丙', 'strong'), '丁')],
  ['[t](https://a.b) [u](http://c.d) [v](javascript:x)', prose({ kind: 'link', text: 't', href: 'https://a.b' }, ' u v')],
])('what other programs write: %j', (markdown, expected) => {
  if (expected === undefined)
    expect(blocks(markdown).map((block) => block.kind === 'paragraph' && block.content)).toEqual([prose('said'), prose('a note')]);
  else expect(line(markdown)).toEqual(expected);
});

test('tasks and callouts lose their marks', () => {
  expect(blocks('- [x] done\n- [ ] open')).toEqual([{ kind: 'list', ordered: false, items: [prose('done'), prose('open')] }]);
  expect(blocks('> [!note]- Title\n> body')).toEqual([{ kind: 'quote', content: prose('Title body') }]);
});

test('the heading over everything is the title, the next ones are sections', () => {
  const { title, sections } = parseLenient(
    '# The $x$ title\n\nOpening.\n\n## First part {#one}\n\ntext\n\n### Inner\n\n## 中文\n\n## First part\n\n## First part',
  );
  expect(title).toBe('The x title');
  expect(sections.map(({ anchor, title }) => [anchor, title])).toEqual([
    ['top', 'The x title'],
    ['one', 'First part'],
    ['section-3', '中文'],
    ['first-part', 'First part'],
    ['first-part-2', 'First part'],
  ]);
  expect(sections[1]?.blocks).toEqual([
    { kind: 'paragraph', content: prose('text') },
    { kind: 'heading', level: 3, content: prose('Inner') },
  ]);
});

test('several headings of the highest level are sections, and there is no title', () => {
  const { title, sections } = parseLenient('# One\n\na\n\n# Two\n\nb');
  expect([title, ...sections.map((section) => section.anchor)]).toEqual([null, 'one', 'two']);
});

test('front matter is handed out as it is, in both forms, and a rule is none', () => {
  expect(parseLenient('---\ntitle: "x"\n---\nhi').frontMatter).toEqual({ format: 'yaml', text: 'title: "x"\n' });
  expect(parseLenient('+++\ntitle = "x"\n+++\nhi').frontMatter).toEqual({ format: 'toml', text: 'title = "x"\n' });
  expect(parseLenient('---\n---\nhi')).toMatchObject({ frontMatter: { text: '' }, sections: [{ blocks: [{ content: prose('hi') }] }] });
  expect(parseLenient('---\n\na rule. And more\n\n---\nb').frontMatter).toBeNull();
});

test('a byte order mark, other line ends, NUL and half characters do no harm', () => {
  expect(line('\ufeffa\r\nb\rc\0\ud800')).toEqual(prose('a b c\ufffd'));
});

test('no text whatever makes it fail, and its anchors are unique', () => {
  const piece = fc.constantFrom(
    '#',
    '## ',
    '# a\n',
    '\n',
    '\n\n',
    '- ',
    '> ',
    '$',
    '$$',
    '\\(',
    '\\)',
    '\\[',
    '\\]',
    '`',
    '```',
    '~~~',
    '|',
    '|-|-|\n',
    '**',
    '==',
    '~~',
    '[[',
    ']]',
    '![',
    '](',
    ')',
    '<b>',
    '<!--',
    '&',
    '\\',
    'x',
    '字',
    '\ufdd0',
    '0',
    '\ufdd1',
    '%%',
    '{{<',
    '---\n',
    '\\begin{align}',
    '\\end{align}',
    '[^1]',
    ':',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const { sections } = parseLenient(pieces.join(''));
      expect(new Set(sections.map((section) => section.anchor)).size).toBe(sections.length);
      expect(JSON.stringify(sections)).not.toMatch(/[\ufdd0\ufdd1]/);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['>'.repeat(20_000)],
  ['- '.repeat(10_000)],
  ['['.repeat(20_000)],
  [`${'*'.repeat(20_000)}a${'*'.repeat(20_000)}`],
  ['*a **b '.repeat(2_000) + '**c* '.repeat(2_000)],
  ['$'.repeat(20_000)],
  ['\\['.repeat(10_000)],
  ['<b>'.repeat(5_000)],
])('thousands of %.6j end, and deep trees do not overflow the stack', (markdown) => {
  expect(parseLenient(markdown).sections.length).toBeLessThanOrEqual(1);
});
