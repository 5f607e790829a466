import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type Files, goodLibrary, replaced, writeLibrary } from './support/mini-library.ts';

const CLI = fileURLToPath(new URL('../src/cli-content-check.ts', import.meta.url));

function check(files: Files, ...options: string[]): { code: number | null; lines: string[]; error: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, '--content', '.', ...options], {
    cwd: writeLibrary(files),
    encoding: 'utf8',
  });
  return { code: status, lines: stdout.split('\n'), error: stderr };
}

const faulty = (): Files =>
  replaced(
    replaced(goodLibrary(), 'articles/en/alpha.md', 'title: Alpha', 'title: Beta'),
    'articles/en/beta.md',
    '[the other](topic:alpha)',
    'the other',
  );

test('a sound library is counted and the check succeeds', () => {
  const { code, lines } = check(goodLibrary());
  expect(code).toBe(0);
  expect(lines[1]).toMatch(/^alpha +5 +\d+ +2\+\d+ +1 +5 +\d+ +2\+\d+ +1 +12 +8\/0\/2\/1\/1 +12 +4:5:3 +0 +25% 25% +25% \d+% +0\/0 0\/0$/);
  expect(lines[3]).toMatch(
    /^2 topics x 2 +10 +\d+ +4\+\d+ +2 +10 +\d+ +4\+\d+ +2 +24 +16\/0\/4\/2\/2 +24 +8:10:6 +0 +25% 25% +25% \d+% +0\/0 0\/0$/,
  );
  expect(lines.filter((one) => /^(?:met|NOT) /.test(one)).map((one) => one.split(/ {2,}/))).toEqual(
    expect.arrayContaining([
      ['NOT', 'questions', 'at least 600', '24'],
      ['met', 'questions of each topic', 'at least 12', '12'],
      ['met', 'levels 1 : 2 : 3', 'about 33 : 42 : 25 %', '33 : 42 : 25'],
      ['met', 'negated stems', 'at most 5%', '0 of 24'],
    ]),
  );
  expect(lines.slice(-5)).toEqual(['', '1 topics planned, 1 glossary terms', '', '0 errors, 0 warnings', '']);
});

test('each fault is a line with file, line, problem and advice, and an error fails the check', () => {
  const { code, lines } = check(faulty());
  expect(code).toBe(1);
  expect(lines.slice(0, 2)).toEqual([
    './articles/en/alpha.md:2: title is “Beta”, in topics.yaml “Alpha” — make the two agree',
    './articles/en/beta.md:1: (warning) no link to another topic — link the neighbours where they are named',
  ]);
  expect(lines).toContain('1 errors, 1 warnings');
});

test('one topic can be asked for, and a warning alone does not fail', () => {
  const { code, lines } = check(faulty(), '--topic', 'beta');
  expect(code).toBe(0);
  expect(lines.filter((line) => line.includes('alpha'))).toEqual([]);
  expect(lines).toContain('0 errors, 1 warnings');
});

test('machines get JSON', () => {
  const { code, lines } = check(faulty(), '--json');
  expect(code).toBe(1);
  expect(JSON.parse(lines.join('\n'))).toMatchObject({
    errors: 1,
    warnings: 1,
    faults: [
      { severity: 'error', rule: 'register', file: 'articles/en/alpha.md', line: 2, topic: 'alpha', question: null },
      { severity: 'warning' },
    ],
    topics: [
      {
        topic: 'alpha',
        articles: { zh: { sections: 5, displayed: 2 } },
        bank: { questions: 12, levels: [4, 5, 3], tells: { questions: 8 } },
      },
      { topic: 'beta' },
    ],
    planned: 1,
  });
});

test('a folder that is none, and a topic that is none, are said in a line', () => {
  expect(check({})).toMatchObject({ code: 2, error: expect.stringMatching(/cannot be read: .*topics.yaml/) });
  expect(check(goodLibrary(), '--topic', 'nope')).toMatchObject({ code: 2, error: 'nope is no topic of topics.yaml\n' });
});
