import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Card, PathCard, Rank } from '../../src/chat/picture.ts';
import { LOCALES, type Locale } from '../../src/kernel/locale.ts';
import { math, text } from '../../src/kernel/prose.ts';
import type { Theme } from '../../src/kernel/theme.ts';
import { drawPicture } from '../../src/render/easel.ts';
import { nameOf } from '../../src/render/names.ts';
import { MAX_PIXELS, type Raster } from '../../src/render/raster.ts';
import { NAMES, sampleCards } from '../gallery/cards.ts';

function draw(card: Card, locale: Locale = 'en', theme: Theme = 'light'): Raster {
  const drawn = drawPicture({ picture: { kind: 'card', card }, locale, theme });
  if (!drawn.ok) throw new Error(`${card.kind}: ${drawn.error.kind} ${drawn.error.message}`);
  return drawn.value;
}

const rank = (name: string, place = 1, moved: number | null = null): Rank => ({ place, name, points: `${1000 * place} points`, moved });
const standings = (...ranks: Rank[]): Card => ({ kind: 'standings', title: 'Standings', ranks, more: '' });
const same = (a: Raster, b: Raster): boolean => Buffer.from(a.png).equals(Buffer.from(b.png));

describe.each(LOCALES)('every card in %s', (locale) => {
  const samples = sampleCards(locale);

  it('is there', () => {
    expect(new Set(Object.values(samples).map((card) => card.kind)).size).toBe(8);
  });

  it.each(Object.keys(samples))('%s is drawn on light and dark paper, alike but for the colours', (name) => {
    const card = samples[name] as Card;
    const [light, dark] = (['light', 'dark'] as const).map((theme) => draw(card, locale, theme)) as [Raster, Raster];
    expect(light.width).toBeLessThanOrEqual(1200);
    expect(light.width * light.height).toBeLessThanOrEqual(MAX_PIXELS);
    // At least two pixels for each unit of a phone's width.
    expect(light.width).toBeGreaterThanOrEqual(800);
    expect([dark.width, dark.height]).toEqual([light.width, light.height]);
    expect(same(light, dark)).toBe(false);
  });
});

describe('what people are called', () => {
  const usual = draw(standings(rank('Ada')));

  it.each(NAMES.map((name) => [name.slice(0, 24), name]))('%s takes no more room than Ada', (_, name) => {
    const drawn = draw(standings(rank(name)));
    expect([drawn.width, drawn.height]).toEqual([usual.width, usual.height]);
  });

  it.each(NAMES.map((name) => [name.slice(0, 24), name]))('%s fits into every card that has people', (_, name) => {
    const cards = (who: string): Card[] => [
      { kind: 'podium', title: 'Over', topic: 'A topic', ranks: [1, 2, 3, 4].map((place) => rank(who, place)), note: '' },
      { kind: 'leaderboard', title: 'Week', period: '', ranks: [{ ...rank(who), detail: '3 of 4' }], more: '' },
      { kind: 'progress', name: who, title: 'Topics', facts: [], areas: [], calendar: 'Days', days: [] },
    ];
    const sizes = (who: string) => cards(who).map((card) => draw(card).height);
    expect(sizes(name)).toEqual(sizes('Ada'));
  });

  it('ends in an ellipsis within the row, whatever is behind it', () => {
    const long = draw(standings(rank('x'.repeat(500))));
    expect(same(long, draw(standings(rank(`${'x'.repeat(400)}y`))))).toBe(true);
    expect(same(long, draw(standings(rank('x'.repeat(20)))))).toBe(false);
  });

  it('is text and never typst', () => {
    const names = [
      '#let x = 1',
      '#panic("out")',
      '$ x^2 $',
      '] #pagebreak()',
      '\\u{41} *bold* _em_ `code`',
      '"}',
      '#sys.inputs.data',
      '//',
    ];
    const drawn = names.map((name) => draw(standings(rank(name))));
    for (const one of drawn) expect([one.width, one.height]).toEqual([usual.width, usual.height]);
    for (const [index, one] of drawn.entries()) for (const other of drawn.slice(index + 1)) expect(same(one, other)).toBe(false);
    // What a markup reader would take for nothing or for bold is drawn as it is written.
    expect(same(draw(standings(rank('*a*'))), draw(standings(rank('a'))))).toBe(false);
    expect(same(draw(standings(rank('a // b'))), draw(standings(rank('a'))))).toBe(false);
  });

  it('has its emoji, its script and its direction', () => {
    expect(nameOf('a👩‍👩‍👧‍👦b').runs.map((run) => run.kind)).toEqual(['text', 'image', 'text']);
    const many = nameOf('👩‍👩‍👧‍👦🏳️‍🌈👨🏽‍🚀'.repeat(22));
    expect([new Set(many.runs.map((run) => (run.kind === 'image' ? run.svg : run.text))).size, many.cut]).toEqual([3, true]);
    expect(nameOf('🏴󠁧󠁢󠁥󠁮󠁧󠁿').runs).toHaveLength(1);
    expect([nameOf('نور').rtl, nameOf('12 נועה').rtl, nameOf('Ada نور').rtl]).toEqual([true, true, false]);
    expect(same(draw(standings(rank('👩‍🚀'))), draw(standings(rank('🧑‍🚒'))))).toBe(false);
  });

  it('loses what nobody sees, and what would turn the line around', () => {
    const shown = (name: string) =>
      nameOf(name)
        .runs.map((run) => (run.kind === 'text' ? run.text : '▢'))
        .join('');
    expect(['', ' \n\t ', '\u200b\u2060\u3164\u2800'].map(shown)).toEqual(['–', '–', '–']);
    expect(shown('\u202eevil\u202c')).toBe('evil');
    expect(shown('a\n\tb')).toBe('a b');
    expect(shown('Z̸̢̛̗̠̄̒͛̋a̷̧̛͇l̴̡̰̱g̶̨͔̝o̷͖̔̆̃')).toMatch(/^\P{M}+$/u);
    expect(shown('Nguyễn Thị Thảo')).toBe('Nguyễn Thị Thảo'.normalize('NFC'));
    expect(shown('สวัสดีครับ')).toBe('สวัสดีครับ');
    expect(shown('half \ud83d a sign')).toBe('half \ufffd a sign');
  });
});

describe('the lines of a card', () => {
  const question = (prompt: string): Card => ({
    kind: 'question',
    heading: 'Q',
    topic: 'T',
    prompt: [text(prompt)],
    hint: '',
    options: [],
  });

  it('name a broken formula instead of falling over it', () => {
    const card: Card = { kind: 'question', heading: 'Q', topic: 'T', prompt: [math('\\frac{a')], hint: '', options: [] };
    expect(drawPicture({ picture: { kind: 'card', card }, locale: 'en', theme: 'dark' })).toEqual({
      ok: false,
      error: { kind: 'not-tex', message: 'Missing close brace: \\frac{a' },
    });
  });

  it('break a word that no line holds, instead of running over the edge', () => {
    const lines = (prompt: string) => draw(question(prompt)).height;
    expect(lines('x'.repeat(500))).toBeGreaterThan(lines('x'.repeat(20)) + 200);
  });

  it('show Chinese inside of a formula', () => {
    const card = (tex: string): Card => ({ kind: 'question', heading: '', topic: '', prompt: [math(tex)], hint: '', options: [] });
    const ink = (tex: string) => draw(card(tex)).png.length;
    expect(ink('\\text{损失函数}')).toBeGreaterThan(ink('\\quad\\quad\\quad\\quad') + 500);
  });

  it('say how many chose an option by the length of its bar and by a number', () => {
    const reveal = (count: number): Card => ({
      kind: 'reveal',
      heading: '',
      prompt: [text('Why?')],
      options: [{ text: [text('So')], right: true, count }],
      answer: null,
      answered: 4,
      summary: '',
      standings: [],
      more: '',
    });
    const [none, one, all] = [0, 1, 4].map((count) => draw(reveal(count))) as [Raster, Raster, Raster];
    expect([same(none, one), same(one, all)]).toEqual([false, false]);
    expect(none.height).toBe(all.height);
    expect(draw(reveal(9)).height).toBe(all.height);
  });

  it('are the same bytes for the same card', () => {
    const card = sampleCards('zh')['reveal-formulas'] as Card;
    expect(same(draw(card, 'zh'), draw(card, 'zh'))).toBe(true);
  });
});

describe('a card with little on it', () => {
  const path: PathCard = { kind: 'path', title: 'Path', note: '', topics: [], words: {} };
  const empty: readonly Card[] = [
    { kind: 'digest', title: '', area: '', date: '', formula: null, heading: '', takeaways: [] },
    { kind: 'question', heading: '', topic: '', prompt: [], hint: '', options: [] },
    { kind: 'reveal', heading: '', prompt: [], options: [], answer: null, answered: 0, summary: '', standings: [], more: '' },
    standings(),
    { kind: 'podium', title: '', topic: '', ranks: [], note: '' },
    { kind: 'leaderboard', title: '', period: '', ranks: [], more: '' },
    { kind: 'progress', name: '', title: '', facts: [], areas: [{ label: 'None', done: 0, of: 0 }], calendar: '', days: [] },
    path,
    { ...path, topics: [{ slug: 'a', title: 'A', area: 'x', after: ['a', 'gone'], state: 'open' }] },
  ];

  it.each(empty.map((card, index): [number, Card] => [index, card]))('is drawn all the same (%i)', (_, card) => {
    expect(draw(card).height).toBeGreaterThan(50);
  });

  it('shows equal places on equal steps', () => {
    const podium = (...places: number[]): Card => ({
      kind: 'podium',
      title: '',
      topic: '',
      ranks: places.map((place) => rank('A', place)),
      note: '',
    });
    expect(draw(podium(1, 1, 1)).height).toBe(draw(podium(1, 2, 3)).height);
    expect(same(draw(podium(1, 1, 3)), draw(podium(1, 2, 3)))).toBe(false);
  });
});

describe('the mark', () => {
  it('on a card is the dish of the page', () => {
    const shapes = (file: string) => readFileSync(new URL(`../../src/${file}`, import.meta.url), 'utf8').match(/ d="[^"]*"|<circle [^f]*/g);
    expect(shapes('render/templates/mark.svg')).toEqual(shapes('web/page/favicon.svg'));
  });
});
