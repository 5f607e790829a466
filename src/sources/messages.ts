import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FluentBundle, FluentNumber, FluentResource, type FluentValue } from '@fluent/bundle';
import type { Messages, Say, SayValue } from '../app/say.ts';
import type { CommandLines, CommandValues } from '../chat/command-line.ts';
import { PLATFORMS, type Platform } from '../chat/place.ts';
import { LOCALES, type Locale } from '../kernel/locale.ts';
import { once } from '../kernel/once.ts';
import type { Inline, Prose } from '../kernel/prose.ts';

/** Brackets the number of a value while Fluent formats the sentence; private use, so no text holds it. */
const [OPEN, CLOSE] = ['\uE000', '\uE001'];

/**
 * Reads `<name>.<locale>.ftl` and `<locale>.ftl` of a folder. `COMMAND("quiz start", questions: 5)` in a message is that command
 * as people give it on the platform where the message is said.
 * @throws where a file is broken, with its name and line
 */
export function readMessages(folder: string, linesOn: (platform: Platform, word: (key: string) => string) => CommandLines): Messages {
  const one = (locale: Locale, platform: Platform): Say => {
    const commands = linesOn(platform, (key) => sentence(made, key, {}));
    const made = bundle(folder, locale, commands);
    return voice(locale, made, commands);
  };
  const all = new Map(LOCALES.flatMap((locale) => PLATFORMS.map((platform) => [`${locale}/${platform}`, one(locale, platform)] as const)));
  return { in: (locale, platform) => all.get(`${locale}/${platform}`) as Say };
}

function bundle(folder: string, locale: Locale, commands: CommandLines): FluentBundle {
  const COMMAND = ([name]: FluentValue[], values: Record<string, FluentValue>): string => commands.line(String(name), literals(values));
  const made = new FluentBundle(locale, { useIsolating: false, functions: { COMMAND } });
  for (const file of readdirSync(folder).sort()) {
    if (file !== `${locale}.ftl` && !file.endsWith(`.${locale}.ftl`)) continue;
    const source = readFileSync(join(folder, file), 'utf8');
    const problems = made.addResource(new FluentResource(source));
    const unread = unreadLine(source, made);
    if (unread)
      throw new Error(`${join(folder, file)}:${unread}: this message cannot be read; look for an unbalanced brace or a missing indent`);
    if (problems[0]) throw new Error(`${join(folder, file)}: ${problems[0].message}`);
  }
  return made;
}

/** A message's literals, without what Fluent makes of numbers. */
const literals = (values: Record<string, FluentValue>): CommandValues =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value instanceof FluentNumber ? value.value : String(value)]));

/** Fluent skips what it cannot parse without a word: find the first such message. */
function unreadLine(source: string, made: FluentBundle): number | null {
  const lines = source.split('\n');
  for (const [index, line] of lines.entries()) {
    const key = /^([a-zA-Z][\w-]*) *=/.exec(line)?.[1];
    if (key && !made.hasMessage(key)) return index + 1;
  }
  return null;
}

function sentence(made: FluentBundle, key: string, values: Readonly<Record<string, string | number>>): string {
  const pattern = made.getMessage(key)?.value;
  return pattern ? made.formatPattern(pattern, values, []) : key;
}

function voice(locale: Locale, made: FluentBundle, commands: CommandLines): Say {
  // What holds no value is always the same: most labels, headings and notes.
  const fixed = once((key: string) => sentence(made, key, {}));
  const fixedRich = once((key: string) => weave(fixed(key), []));
  const say = (key: string, values?: Readonly<Record<string, string | number>>) => (values ? sentence(made, key, values) : fixed(key));
  const rich = (key: string, values?: Readonly<Record<string, SayValue>>): Prose => {
    if (!values) return fixedRich(key);
    const kept: Prose[] = [];
    const flat: Record<string, string | number> = {};
    for (const [name, value] of Object.entries(values)) {
      if (typeof value === 'number') flat[name] = value;
      else flat[name] = `${OPEN}${kept.push(asProse(value)) - 1}${CLOSE}`;
    }
    return weave(say(key, flat), kept);
  };
  return Object.assign(say, { locale, commands, rich });
}

function asProse(value: Exclude<SayValue, number>): Prose {
  if (typeof value === 'string') return value ? [{ kind: 'text', text: value }] : [];
  return 'kind' in value ? [value] : value;
}

/** Puts the values back in their places; a value inside `**…**` is strong where it is text. */
function weave(sentence: string, kept: readonly Prose[]): Prose {
  const out: Inline[] = [];
  let style: 'strong' | 'code' | undefined;
  for (const part of sentence.split(/(\*\*|`|\uE000\d+\uE001)/)) {
    if (part === '**') style = style === 'strong' ? undefined : 'strong';
    else if (part === '`') style = style === 'code' ? undefined : 'code';
    else if (part.startsWith(OPEN)) for (const node of kept[Number(part.slice(1, -1))] ?? []) out.push(styled(node, style));
    else if (part) out.push(styled({ kind: 'text', text: part }, style));
  }
  return out;
}

function styled(node: Inline, style: 'strong' | 'code' | undefined): Inline {
  return node.kind === 'text' && !node.style && style ? { ...node, style } : node;
}
