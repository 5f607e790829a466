import fc from 'fast-check';
import type { Block, Choice, View } from '../../src/chat/view.ts';
import type { Inline, Prose, ProseBlock } from '../../src/kernel/prose.ts';
import { instant } from '../../src/kernel/time.ts';

/** What people and articles write, and what nobody should. */
const PIECES = [
  'a word ',
  'Two sentences. And the second! ',
  'e.g. Fig. 3 shows 0.55 ',
  '梯度下降沿着负梯度方向走。',
  '“好的。”他说：',
  '学习率 ',
  'अनुच्छेद ',
  'ภาษาไทยไม่มีช่องว่าง',
  'שלום עולם ',
  'مرحبا بالعالم، ',
  '👩‍👩‍👧‍👦',
  '🏳️‍🌈',
  '👍🏽',
  '🇨🇳🇩🇪',
  'e\u0301\u0323',
  'Z\u0351\u036b\u0343\u032a\u0302',
  'ᄀ\u1161ᆨ',
  '*bold* _x_ ~~s~~ `c` ||h|| # > - 1. @everyone <@1> [a](b) ',
  'https://example.org/a/very/long/path?with=query&and=more ',
  '\n',
  '\n\n',
  '   \t ',
  '\u200b\u2060\ufeff',
  '\ud83d',
  '\udc4d',
  '𝐱𝐲',
  '∇f(𝐩)',
  'Donaudampfschifffahrtsgesellschaftskapitän',
] as const;

const piece = fc.constantFrom(...PIECES);
const short = fc.array(piece, { maxLength: 4 }).map((parts) => parts.join(''));
const long = fc
  .tuple(fc.array(piece, { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 120 }))
  .map(([parts, times]) => parts.join('').repeat(times));
const endless = fc
  .tuple(fc.constantFrom('x', '很', '👩‍👩‍👧‍👦', 'e\u0301', '🇨🇳', '\u0301', '-', ' '), fc.integer({ min: 1, max: 3_000 }))
  .map(([unit, times]) => unit.repeat(times));
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: short },
  { weight: 2, arbitrary: long },
  { weight: 1, arbitrary: endless },
);

export const FORMULAS = [
  'x_0',
  '\\alpha\\le\\tfrac12',
  '\\sum_{x\\in X}p(x)\\log p(x)',
  'a^{b^{c}}',
  '\\begin{cases}1,&x>0\\\\0,&\\text{otherwise}\\end{cases}',
  '\\begin{aligned}a&=b\\\\c&=d\\end{aligned}',
  '\\frac{\\partial L}{\\partial\\mathbf W}=\\sum_i\\boldsymbol\\delta_i\\mathbf x_i^{\\top}',
  '\\mathbb E_{t,\\,x_0,\\,\\epsilon}\\left\\|\\epsilon-\\epsilon_\\theta(x_t,t)\\right\\|^2',
] as const;

const style = fc.constantFrom('strong', 'emphasis', 'code', 'mark', 'strike');
const inline: fc.Arbitrary<Inline> = fc.oneof(
  { weight: 6, arbitrary: anyText.map((text): Inline => ({ kind: 'text', text })) },
  { weight: 2, arbitrary: fc.tuple(anyText, style).map(([text, look]): Inline => ({ kind: 'text', text, style: look as 'strong' })) },
  { weight: 2, arbitrary: fc.constantFrom(...FORMULAS).map((tex): Inline => ({ kind: 'math', tex })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        short,
        fc.constantFrom(
          'topic:ddim',
          'https://example.org/',
          `https://example.org/${'a'.repeat(600)}`,
          `https://example.org/${'a'.repeat(5_000)}`,
        ),
      )
      .map(([text, href]): Inline => ({ kind: 'link', text, href })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('relative', 'time', 'date', 'datetime')
      .map((show): Inline => ({ kind: 'time', at: instant(1_700_000_000_000), show })),
  },
);

const prose: fc.Arbitrary<Prose> = fc.array(inline, { maxLength: 6 });
const line: fc.Arbitrary<Prose> = fc.array(
  short.map((text): Inline => ({ kind: 'text', text })),
  { maxLength: 3 },
);

const worded: fc.Arbitrary<ProseBlock> = fc.oneof(
  fc.tuple(fc.constantFrom(1, 2, 3), prose).map(([level, content]): ProseBlock => ({ kind: 'heading', level: level as 1, content })),
  prose.map((content): ProseBlock => ({ kind: 'paragraph', content })),
  prose.map((content): ProseBlock => ({ kind: 'quote', content })),
  fc
    .tuple(fc.boolean(), fc.array(prose, { maxLength: 30, size: 'small' }))
    .map(([ordered, items]): ProseBlock => ({ kind: 'list', ordered, items })),
  fc.array(prose, { maxLength: 6 }).map((items): ProseBlock => ({ kind: 'list', ordered: false, marked: true, items })),
  fc
    .tuple(fc.array(anyText, { maxLength: 12 }), fc.constantFrom('python', 'no language!'))
    .map(([lines, language]): ProseBlock => ({ kind: 'code', text: lines.join('\n'), language })),
  fc.constantFrom(...FORMULAS).map((tex): ProseBlock => ({ kind: 'math', tex })),
  anyText.map((alt): ProseBlock => ({ kind: 'figure', name: 'figure', alt })),
);

const table: fc.Arbitrary<ProseBlock> = fc
  .tuple(fc.array(fc.oneof(line, prose), { maxLength: 6 }), fc.array(fc.array(fc.oneof(line, prose), { maxLength: 6 }), { maxLength: 12 }))
  .map(([header, rows]): ProseBlock => ({ kind: 'table', header, rows }));

const choices: fc.Arbitrary<readonly Choice[]> = fc
  .tuple(
    fc.oneof(fc.integer({ min: 0, max: 6 }), fc.constantFrom(25, 26, 60, 200)),
    fc.array(fc.oneof({ weight: 3, arbitrary: line }, { weight: 1, arbitrary: prose }), { minLength: 1, maxLength: 6 }),
  )
  .map(([count, labels]) =>
    Array.from({ length: count }, (_, index): Choice => ({ token: `t${index}`, label: labels[index % labels.length] ?? [] })),
  );

/** Blocks whose text is only text: nothing is repeated, nothing gets letters. */
const simple: fc.Arbitrary<Block> = fc.oneof(
  { weight: 8, arbitrary: worded },
  { weight: 1, arbitrary: fc.constant<Block>({ kind: 'divider' }) },
  { weight: 2, arbitrary: prose.map((content): Block => ({ kind: 'note', content })) },
  { weight: 1, arbitrary: anyText.map((alt): Block => ({ kind: 'picture', name: 'picture', alt })) },
  {
    weight: 2,
    arbitrary: fc.tuple(prose, fc.array(worded, { maxLength: 6 })).map(([title, blocks]): Block => ({ kind: 'spoiler', title, blocks })),
  },
);

const any: fc.Arbitrary<Block> = fc.oneof(
  { weight: 8, arbitrary: simple },
  { weight: 2, arbitrary: table },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.oneof(worded, table), { maxLength: 4 })
      .map((blocks): Block => ({ kind: 'spoiler', title: [{ kind: 'text', text: 'spoiler' }], blocks })),
  },
  { weight: 2, arbitrary: choices.map((made): Block => ({ kind: 'options', choices: made })) },
  { weight: 2, arbitrary: choices.map((made): Block => ({ kind: 'actions', choices: made })) },
);

const audience = fc.constantFrom('room', 'person');
const viewOf = (block: fc.Arbitrary<Block>): fc.Arbitrary<View> =>
  fc.tuple(fc.array(block, { maxLength: 14 }), audience).map(([blocks, who]) => ({ blocks, audience: who as 'room' }));

export const simpleView: fc.Arbitrary<View> = viewOf(simple);

/** Any View, each piece of text with a number of its own («17»), and each button with a token of its own. */
export const numberedView: fc.Arbitrary<View> = viewOf(any).map(numbered);

function numbered(view: View): View {
  let count = 0;
  const mark = (value: string): string => `«${count++}»${value}`;
  const inlineOf = (node: Inline): Inline => (node.kind === 'text' || node.kind === 'link' ? { ...node, text: mark(node.text) } : node);
  const proseOf = (content: Prose): Prose => content.map(inlineOf);
  const blockOf = (block: Block): Block => {
    switch (block.kind) {
      case 'heading':
      case 'paragraph':
      case 'quote':
      case 'note':
        return { ...block, content: proseOf(block.content) };
      case 'list':
        return { ...block, items: block.items.map(proseOf) };
      case 'table':
        return { ...block, header: block.header.map(proseOf), rows: block.rows.map((row) => row.map(proseOf)) };
      case 'code':
        return { ...block, text: mark(block.text) };
      case 'figure':
      case 'picture':
        return { ...block, alt: mark(block.alt) };
      case 'spoiler':
        return { ...block, title: proseOf(block.title), blocks: block.blocks.map((inner) => blockOf(inner) as ProseBlock) };
      case 'options':
      case 'actions':
        return { ...block, choices: block.choices.map((choice) => ({ ...choice, token: `t${count++}`, label: proseOf(choice.label) })) };
      default:
        return block;
    }
  };
  return { ...view, blocks: view.blocks.map(blockOf) };
}
