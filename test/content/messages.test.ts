import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aboutKey } from '../../src/app/commands/help.ts';
import { COMMANDS } from '../../src/app/commands/index.ts';
import { FORMULA_PROBLEMS } from '../../src/chat/picture.ts';
import { openMessages } from '../../src/voice.ts';

const root = new URL('../../', import.meta.url).pathname;
const folder = join(root, 'content/messages');

const keysOf = (locale: 'zh' | 'en'): Set<string> =>
  new Set(
    readdirSync(folder)
      .filter((file) => file === `${locale}.ftl` || file.endsWith(`.${locale}.ftl`))
      .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/^([a-z][\w-]*) *=/gim)].map((match) => match[1] ?? '')),
  );

const sources = ['src', 'test/support']
  .flatMap((part) => readdirSync(join(root, part), { recursive: true, encoding: 'utf8' }).map((file) => join(root, part, file)))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(file, 'utf8'));
const source = sources.join('\n');

/** Keys that are put together at run time, as patterns: `reveal-void-${…}` -> /^reveal-void-.+$/. */
const patterns = [...source.matchAll(/`([a-z][\w-]*-)\$\{[^}`]*\}([\w-]*)`/g)].map((match) => new RegExp(`^${match[1]}.+${match[2]}$`));
const literals = new Set([...source.matchAll(/['"]([a-z][\w]*(?:-[\w]+)*)['"]/g)].map((match) => match[1] ?? ''));

describe('the messages', () => {
  it('say the same things in both languages', () => {
    expect([...keysOf('zh')].sort()).toEqual([...keysOf('en')].sort());
  });

  it('hold every key that the code says', () => {
    const said = [
      ...source.matchAll(/(?:\bsay|\bsayAll|\brich|\brefusal|\.say\.rich|describe\(locale,|words\(locale,)[( ]'([a-z][\w-]*)'/g),
    ].map((match) => match[1] ?? '');
    const known = keysOf('en');
    expect([...new Set(said)].filter((key) => key.includes('-') && !known.has(key))).toEqual([]);
    expect(said.length).toBeGreaterThan(100);
  });

  it('hold nothing that the code never says', () => {
    const idle = [...keysOf('en')].filter((key) => !literals.has(key) && !patterns.some((pattern) => pattern.test(key)));
    expect(idle).toEqual([]);
  });

  it('say everything that can be wrong with a formula', () => {
    expect(FORMULA_PROBLEMS.filter((kind) => !keysOf('en').has(`tex-problem-${kind}`))).toEqual([]);
  });

  it('describe every command and every parameter', () => {
    const known = keysOf('en');
    const wanted = COMMANDS.flatMap((command) => [aboutKey(command), ...Object.keys(command.params).map((name) => `param-${name}`)]);
    expect(wanted.filter((key) => !known.has(key))).toEqual([]);
  });

  it('keep a person’s words as they are, whatever they hold', () => {
    const say = openMessages(join(root, 'content')).in('en', 'web');
    const name = '**bold** `code` { $x } \uE0000\uE001 <b>';
    const line = say.rich('podium-streak', { name, count: 3 });
    expect(line.find((node) => node.kind === 'text' && node.style === 'strong')).toEqual({ kind: 'text', text: name, style: 'strong' });
  });
});
