import { describe, expect, test } from 'vitest';
import { commandHints } from '../../src/web/commands.ts';
import { complete, type Sources } from '../../src/web/page/completion.ts';
import { someCommands } from '../support/web-room.ts';

const titles: Record<string, string> = { adaboost: 'AdaBoost', 'random-forest': '随机森林', adamw: 'AdamW' };

const sources: Sources = {
  commands: commandHints(someCommands, 'en', (_, key) => key),
  manager: true,
  topics: (prefix) =>
    Object.entries(titles)
      .filter(([slug, title]) => `${slug} ${slug.replaceAll('-', ' ')} ${title.toLowerCase()}`.includes(prefix.toLowerCase()))
      .map(([value, label]) => ({ value, label })),
  zones: ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York'],
};

const lines = (typed: string, changed: Partial<Sources> = {}) =>
  complete(typed, { ...sources, ...changed }).suggestions.map(({ line }) => line);

describe('names', () => {
  test('are offered from the first slash', () => {
    expect(lines('/')).toEqual(['/help', '/today', '/read ', '/quiz ', '/quiz stop', '/schedule digest ', '/settings timezone ']);
    expect(lines('／')).toEqual(lines('/'));
  });

  test('are found by their beginning first, then by any part', () => {
    expect(lines('/qu')).toEqual(['/quiz ', '/quiz stop']);
    expect(lines('/stop')).toEqual(['/quiz stop']);
    expect(lines('/dig')).toEqual(['/schedule digest ']);
  });

  test('of commands for managers are for managers', () => {
    expect(lines('/s', { manager: false })).not.toContain('/schedule digest ');
  });

  test('are not offered in ordinary talk', () => {
    for (const line of ['', 'hello', '1/2', ' '])
      expect(complete(line, sources)).toMatchObject({ suggestions: [], whole: true, usage: null });
  });

  test('of two words are completed from the first on', () => {
    expect(lines('/schedule ')).toEqual(['/schedule digest ']);
    expect(lines('/schedule d')).toEqual(['/schedule digest ']);
  });
});

describe('values', () => {
  test('of every parameter are offered where nothing is typed yet', () => {
    const offered = lines('/quiz ');
    expect(offered.slice(0, 4)).toEqual(['/quiz adaboost ', '/quiz random-forest ', '/quiz adamw ', '/quiz stop']);
    expect(offered).toEqual(expect.arrayContaining(['/quiz 5 ', '/quiz 20s ', '/quiz calm ']));
  });

  test('are found in both languages, and put in as slugs', () => {
    expect(lines('/quiz ada')).toEqual(['/quiz adaboost ', '/quiz adamw ']);
    expect(lines('/quiz 随机')).toEqual(['/quiz random-forest ']);
    expect(lines('/read random fo')).toEqual(['/read random-forest ']);
  });

  test('that are given are not offered again', () => {
    const offered = lines('/quiz adaboost 5 ');
    expect(offered).toEqual(expect.arrayContaining(['/quiz adaboost 5 20s ', '/quiz adaboost 5 speed ']));
    expect(lines('/quiz adaboost 5 20s calm ').filter((line) => /speed|calm .*calm|\ds .*\ds/.test(line))).toEqual([]);
  });

  test('that stand there already are no suggestion', () => {
    expect(lines('/quiz adaboost ')).not.toContain('/quiz adaboost ');
    expect(lines('/read adaboost 5 ')).toEqual([]);
    expect(lines('/quiz 随机 森林 5 ').filter((line) => line.includes('ada'))).toEqual([]);
  });

  test('may stand in any order', () => {
    expect(lines('/quiz calm ad')).toEqual(['/quiz calm adaboost ', '/quiz calm adamw ']);
  });

  test('are found by any part of a time zone', () => {
    expect(lines('/settings timezone shang')).toEqual(['/settings timezone Asia/Shanghai ']);
    expect(lines('/settings timezone new')).toEqual(['/settings timezone America/New_York ']);
  });

  test('show which parameter is being written', () => {
    const at = (line: string) => {
      const { usage } = complete(line, sources);
      return usage && (usage.command.params[usage.at]?.name ?? null);
    };
    expect(at('/quiz ')).toBe('topic');
    expect(at('/quiz ada')).toBe('topic');
    expect(at('/quiz adaboost 5')).toBe('questions');
    expect(at('/quiz adaboost 5 20s')).toBe('seconds');
    expect(at('/schedule digest 08:30 mon-fri')).toBe('days');
  });
});

describe('Enter', () => {
  test('sends a line that is whole', () => {
    for (const line of [
      '/help',
      '/quiz',
      '/quiz stop',
      '/quiz adaboost 5',
      '/read adaboost',
      '/read adaboost 5 ',
      '/schedule digest 08:30',
      'hello',
    ])
      expect(complete(line, sources).whole, line).toBe(true);
  });

  test('completes one that is not', () => {
    for (const line of ['/', '/qui', '/read', '/schedule', '/schedule digest', '/schedule digest ', '/settings'])
      expect(complete(line, sources).whole, line).toBe(false);
  });
});

test('any line at all gives an answer, and every suggestion begins with what stands before the word at the caret', () => {
  for (const line of ['/quiz \u0000', '/ / /', `/read ${'x '.repeat(500)}`, '/quiz "a', '/read 随机 森林 5', '/QUIZ AD']) {
    for (const suggestion of complete(line, sources).suggestions) expect(suggestion.line.startsWith('/')).toBe(true);
  }
});
