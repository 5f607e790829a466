import { describe, expect, it } from 'vitest';
import { isListingPage, readPages } from '../../../src/sources/listing/page.ts';
import { excerpt, gibberish, page, SUBJECTS, wholeText } from '../../support/listing.ts';

const [a, b, c] = SUBJECTS.map((subject) => excerpt(wholeText(subject))) as [string, string, string];
const facts = (...lines: readonly string[]) => readPages([page('p.txt', ...lines)]).map((entry) => entry.facts);

describe('a page', () => {
  it('gives an entry a line and drops the header of the site', () => {
    expect(readPages([page('p.txt', a, b, c)])).toEqual([a, b, c].map((text) => ({ text, facts: {}, page: 'p.txt' })));
  });

  it('is read with the line ends of any system', () => {
    const { name, text } = page('p.txt', a, b);
    expect(readPages([{ name, text: `\ufeff${text.replaceAll('\n', '\r\n')}\r\n` }]).map((entry) => entry.text)).toEqual([a, b]);
  });

  it('may be several in one file: the header in the middle is no category', () => {
    const twice = `${page('p', a).text}\n${page('p', 'Optics', b).text}`;
    expect(readPages([{ name: 'p', text: twice }]).map((entry) => entry.facts)).toEqual([{}, { category: 'Optics' }]);
  });

  it('has excerpts that were not cut off among the others', () => {
    const whole = '这里说的是灯塔的高度和亮度。';
    expect(readPages([page('p.txt', a, whole, b)]).map(({ text }) => text)).toEqual([a, whole, b]);
  });
});

describe('a category and a date between two excerpts', () => {
  it('are no text, but facts of the article that follows', () => {
    expect(facts(a, 'Python', '2026-01-11', b, c)).toEqual([{}, { category: 'Python', date: '2026-01-11' }, {}]);
  });

  it('are found in either order, alone, and with empty lines between', () => {
    expect(facts(a, '2026年1月11日', '', '机器学习', '', b, 'C++', c)).toEqual([
      {},
      { category: '机器学习', date: '2026年1月11日' },
      { category: 'C++' },
    ]);
  });

  it('may stand on one line', () => {
    expect(facts(a, 'Optics · 2026-01-11', b, '2026-01-12 | Clocks', c)).toEqual([
      {},
      { category: 'Optics', date: '2026-01-11' },
      { category: 'Clocks', date: '2026-01-12' },
    ]);
  });

  it('belong to the article in front of them where the page ends in them', () => {
    expect(facts(a, 'Optics', '2026-01-11', b, 'Clocks', 'Jan 9, 2026')).toEqual([
      { category: 'Optics', date: '2026-01-11' },
      { category: 'Clocks', date: 'Jan 9, 2026' },
    ]);
  });

  it.each([
    '2026-01-11',
    '2026/1/11',
    '2026.01.11',
    '2026年1月11日',
    'January 11, 2026',
    '11 Jan 2026',
    '11.1.2026',
    '2026-01-11 08:30',
    '2026-01-11T08:30:00Z',
    '发布于 2026-01-11',
  ])('may be dated %s', (date) => {
    expect(facts(a, date, b)).toEqual([{}, { date }]);
  });

  it('are kept in front of the first excerpt too, without the header', () => {
    expect(facts('Python', '2026-01-11', a, b)).toEqual([{ category: 'Python', date: '2026-01-11' }, {}]);
    expect(facts('2026-01-11', a, b)).toEqual([{ date: '2026-01-11' }, {}]);
    expect(facts('', 'Python', '2026-01-11', '', a, b)).toEqual([{ category: 'Python', date: '2026-01-11' }, {}]);
  });

  it('are kept where two pages open with the same article', () => {
    const open = (name: string) => ({ name, text: ['my notes', 'Optics', '2026-01-11', a, b].join('\n') });
    expect(readPages([open('1.txt'), open('2.txt')]).map((entry) => entry.facts.category)).toEqual([
      'Optics',
      undefined,
      'Optics',
      undefined,
    ]);
  });

  it('are told from a header in small letters by what other pages open with', () => {
    const open = (name: string, ...lines: string[]) => ({ name, text: ['my notes', ...lines].join('\n') });
    expect(readPages([open('1.txt', 'Optics', a), open('2.txt', b)]).map((entry) => entry.facts)).toEqual([{ category: 'Optics' }, {}]);
    expect(readPages([open('1.txt', 'Optics', '2026-01-11', a)]).map((entry) => entry.facts)).toEqual([
      { category: 'Optics', date: '2026-01-11' },
    ]);
  });
});

describe('a plain text', () => {
  it('is a listing page where half of its lines are cut off', () => {
    expect(isListingPage(page('p', a, b).text)).toBe(true);
    expect(isListingPage(page('p', a, '这里说的是灯塔的高度和亮度，一共三层。').text)).toBe(true);
  });

  it('is one article where its paragraphs are whole', () => {
    const paragraphs = Array.from({ length: 5 }, (_, index) => `${gibberish(`p${index}`, 80)}。`);
    expect(isListingPage(paragraphs.join('\n'))).toBe(false);
    expect(isListingPage([...paragraphs, '未完待续，下一篇文章再说……'].join('\n\n'))).toBe(false);
    expect(isListingPage('')).toBe(false);
  });
});
