import { expect, test } from 'vitest';
import { bare } from '../../../src/corpus/checks/twins.ts';
import { expectFaults, type Files, goodLibrary, lineWith, replaced } from '../../support/mini-library.ts';

const [ZH, EN] = ['articles/zh/alpha.md', 'articles/en/alpha.md'];

function without(files: Files, file: string): Files {
  return Object.fromEntries(Object.entries(files).filter(([path]) => path !== file));
}

test('an article in one language only lacks the other', () => {
  expectFaults(without(goodLibrary(), EN), {
    rule: 'file',
    file: EN,
    at: 1,
    problem: /there is articles\/zh\/alpha.md .* but not this file/,
  });
});

test('an article without questions lacks them', () => {
  expectFaults(without(goodLibrary(), 'questions/alpha.yaml'), {
    rule: 'file',
    file: 'questions/alpha.yaml',
    at: 1,
    problem: /not this file/,
  });
});

test('anchors that differ are named with both places', () => {
  const files = replaced(goodLibrary(), EN, '{#limits}', '{#failures}');
  expectFaults(files, {
    rule: 'twins',
    file: EN,
    at: '{#failures}',
    problem: new RegExp(`section 4 is {#failures}, in Chinese {#limits} \\(${ZH}:${lineWith(files, ZH, '{#limits}')}\\)`),
  });
});

test('the same anchors in another order are a fault', () => {
  const files = replaced(
    replaced(replaced(goodLibrary(), EN, '{#limits}', '{#x}'), EN, '{#where-next}', '{#limits}'),
    EN,
    '{#x}',
    '{#where-next}',
  );
  expectFaults(files, { rule: 'twins', file: EN, at: '{#where-next}', problem: /section 4 is {#where-next}, in Chinese {#limits}/ });
});

test('a displayed formula that differs is named with both lines', () => {
  const files = replaced(goodLibrary(), EN, 'z^2 = 4', 'z^2 = 5');
  expectFaults(files, {
    rule: 'twins',
    file: EN,
    at: 'z^2 = 5',
    problem: new RegExp(`displayed formula 2 is not the one of ${ZH}:${lineWith(files, ZH, 'z^2')}`),
  });
});

test('a displayed formula that one language lacks is a fault', () => {
  const files = replaced(goodLibrary(), EN, '$$\nz^2 = 4\n$$\n', '');
  expectFaults(files, { rule: 'twins', file: EN, at: 'x = \\frac', problem: /is missing \(1 of 2\)/ });
});

test('a key formula that differs is a fault', () => {
  const files = replaced(goodLibrary(), EN, "formula: 'a = b^2'", "formula: 'a = b^3'");
  expectFaults(files, { rule: 'twins', file: EN, at: 'a = b^3', problem: /key formula is not the one/ });
});

test('another number of references is a warning', () => {
  const files = replaced(
    goodLibrary(),
    EN,
    '  - {title: A paper',
    '  - {title: Another, authors: B, year: 2001, where: There}\n  - {title: A paper',
  );
  expectFaults(files, { severity: 'warning', rule: 'twins', file: EN, at: 'references:', problem: /2 references, in Chinese 1/ });
});

test('the words in a formula may differ, and so may its spaces', () => {
  expect(bare('a \\text{若 $x$ 且 {y}} b')).toBe(bare('a\\text{if \\} {z}} b'));
  expect(bare('a_1')).not.toBe(bare('a_2'));
});
