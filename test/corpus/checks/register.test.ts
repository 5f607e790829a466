import { expect, test } from 'vitest';
import { expectFaults, faultsOf, goodLibrary, replaced, writeLibrary } from '../../support/mini-library.ts';

const TOPICS = 'topics.yaml';

test('a library as it should be has no faults, though a topic of it is not written yet', () => {
  expect(faultsOf(writeLibrary(goodLibrary()))).toEqual([]);
});

test('a title that is not the one of the register is a fault', () => {
  expectFaults(replaced(goodLibrary(), 'articles/en/alpha.md', 'title: Alpha', 'title: Alphabet'), {
    rule: 'register',
    file: 'articles/en/alpha.md',
    at: 'title: Alphabet',
    problem: /title is “Alphabet”, in topics.yaml “Alpha”/,
  });
});

test('an area that is not the one of the register is a fault', () => {
  expectFaults(replaced(goodLibrary(), 'articles/zh/alpha.md', 'area: classical', 'area: vision'), {
    rule: 'register',
    file: 'articles/zh/alpha.md',
    at: 'area: vision',
    problem: /area is “vision”, in topics.yaml “classical”/,
  });
});

test('another `after` than that of the register is a fault', () => {
  expectFaults(replaced(goodLibrary(), 'articles/zh/alpha.md', 'after: []', 'after: [gamma]'), {
    rule: 'register',
    file: 'articles/zh/alpha.md',
    at: 'after: [gamma]',
    problem: /after is “gamma”, in topics.yaml “”/,
  });
});

test('a topic that is listed twice is a fault of the second row', () => {
  const files = goodLibrary();
  expectFaults(
    { ...files, [TOPICS]: `${files[TOPICS]}- {slug: gamma, zh: 丁, en: Delta, area: vision, after: []}\n` },
    {
      rule: 'register',
      file: TOPICS,
      at: 4,
      problem: /gamma is listed twice/,
    },
  );
});

test('a topic that comes after what is no topic is a fault', () => {
  expectFaults(replaced(goodLibrary(), TOPICS, 'after: [beta]', 'after: [delta]'), {
    rule: 'path',
    file: TOPICS,
    at: 3,
    problem: /gamma comes after delta, which is no topic/,
  });
});

test('a circle in the path is one fault and names its members', () => {
  const files = replaced(
    goodLibrary(),
    TOPICS,
    'slug: gamma, zh: 丙法, en: Gamma, area: vision, after: [beta]',
    'slug: gamma, zh: 丙法, en: Gamma, area: vision, after: [delta]',
  );
  expectFaults(
    { ...files, [TOPICS]: `${files[TOPICS]}- {slug: delta, zh: 丁, en: Delta, area: vision, after: [gamma]}\n` },
    {
      rule: 'path',
      file: TOPICS,
      at: 3,
      problem: /a circle: gamma after delta after gamma/,
    },
  );
});

test('a topic that comes after itself is a circle', () => {
  expectFaults(replaced(goodLibrary(), TOPICS, 'after: [beta]', 'after: [gamma]'), {
    rule: 'path',
    file: TOPICS,
    at: 3,
    problem: /a circle: gamma after gamma/,
  });
});

test('a row that lacks its title is a fault, and the other rows are read', () => {
  expectFaults(replaced(goodLibrary(), TOPICS, 'zh: 丙法, ', ''), { rule: 'shape', file: TOPICS, at: 3, problem: /zh is missing/ });
});

test('an article of a topic that is not in the register is a fault', () => {
  const files = goodLibrary();
  expectFaults(
    { ...files, 'questions/delta.yaml': 'topic: delta\nquestions: [' },
    { rule: 'register', file: 'questions/delta.yaml', at: 1, problem: /no topic of this name/ },
    { rule: 'yaml', file: 'questions/delta.yaml', at: 2, problem: /not YAML/ },
  );
});

test('a file of another name is a fault, hidden files are not', () => {
  expectFaults(
    { ...goodLibrary(), 'articles/en/Notes.txt': 'x', 'articles/en/.hidden': 'x' },
    {
      rule: 'file',
      file: 'articles/en/Notes.txt',
      at: 1,
      problem: /does not belong here/,
    },
  );
});
