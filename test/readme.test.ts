import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../src/app/commands/index.ts';
import { commandsOn } from '../src/chat/command.ts';
import { menuName } from '../src/telegram/commands.ts';
import { openMessages } from '../src/voice.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const rows = (readme.split('### Commands\n')[1]?.split('\n### ')[0] ?? '')
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));

/** `/quiz stop`, `pause`: a word alone goes with the family before it. */
function named(cell: string): string[] {
  let family = '';
  return [...cell.matchAll(/`([^`]+)`/g)].flatMap(([, written = '']) => {
    const words = written.match(/^\/?[a-z_]+( [a-z]+)?(?= |$)/)?.[0] ?? '';
    if (!words.startsWith('/')) return [`${family} ${words}`];
    family = words.split(' ')[0] ?? '';
    return [words, family];
  });
}

describe('the README', () => {
  it('names every command as it is called on Discord', () => {
    const told = rows.flatMap(([, , cell = '']) => named(cell));
    for (const { name } of commandsOn(COMMANDS, 'discord')) expect(told).toContain(`/${name}`);
  });

  it('names options as Discord shows them', () => {
    const { usage } = openMessages(new URL('../content', import.meta.url).pathname).in('en', 'discord').commands;
    const usages = COMMANDS.map(usage);
    const told = rows.flatMap(([, , cell = '']) => [...cell.matchAll(/`(\/[a-z ]+) ([^`]+:…[^`]*)`/g)]);
    expect(told.length).toBeGreaterThan(8);
    for (const [line, command = '', options = ''] of told)
      for (const option of options.split(' '))
        expect(
          usages.some((one) => one.startsWith(`${command} `) && one.includes(option)),
          `${line}: ${option}`,
        ).toBe(true);
  });

  it('names every command as it is called on Telegram', () => {
    const told = rows.flatMap(([, , , cell = '']) => named(cell));
    for (const one of commandsOn(COMMANDS, 'telegram')) expect(told).toContain(`/${menuName(one)}`);
  });

  it('shows only pictures that are there, each with words for who cannot see it', () => {
    const shown = [...readme.matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)];
    expect(shown.length).toBeGreaterThan(6);
    for (const [, alt = '', file = ''] of shown) {
      expect(alt, file).not.toBe('');
      expect(readFileSync(new URL(`../${file}`, import.meta.url)).length, file).toBeLessThan(300_000);
    }
  });
});
