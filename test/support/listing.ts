import type { Library } from '../../src/corpus/article.ts';
import { slug } from '../../src/kernel/ids.ts';
import { text } from '../../src/kernel/prose.ts';
import { below, seeded } from '../../src/kernel/random.ts';
import type { Page } from '../../src/sources/listing/page.ts';

/** Topics of a register of our own: nothing that a real page is about. */
export const SUBJECTS = [
  { slug: 'kite', zh: '风筝', en: 'Kites' },
  { slug: 'compass', zh: '指南针', en: 'The compass' },
  { slug: 'water-wheel', zh: '水车', en: 'Water wheels' },
  { slug: 'abacus', zh: '算盘', en: 'The abacus' },
  { slug: 'sundial', zh: '日晷', en: 'Sundials' },
  { slug: 'movable-type', zh: '活字印刷', en: 'Movable type' },
  { slug: 'porcelain', zh: '瓷器', en: 'Porcelain' },
  { slug: 'lighthouse', zh: '灯塔', en: 'Lighthouses' },
  { slug: 'telescope', zh: '望远镜', en: 'Telescopes' },
  { slug: 'pendulum', zh: '钟摆', en: 'Pendulums' },
] as const;

export type Subject = (typeof SUBJECTS)[number];

export const register: Pick<Library, 'topics' | 'articles' | 'terms'> = {
  topics: SUBJECTS.map((subject) => ({ slug: slug(subject.slug), titles: { zh: subject.zh, en: subject.en }, area: 'systems', after: [] })),
  articles: [],
  terms: SUBJECTS.map((subject) => ({
    id: subject.slug,
    names: { zh: subject.zh, en: subject.en },
    aliases: [],
    define: { zh: [text('一种古老的器物')], en: [text('An old device')] },
    topics: [slug(subject.slug)],
  })),
};

const CHARACTERS =
  '天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈剑号巨阙珠称夜果珍李柰菜重芥姜海咸河淡鳞潜羽翔龙师火帝鸟官人皇';

/** Chinese without sense, the same for the same seed. */
export function gibberish(seed: string, length: number): string {
  let dice = seeded(seed);
  return Array.from({ length }, () => {
    const drawn = below(CHARACTERS.length, dice);
    dice = drawn.state;
    return CHARACTERS[drawn.value];
  }).join('');
}

/** The whole text behind an excerpt: two headings run into it, formulas in the lines and one displayed. */
export function wholeText({ slug: seed, zh }: Pick<Subject, 'slug' | 'zh'>, edition = ''): string {
  const words = (part: string, length: number): string => gibberish(`${seed} ${edition} ${part}`, length);
  return [
    `${zh}的来历 ${zh}是${words('a', 14)}，${words('b', 10)}。`,
    `设 \\(${seed[0]}_k\\) 为${words('c', 12)}，则 \\(x^2\\) ${words('d', 9)}。`,
    `做法 ${words('e', 20)}。${words('f', 18)}：`,
    `\\[${seed[0]} = \\frac{a_1}{b_2}\\]`,
    `其中${words('g', 16)}，${zh}${words('h', 12)}。${words('i', 40)}。`,
  ].join(' ');
}

export interface Look {
  /** Characters that the page shows; all of them where it is not shorter. */
  readonly cut?: number;
  /** Whether the page has lost the formulas. */
  readonly lossy?: boolean;
}

/** A text as a listing page shows it. */
export function excerpt(text: string, { cut = 150, lossy = false }: Look = {}): string {
  const shown = lossy ? text.replaceAll(/\\\[.*?\\\]/g, '[公式]').replaceAll(/\\\(.*?\\\)/g, '[Math]') : text;
  return shown.length <= cut ? shown : `${shown.slice(0, cut)}...`;
}

/** A page with the header of its site. A line is an excerpt, a category, a date. */
export const page = (name: string, ...lines: readonly string[]): Page => ({
  name,
  text: ['NORTHERN LIGHTS', '', 'RECENT NOTES', ...lines].join('\n'),
});
