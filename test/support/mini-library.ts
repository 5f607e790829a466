import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { parse, stringify } from 'yaml';
import { allFaults } from '../../src/corpus/checks/all.ts';
import type { Fault } from '../../src/corpus/fault.ts';
import { below, seeded } from '../../src/kernel/random.ts';
import { compileFormula } from '../../src/render/formula.ts';
import { readCollection } from '../../src/sources/library.ts';

/** A content folder in memory: path -> text. */
export type Files = Record<string, string>;

// The Thousand Character Classic (6th century) repeats no character: any two pieces of it have nothing in common.
const CLASSIC =
  '天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈剑号巨阙珠称夜光果珍李柰菜重芥姜海咸河淡鳞潜羽翔龙师火帝鸟官人皇始制文字乃服衣裳推位让国有虞陶唐吊民伐罪周发殷汤坐朝问道垂拱平章爱育黎首臣伏戎羌遐迩体率宾归王鸣凤在竹白驹食场化被草木赖及万方盖此身发四大五常恭惟鞠养岂敢毁伤女慕贞洁男效才良知过必改得能莫忘罔谈彼短靡恃己长信使可覆器欲难量墨悲丝染诗赞羔羊景行维贤克念作圣德建名立形端表正空谷传声虚堂习听祸因恶积福缘善庆尺璧非宝寸阴是竞';
const SYLLABLES = ['ba', 'ke', 'di', 'fo', 'gu', 'ha', 'je', 'li', 'mo', 'nu', 'pa', 're', 'si', 'to', 'vu', 'wa', 'xe', 'yi', 'zo', 'cu'];

/** Sentences that are like no others: a different seed, a different text. */
function chinese(seed: number, length: number): string {
  return Array.from({ length }, (_, index) => CLASSIC[(seed * 17 + index) % CLASSIC.length]).join('');
}

/** Read backwards, no piece of the text is a piece of what is read forwards: an option stands in no prompt. */
const backwards = (seed: number, length: number): string => [...chinese(seed, length)].reverse().join('');

function english(seed: number, words: number): string {
  let dice = seeded(`words ${seed}`);
  const syllable = (): string => {
    const drawn = below(SYLLABLES.length, dice);
    dice = drawn.state;
    return SYLLABLES[drawn.value] ?? '';
  };
  return Array.from({ length: words }, () => syllable() + syllable() + syllable()).join(' ');
}

const both = (seed: number, length = 14): { zh: string; en: string } => ({
  zh: chinese(seed, length),
  en: english(seed, Math.ceil(length / 2)),
});

function article(slug: string, locale: 'zh' | 'en', other: string): string {
  const seed = slug === 'alpha' ? 0 : 500;
  const prose = (at: number): string =>
    locale === 'zh'
      ? Array.from({ length: 12 }, (_, line) => `${chinese(seed + at * 20 + line, 24)}。`).join('')
      : Array.from({ length: 12 }, (_, line) => `The ${english(seed + at * 20 + line, 15)}.`).join(' ');
  const title = locale === 'zh' ? { alpha: '甲法', beta: '乙法' }[slug] : { alpha: 'Alpha', beta: 'Beta' }[slug];
  const text = locale === 'zh' ? '若' : 'if';
  return `---
title: ${title}
area: classical
after: ${slug === 'beta' ? '[alpha]' : '[]'}
aliases: []
summary: >-
  ${locale === 'zh' ? '甲乙丙。丁戊 $x_1$ 己。庚辛壬癸。' : 'One is so. Two is $x_1$ here. Three ends it.'}
takeaways:
  - ${locale === 'zh' ? '第一要点。' : 'The first.'}
  - ${locale === 'zh' ? '第二要点。' : 'The second.'}
  - ${locale === 'zh' ? '第三要点。' : 'The third.'}
formula: 'a = b^2'
references:
  - {title: A paper, authors: A. Author, year: 1997, where: A journal}
---

${prose(1)}

## ${locale === 'zh' ? '想法' : 'The idea'} {#idea}

${prose(2)}

$$
x = \\frac{1}{2} \\quad \\text{${text}} \\quad y < 3
$$

## ${locale === 'zh' ? '算例' : 'By hand'} {#worked-example}

${prose(3)}

$$
z^2 = 4
$$

- ${locale === 'zh' ? '条目' : 'An item'}
- ${locale === 'zh' ? '**加粗**' : '**Bold**'}

## ${locale === 'zh' ? '局限' : 'Limits'} {#limits}

${prose(4)}

## ${locale === 'zh' ? '延伸' : 'Where next'} {#where-next}

${prose(5)} ${locale === 'zh' ? '参见' : 'See'}[${locale === 'zh' ? '另一个' : 'the other'}](topic:${other})${locale === 'zh' ? '。' : '.'}
`;
}

type Row = Record<string, unknown>;

interface Bank {
  readonly topic: string;
  readonly questions: Row[];
}

/** Twelve questions as content/README.md asks for them, as data. */
export function bankOf(slug: string): Bank {
  const offset = slug === 'alpha' ? 1000 : 3000;
  const levels = [1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3];
  const kinds = ['choice', 'choice', 'choice', 'choice', 'choice', 'choice', 'choice', 'choice', 'numeric', 'numeric', 'order', 'short'];
  const questions = kinds.map((kind, index): Row => {
    const seed = offset + index * 40;
    const prompt = both(seed, 30);
    const common = {
      id: `${slug}-q${index + 1}`,
      kind,
      level: levels[index],
      section: 'idea',
      prompt: { zh: `${prompt.zh} $q_{${index}}$？`, en: `${prompt.en} $q_{${index}}$?` },
    };
    const explanation = { explanation: both(seed + 1, 20) };
    if (kind === 'choice') {
      // The right option is the longest in two of eight questions, and the shortest in two.
      const right = index % 4 === 0 ? 16 : index % 4 === 1 ? 10 : 12;
      const options = [right, 11, 13, 14].map((length, at) => ({
        right: at === 0,
        text: { ...both(seed + 2 + at, length), zh: backwards(seed + 2 + at, length) },
        why: both(seed + 8 + at, 12),
      }));
      return { ...common, options, ...explanation };
    }
    if (kind === 'numeric') {
      return {
        ...common,
        answer: 0.55,
        tolerance: 0.01,
        check: '0.5 + 0.05',
        mistakes: [{ value: 1.1, why: both(seed + 2) }],
        ...explanation,
      };
    }
    if (kind === 'order') return { ...common, items: [both(seed + 2), both(seed + 3), both(seed + 4)], ...explanation };
    return { ...common, accepted: { zh: ['独一词'], en: ['lonely word'] }, ...explanation };
  });
  return { topic: slug, questions };
}

export const yaml = (value: unknown): string => stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });

/** A small library without any fault. */
export function goodLibrary(): Files {
  return {
    'topics.yaml': `- {slug: alpha, zh: 甲法, en: Alpha, area: classical, after: []}
- {slug: beta, zh: 乙法, en: Beta, area: classical, after: [alpha]}
- {slug: gamma, zh: 丙法, en: Gamma, area: vision, after: [beta]}
`,
    'glossary.yaml': `- id: term-one
  zh: 术语
  en: term
  aliases: [名词]
  define: {zh: 一个词, en: a word}
  topics: [alpha]
`,
    'articles/zh/alpha.md': article('alpha', 'zh', 'beta'),
    'articles/en/alpha.md': article('alpha', 'en', 'beta'),
    'articles/zh/beta.md': article('beta', 'zh', 'alpha'),
    'articles/en/beta.md': article('beta', 'en', 'alpha'),
    'questions/alpha.yaml': yaml(bankOf('alpha')),
    'questions/beta.yaml': yaml(bankOf('beta')),
  };
}

/** Writes the files to a folder that goes with the test. */
export function writeLibrary(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'library-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Everything the checker finds in a folder. */
export function faultsOf(folder: string): readonly Fault[] {
  const { collection, faults } = readCollection(folder);
  return [...faults, ...allFaults(collection, drawnOnce)];
}

const drawn = new Map<string, ReturnType<typeof compileFormula>>();

/** The same formulas come in every test of a file. */
function drawnOnce(tex: string, display: boolean): ReturnType<typeof compileFormula> {
  const result = drawn.get(`${display}${tex}`) ?? compileFormula(tex, display);
  drawn.set(`${display}${tex}`, result);
  return result;
}

/** The line of the first occurrence, from 1; of the first one behind `from`. */
export function lineWith(files: Files, file: string, needle: string, from = ''): number {
  const before = (files[file] ?? '').indexOf(needle, (files[file] ?? '').indexOf(from));
  if (before < 0) throw new Error(`${file} does not hold ${needle}`);
  return (files[file] ?? '').slice(0, before).split('\n').length;
}

/** The same files with one text replaced once; it must be there. */
export function replaced(files: Files, file: string, found: string, instead: string): Files {
  lineWith(files, file, found);
  return { ...files, [file]: (files[file] ?? '').replace(found, () => instead) };
}

/** A question of a bank changed as data; `index` from 0. */
export function withQuestion(files: Files, slug: string, index: number, change: Row): Files {
  const path = `questions/${slug}.yaml`;
  const bank = parse(files[path] ?? '') as Bank;
  const questions = bank.questions.map((question, at) => (at === index ? { ...question, ...change } : question));
  return { ...files, [path]: yaml({ ...bank, questions }) };
}

export interface Expected {
  readonly severity?: Fault['severity'];
  readonly rule: Fault['rule'];
  readonly file: string;
  /** A line, or the text on it, or the text and one before it. */
  readonly at: number | string | readonly [from: string, text: string];
  readonly problem: RegExp;
}

/** Exactly these faults and no others, in any order. */
export function expectFaults(files: Files, ...expected: readonly Expected[]): void {
  const order = (a: { file: string; line: number; rule: string }, b: { file: string; line: number; rule: string }): number =>
    `${a.file}:${String(a.line).padStart(5)}:${a.rule}` < `${b.file}:${String(b.line).padStart(5)}:${b.rule}` ? -1 : 1;
  const found = [...faultsOf(writeLibrary(files))].sort(order);
  const wanted = expected
    .map(({ severity = 'error', rule, file, at, problem }) => ({
      severity,
      rule,
      file,
      line: typeof at === 'number' ? at : typeof at === 'string' ? lineWith(files, file, at) : lineWith(files, file, at[1], at[0]),
      problem: expect.stringMatching(problem),
    }))
    .sort(order);
  expect(found.map(({ severity, rule, file, line, problem }) => ({ severity, rule, file, line, problem }))).toEqual(wanted);
  for (const fault of found) expect(fault.advice).not.toBe('');
}
