import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clean, escaped, markdown } from '../../../src/discord/markdown.ts';
import { type Prose, type TextStyle, text } from '../../../src/kernel/prose.ts';
import { instant } from '../../../src/kernel/time.ts';
import { render } from '../../support/fake-discord/markdown.ts';
import { anyText } from '../../support/views.ts';

const read = (content: Prose) => render(markdown(content));
const BLANK = /[\u200b\u2060\ufeff]/g;
const same = (value: string): string => clean(value).replace(BLANK, '');

/** Everything that means something to Discord, in any order. */
const signs = fc
  .array(
    fc.constantFrom(
      ...[
        '\\',
        '*',
        '**',
        '_',
        '__',
        '~~',
        '`',
        '```',
        '||',
        '<',
        '>',
        '[',
        ']',
        '(',
        ')',
        '#',
        '-#',
        '- ',
        '+ ',
        '1. ',
        '2) ',
        '> ',
        '>>> ',
        '# ',
      ],
      ...[
        '@everyone',
        '@here',
        '<@1>',
        '<@&1>',
        '<#1>',
        '<t:1:R>',
        '</quiz:1>',
        '<:a:1>',
        ':smile:',
        'https://x.org',
        'http://',
        '<https://x.org>',
      ],
      ...['[a](https://x.org)', 'word', ' ', '\n', '中文', 'é', '👍🏽', '0.55', 'a_b_c', '\u200b', '\ud83d'],
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''));

describe('a text on Discord', () => {
  it('is read as it was written, and nothing in it is a mark, a mention, an emoji or a link', () => {
    fc.assert(
      fc.property(fc.oneof(signs, anyText, fc.string({ unit: 'binary', maxLength: 60 })), (value) => {
        const { text: shown, marks } = render(escaped(value));
        expect(marks).toEqual([]);
        expect(shown.replace(BLANK, '')).toBe(same(value));
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps its look and its words whatever stands beside it', () => {
    const style = fc.constantFrom<TextStyle | undefined>('strong', 'emphasis', 'mark', 'strike', undefined);
    const runs = fc.array(fc.tuple(signs, style), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(runs, (made) => {
        const content = made.map(([value, look]) => text(value.replaceAll('\n', ' '), look));
        const { text: shown, marks } = read(content);
        expect(shown.replace(BLANK, '')).toBe(same(made.map(([value]) => value.replaceAll('\n', ' ')).join('')));
        expect(marks.every((mark) => ['strong', 'emphasis', 'strike'].includes(mark))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('of code shows backticks of its own', () => {
    const words = fc
      .array(fc.constantFrom('`', '``', 'a', ' ', '*', '@everyone', '\\'), { minLength: 1, maxLength: 8 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(words, (value) => {
        if (!value.trim()) return;
        const { text: shown, marks } = read([text('x '), text(value, 'code'), text(' y')]);
        expect(marks).toEqual(['code']);
        expect(shown.replace(BLANK, '')).toBe(`x ${value} y`);
      }),
      { numRuns: 1_000 },
    );
  });

  it('has each look once, however it was pieced together', () => {
    expect(markdown([text('a', 'strong'), text('b', 'strong'), text('c', 'emphasis')])).toBe('**ab**\u200b*c*');
    expect(markdown([text(' a ', 'emphasis'), text('b')])).toBe(' *a* b');
    expect(markdown([text('one\ntwo', 'strong')])).toBe('**one**\n**two**');
  });

  it('counts down to a moment', () => {
    const at = instant(1_700_000_000_400);
    expect(markdown([{ kind: 'time', at, show: 'relative' }])).toBe('<t:1700000000:R>');
    expect(markdown([{ kind: 'time', at, show: 'datetime' }])).toBe('<t:1700000000:f>');
  });

  it('leads to an address only where that is https', () => {
    expect(read([{ kind: 'link', text: 'a ](b', href: 'https://x.org/a b'.replace(' ', '%20') }])).toEqual({
      text: 'a ](b',
      marks: ['link https://x.org/a%20b'],
    });
    expect(read([{ kind: 'link', text: 'old', href: 'http://x.org' }])).toEqual({ text: 'old', marks: [] });
    expect(read([{ kind: 'link', text: 'bad', href: 'javascript:alert(1)' }])).toEqual({ text: 'bad', marks: [] });
    expect(read([{ kind: 'link', text: 'AdaBoost', href: 'topic:adaboost#votes' }])).toEqual({ text: 'AdaBoost', marks: ['underline'] });
  });

  it('does not let an address end its own link', () => {
    const href = 'https://x.org/a(b)<c>)';
    expect(read([{ kind: 'link', text: 'x', href }]).text).toBe('x');
    expect(markdown([{ kind: 'link', text: 'x', href }])).not.toMatch(/\(<[^>]*[()<][^>]*>\)/);
  });
});
