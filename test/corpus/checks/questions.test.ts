import { test } from 'vitest';
import { bankOf, expectFaults, goodLibrary, replaced, withQuestion, yaml } from '../../support/mini-library.ts';

const FILE = 'questions/alpha.yaml';
const [CHOICE, NUMERIC, ORDER, SHORT] = [0, 8, 10, 11];

const option = (right: boolean, zh: string, en: string): Record<string, unknown> => ({
  right,
  text: { zh, en },
  why: { zh: '因为', en: 'because' },
});
const four = [
  option(true, '青山', 'mountain'),
  option(false, '绿水', 'river'),
  option(false, '白云', 'cloud'),
  option(false, '红日', 'sun'),
];

test('an id that is taken in another bank is a fault, and names the first', () => {
  const files = replaced(goodLibrary(), 'questions/beta.yaml', 'id: beta-q4', 'id: alpha-q4');
  expectFaults(files, {
    rule: 'question',
    file: 'questions/beta.yaml',
    at: 'id: alpha-q4',
    problem: /the id alpha-q4 is taken \(questions\/alpha.yaml:\d+\)/,
  });
});

test('a question that rests on a section that is not there is a fault', () => {
  expectFaults(withQuestion(goodLibrary(), 'alpha', SHORT, { section: 'nowhere' }), {
    rule: 'question',
    file: FILE,
    at: 'section: nowhere',
    problem: /rests on {#nowhere}/,
  });
});

test('a choice has exactly one right option', () => {
  const files = withQuestion(goodLibrary(), 'alpha', CHOICE, { options: [four[0], option(true, '绿水', 'river'), four[2], four[3]] });
  expectFaults(files, { rule: 'options', file: FILE, at: 'options:', problem: /2 options are right/ });
});

test('`several` has two right options and a wrong one', () => {
  const files = withQuestion(goodLibrary(), 'alpha', ORDER, { kind: 'several', items: undefined, options: four });
  expectFaults(files, { rule: 'options', file: FILE, at: ['id: alpha-q11', 'options:'], problem: /1 of 4 options are right/ });
});

test('two options that differ in case, width, spaces and punctuation only are the same', () => {
  const options = [four[0], four[1], option(false, '白云', 'Ｒｉｖｅｒ！ '), four[3]];
  expectFaults(withQuestion(goodLibrary(), 'alpha', CHOICE, { options }), {
    rule: 'options',
    file: FILE,
    at: 'Ｒｉｖｅｒ',
    problem: /options 2 and 3 are the same \(en\)/,
  });
});

test('options that differ in a sign, a point or an index are different', () => {
  for (const texts of [
    ['$-1$', '$1$', '$x_2$', '$x^2$'],
    ['-1.5', '1.5', '15', '`a[0]`'],
  ]) {
    const options = texts.map((text, index) => option(index === 0, text, text));
    expectFaults(withQuestion(goodLibrary(), 'alpha', CHOICE, { options }));
  }
});

test('two items of an order are not the same', () => {
  const items = [
    { zh: '先', en: 'first' },
    { zh: '后', en: 'then' },
    { zh: '先。', en: 'last' },
  ];
  expectFaults(withQuestion(goodLibrary(), 'alpha', ORDER, { items }), {
    rule: 'options',
    file: FILE,
    at: 'zh: 先。',
    problem: /items 1 and 3 are the same \(zh\)/,
  });
});

test('a mistake within the tolerance is a fault', () => {
  const mistakes = [{ value: 0.56, why: { zh: '错', en: 'wrong' } }];
  expectFaults(withQuestion(goodLibrary(), 'alpha', NUMERIC, { mistakes }), {
    rule: 'numeric',
    file: FILE,
    at: 'value: 0.56',
    problem: /0.56 is within 0.01 of the answer 0.55/,
  });
});

test('a mistake that is named twice is a fault', () => {
  const mistakes = [2, 2.005].map((value) => ({ value, why: { zh: '错', en: 'wrong' } }));
  expectFaults(withQuestion(goodLibrary(), 'alpha', NUMERIC, { mistakes }), {
    rule: 'numeric',
    file: FILE,
    at: 'value: 2.005',
    problem: /named twice/,
  });
});

test('an answer with decimals allows for rounding', () => {
  expectFaults(withQuestion(goodLibrary(), 'alpha', NUMERIC, { tolerance: 0 }), {
    rule: 'numeric',
    file: FILE,
    at: 'tolerance: 0\n',
    problem: /no tolerance/,
  });
});

test('the answer rounded as the prompt asks is right', () => {
  const prompt = { zh: '剑号巨阙 $x$ 是多少？（保留一位小数）', en: 'How large is the sword of old $x$? (one decimal)' };
  expectFaults(withQuestion(goodLibrary(), 'alpha', NUMERIC, { prompt }), {
    rule: 'numeric',
    file: FILE,
    at: 'tolerance: 0.01',
    problem: /rounded to 1 decimals.* 0.[56]: outside/,
  });
  expectFaults(withQuestion(goodLibrary(), 'alpha', NUMERIC, { prompt, tolerance: 0.06 }));
});

test('a form that is accepted already, or that the question holds, is a warning', () => {
  expectFaults(withQuestion(goodLibrary(), 'alpha', SHORT, { accepted: { zh: ['独一词'], en: ['lonely word', 'Lonely-Word'] } }), {
    severity: 'warning',
    rule: 'short',
    file: FILE,
    at: 'Lonely-Word',
    problem: /accepted already/,
  });
  expectFaults(
    withQuestion(goodLibrary(), 'alpha', SHORT, { prompt: { zh: '何谓孤词 $q$？', en: 'What do you call a lonely word $q$?' } }),
    {
      severity: 'warning',
      rule: 'short',
      file: FILE,
      at: '- lonely word',
      problem: /holds its answer/,
    },
  );
});

test('a form of punctuation only would accept nothing', () => {
  expectFaults(withQuestion(goodLibrary(), 'alpha', SHORT, { accepted: { zh: ['独一词'], en: ['!!'] } }), {
    rule: 'short',
    file: FILE,
    at: '!!',
    problem: /without letters/,
  });
});

test('a question of a wrong shape is left out with a line for each fault, and the rest of its bank is read', () => {
  const files = withQuestion(goodLibrary(), 'alpha', SHORT, { level: 4, colour: 'red' });
  expectFaults(
    files,
    { rule: 'shape', file: FILE, at: 'level: 4', problem: /level: 4 is not possible/ },
    { rule: 'shape', file: FILE, at: 'colour: red', problem: /unknown key colour/ },
    { severity: 'warning', rule: 'coverage', file: FILE, at: 1, problem: /11 questions/ },
  );
});

test('a number where words belong says to quote it', () => {
  const files = withQuestion(goodLibrary(), 'alpha', SHORT, { accepted: { zh: ['独一词'], en: [42] } });
  expectFaults(
    files,
    { rule: 'shape', file: FILE, at: '- 42', problem: /accepted.en.0 is a number, not string/ },
    { severity: 'warning', rule: 'coverage', file: FILE, at: 1, problem: /11 questions/ },
  );
});

test('a bank of another topic is a fault', () => {
  const bank = bankOf('alpha');
  expectFaults(
    { ...goodLibrary(), [FILE]: yaml({ ...bank, topic: 'beta' }) },
    { rule: 'shape', file: FILE, at: 'topic: beta', problem: /topic is beta/ },
  );
});
