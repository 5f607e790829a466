import { test } from 'vitest';
import { expectFaults, goodLibrary, replaced } from '../../support/mini-library.ts';

const FILE = 'articles/en/alpha.md';

test('a link to what is no topic is a fault', () => {
  expectFaults(replaced(goodLibrary(), FILE, '(topic:beta)', '(topic:delta)'), {
    rule: 'link',
    file: FILE,
    at: 'topic:delta',
    problem: /topic:delta, which is no topic/,
  });
});

test('a link to a section that an article does not have is a fault', () => {
  expectFaults(replaced(goodLibrary(), FILE, '(topic:beta)', '(topic:beta#start)'), {
    rule: 'link',
    file: FILE,
    at: 'topic:beta',
    problem: /beta has no section {#start}/,
  });
});

test('a link to a section that is there is fine', () => {
  expectFaults(replaced(goodLibrary(), FILE, '(topic:beta)', '(topic:beta#limits)'));
});

test('a link to a topic that is planned is fine, to a section of it a warning', () => {
  expectFaults(replaced(goodLibrary(), FILE, '(topic:beta)', '(topic:gamma)'));
  expectFaults(replaced(goodLibrary(), FILE, '(topic:beta)', '(topic:gamma#x)'), {
    severity: 'warning',
    rule: 'link',
    file: FILE,
    at: 'topic:gamma#x',
    problem: /gamma, which is not written yet/,
  });
});

test('a web address in the text is a fault', () => {
  expectFaults(replaced(goodLibrary(), FILE, '[the other](topic:beta)', '[the other](topic:beta) and [a page](https://example.org)'), {
    rule: 'markdown',
    file: FILE,
    at: 'example.org',
    problem: /a link to https:\/\/example.org/,
  });
});
