import { expect, test } from 'vitest';
import { text } from '../../src/kernel/prose.ts';
import { openLibrary } from '../../src/sources/library.ts';
import { bankOf, expectFaults, type Files, goodLibrary, replaced, withQuestion, writeLibrary, yaml } from '../support/mini-library.ts';

const open = (files: Files) => openLibrary(writeLibrary(files));
const ids = (files: Files): string[] => open(files).library.articles.map(({ slug, locale }) => `${slug}.${locale}`);
const ALL = ['alpha.zh', 'beta.zh', 'alpha.en', 'beta.en'];

test('a content folder becomes a library', () => {
  const { library, faults } = open(goodLibrary());
  expect(faults).toEqual([]);
  expect(library.topics.map((topic) => topic.slug)).toEqual(['alpha', 'beta', 'gamma']);
  expect(ids(goodLibrary())).toEqual(ALL);
  expect(library.questions).toHaveLength(24);
  expect(library.terms).toMatchObject([
    { id: 'term-one', names: { zh: '术语', en: 'term' }, define: { zh: [text('一个词')], en: [text('a word')] }, topics: ['alpha'] },
  ]);
  const article = library.articles.find(({ slug, locale }) => slug === 'beta' && locale === 'en');
  expect(article).toMatchObject({
    title: 'Beta',
    area: 'classical',
    after: ['alpha'],
    formula: 'a = b^2',
    references: [{ title: 'A paper', year: 1997 }],
  });
  expect(article?.takeaways).toHaveLength(3);
  expect(article?.sections.map((section) => section.anchor)).toEqual(['top', 'idea', 'worked-example', 'limits', 'where-next']);
});

test('each kind of question is read', () => {
  const { questions } = open(goodLibrary()).library;
  expect(questions[0]).toMatchObject({
    kind: 'choice',
    id: 'alpha-q1',
    topic: 'alpha',
    level: 1,
    section: 'idea',
    options: [{ right: true }, { right: false }, {}, {}],
  });
  expect(questions[8]).toMatchObject({ kind: 'numeric', answer: 0.55, tolerance: 0.01, unit: null, mistakes: [{ value: 1.1 }] });
  expect(questions[10]).toMatchObject({ kind: 'order', items: [{}, {}, {}] });
  expect(questions[11]).toMatchObject({ kind: 'short', accepted: { zh: ['独一词'], en: ['lonely word'] } });
});

test('an article with an error is left out and told, its other language stays, and so do its questions', () => {
  const files = replaced(goodLibrary(), 'articles/en/alpha.md', 'area: classical', 'area: cooking');
  const { library, faults } = open(files);
  expect(ids(files)).toEqual(ALL.filter((id) => id !== 'alpha.en'));
  expect(faults).toMatchObject([{ severity: 'error', file: 'articles/en/alpha.md', problem: 'area: "cooking" is not possible' }]);
  expect(library.questions).toHaveLength(24);
});

test('a topic without a sound article has no questions', () => {
  const files = ['zh', 'en'].reduce(
    (changed, locale) => replaced(changed, `articles/${locale}/alpha.md`, 'area: classical', 'area: cooking'),
    goodLibrary(),
  );
  expect(open(files).library.questions.map((question) => question.topic)).toEqual(Array(12).fill('beta'));
});

test('a question with an error is left out, the others of its bank stay', () => {
  const files = withQuestion(goodLibrary(), 'alpha', 3, { section: 'nowhere' });
  expect(open(files).library.questions.map((question) => question.id)).not.toContain('alpha-q4');
  expect(open(files).library.questions).toHaveLength(23);
});

test('two questions of one id are both left out', () => {
  const files = replaced(goodLibrary(), 'questions/beta.yaml', 'id: beta-q4', 'id: alpha-q4');
  expect(open(files).library.questions).toHaveLength(22);
});

test('warnings leave nothing out', () => {
  const files = replaced(goodLibrary(), 'articles/en/alpha.md', '[the other](topic:beta)', '[the other](topic:gamma#idea)');
  expect(open(files).faults).toMatchObject([{ severity: 'warning' }]);
  expect(ids(files)).toEqual(ALL);
});

test('an article that is missing in one language leaves the other in', () => {
  const { 'articles/en/alpha.md': _, ...files } = goodLibrary();
  expect(ids(files)).toEqual(ALL.filter((id) => id !== 'alpha.en'));
});

test('a library of which nothing is written yet is empty', () => {
  const { library, faults } = open({ 'topics.yaml': goodLibrary()['topics.yaml'] ?? '' });
  expect([library.topics.length, library.articles, library.questions, library.terms, faults]).toEqual([3, [], [], [], []]);
});

test('a register with a row twice, and one after what is no topic, becomes a path that can be walked', () => {
  const files = replaced(goodLibrary(), 'topics.yaml', 'after: [beta]', 'after: [beta, delta]');
  const { library } = open({ ...files, 'topics.yaml': `${files['topics.yaml']}- {slug: beta, zh: 乙, en: B, area: vision, after: []}\n` });
  expect(library.topics.map(({ slug, titles, after }) => [slug, titles.en, after])).toEqual([
    ['alpha', 'Alpha', []],
    ['beta', 'Beta', ['alpha']],
    ['gamma', 'Gamma', ['beta']],
  ]);
});

test('a folder without a register cannot be opened', () => {
  expect(() => open({ 'README.md': 'x' })).toThrow(/topics.yaml/);
});

test('the version tells what a reader would notice, and nothing else', () => {
  const version = (files: Files) => open(files).library.articles.find(({ slug, locale }) => slug === 'alpha' && locale === 'en')?.version;
  const file = 'articles/en/alpha.md';
  const before = version(goodLibrary());
  expect(before).toMatch(/^[0-9a-f]{16}$/);
  expect(version(replaced(goodLibrary(), file, 'aliases: []', 'aliases: []\n# a comment\n\n'))).toBe(before);
  expect(version({ ...goodLibrary(), [file]: `\ufeff${(goodLibrary()[file] ?? '').replaceAll('\n', '\r\n')}` })).toBe(before);
  expect(version(replaced(goodLibrary(), file, 'z^2 = 4', 'z^2 = 5'))).not.toBe(before);
  expect(version(replaced(goodLibrary(), file, 'The first.', 'The very first.'))).not.toBe(before);
  expect(version(replaced(goodLibrary(), file, 'aliases: []', 'aliases: [A]'))).not.toBe(before);
});

test('an article without front matter, or with half of it, is told in its line', () => {
  const [file, twin] = ['articles/en/alpha.md', 'articles/zh/alpha.md'];
  expect(twin).toBeDefined();
  expectFaults({ ...goodLibrary(), [file]: 'Only text.\n' }, { rule: 'yaml', file, at: 1, problem: /no front matter/ });
  expectFaults(replaced(goodLibrary(), file, "formula: 'a = b^2'\n", ''), { rule: 'shape', file, at: 2, problem: /formula is missing/ });
  expectFaults(replaced(goodLibrary(), file, '  - The third.\n', ''), {
    rule: 'shape',
    file,
    at: 'takeaways:',
    problem: /takeaways: exactly 3, there are 2/,
  });
  expectFaults(replaced(goodLibrary(), file, 'year: 1997', 'year: soon'), {
    rule: 'shape',
    file,
    at: 'year: soon',
    problem: /references.0.year is a string, not number/,
  });
  expectFaults(replaced(goodLibrary(), file, 'aliases: []', 'aliases: []\nauthor: me'), {
    rule: 'shape',
    file,
    at: 'author: me',
    problem: /unknown key author/,
  });
  expectFaults(replaced(goodLibrary(), file, 'title: Alpha', 'title: Alpha: the first'), {
    rule: 'yaml',
    file,
    at: 'title: Alpha',
    problem: /not YAML/,
  });
  expectFaults(replaced(goodLibrary(), file, '  - The third.', '  - The *third*.'), {
    rule: 'markdown',
    file,
    at: '*third*',
    problem: /emphasis by single/,
  });
});

test('dollars around the key formula are a fault', () => {
  const files = ['zh', 'en'].reduce(
    (changed, locale) => replaced(changed, `articles/${locale}/alpha.md`, "'a = b^2'", "'$a = b^2$'"),
    goodLibrary(),
  );
  expect(open(files).faults).toMatchObject([{ rule: 'shape', problem: 'dollars around the key formula' }, { rule: 'shape' }]);
});

test('LaTeX that YAML has taken apart is told where it stands', () => {
  const bank = yaml(bankOf('alpha')).replace(
    /(explanation:\s+zh: .*\s+)en: .*/,
    (_, before: string) => `${before}en: "This is how large $\\alpha$ is here."`,
  );
  expectFaults(
    { ...goodLibrary(), 'questions/alpha.yaml': bank },
    { rule: 'markdown', file: 'questions/alpha.yaml', at: '\\alpha', problem: /line break or control character/ },
  );
});
