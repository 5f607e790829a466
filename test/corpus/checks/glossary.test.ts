import { test } from 'vitest';
import { expectFaults, goodLibrary, replaced } from '../../support/mini-library.ts';

const FILE = 'glossary.yaml';

test('a missing glossary is an empty one, and so is an empty file', () => {
  const { [FILE]: _, ...files } = goodLibrary();
  expectFaults(files);
  expectFaults({ ...files, [FILE]: '# nothing yet\n' });
});

test('a term of a topic that is none is a fault', () => {
  expectFaults(replaced(goodLibrary(), FILE, '[alpha]', '[delta]'), {
    rule: 'glossary',
    file: FILE,
    at: 1,
    problem: /names the topic delta/,
  });
});

test('an id that is taken, and a name that two terms have, are told', () => {
  const files = goodLibrary();
  const more = (id: string, en: string) => ({
    ...files,
    [FILE]: `${files[FILE]}- {id: ${id}, zh: 另词, en: ${en}, aliases: [], define: {zh: 甲, en: a}, topics: []}\n`,
  });
  expectFaults(more('term-one', 'other'), { rule: 'glossary', file: FILE, at: 7, problem: /the id term-one is taken \(line 1\)/ });
  expectFaults(more('term-two', 'Term'), {
    severity: 'warning',
    rule: 'glossary',
    file: FILE,
    at: 7,
    problem: /“term” is also a name of term-one/,
  });
});

test('a definition that is long, or a sentence, is a warning', () => {
  expectFaults(replaced(goodLibrary(), FILE, 'en: a word', `en: ${'w'.repeat(121)}`), {
    severity: 'warning',
    rule: 'glossary',
    file: FILE,
    at: 1,
    problem: /\(en\) has 121 characters/,
  });
  expectFaults(replaced(goodLibrary(), FILE, 'zh: 一个词,', 'zh: 一个词。,'), {
    severity: 'warning',
    rule: 'glossary',
    file: FILE,
    at: 1,
    problem: /\(zh\) ends with a full stop/,
  });
});

test('an alias that is a name of its term already is a warning', () => {
  expectFaults(
    replaced(goodLibrary(), FILE, 'aliases: [名词]', 'aliases: [TERM, other, Other, terms]'),
    ...['TERM', 'Other'].map((alias) => ({
      severity: 'warning' as const,
      rule: 'glossary' as const,
      file: FILE,
      at: 1,
      problem: new RegExp(`the alias “${alias}” is a name of term-one already`),
    })),
  );
});
