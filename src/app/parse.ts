import type { Param, Params, Refusal, Signature } from '../chat/command.ts';
import { refusal } from '../chat/command.ts';
import { fold } from '../corpus/fold.ts';
import { edits } from '../corpus/likeness.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { validZone } from '../schedule/cadence.ts';
import { parseClock, parseDays } from '../schedule/parse.ts';

export interface Parsed<S extends Signature> {
  readonly command: S;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Words longer than this are cut before anything looks at them. */
const MOST_WORDS = 200;

/** What things are called. */
export interface Names {
  /** Whether words name a topic as they stand ("Stable Diffusion 3"), so that its digits are not taken for a number. */
  isTopic(words: string): boolean;
  /** A message in the reader's language, then in all of ours: `area-vision`. */
  titles(key: string): readonly string[];
}

/** Finds the command and its values. `args` is a typed line or the named options of a slash command. */
export function parseCommand<S extends Signature>(
  commands: readonly S[],
  name: string,
  args: string | Readonly<Record<string, string>>,
  names: Names,
): Result<Parsed<S>, Refusal> {
  const line = typeof args === 'string' ? args.normalize('NFKC').trim() : '';
  const words = line ? line.split(/\s+/).slice(0, MOST_WORDS) : [];
  const asked = name.toLowerCase();
  const exact = commands.find((command) => command.name === asked);
  const longer = commands.find((command) => command.name === `${asked} ${words[0]?.toLowerCase()}`);
  const standard = commands.find((command) => command.standard && command.name.split(' ')[0] === asked);
  const command = longer ?? exact ?? standard;
  if (!command) {
    const family = commands.filter((one) => one.name.startsWith(`${asked} `)).map((one) => `/${one.name}`);
    return err(family.length > 0 ? refusal('refuse-which', { commands: family.join('  ') }) : unknown(commands, asked));
  }
  const values =
    typeof args === 'string' ? fromWords(command.params, longer ? words.slice(1) : words, names) : fromOptions(command.params, args, names);
  return values.ok ? ok({ command, values: values.value }) : values;
}

/** A command of another name: the one that was probably meant, if any. */
function unknown(commands: readonly Signature[], asked: string): Refusal {
  const name = asked.slice(0, 40);
  const known = [...new Set(commands.map((one) => one.name.split(' ')[0] ?? ''))];
  const near = known.find((one) => edits(one, name) <= (one.length > 4 ? 2 : 1));
  return near ? refusal('refuse-near-command', { name, near }) : refusal('refuse-no-command', { name });
}

function fromWords(params: Params, words: readonly string[], names: Names): Result<Record<string, unknown>, Refusal> {
  const values: Record<string, unknown> = {};
  const rest = [...words];
  const named = Object.entries(params);
  const phrase = named.find(([, param]) => param.kind === 'topic' || param.kind === 'words');
  if (phrase?.[1].kind === 'topic' && words.length > 1 && names.isTopic(words.join(' '))) rest.length = 0;
  const kept = rest.length === 0 ? words.join(' ') : null;
  const pairs = named.find(([, param]) => param.kind === 'pairs');
  if (pairs) {
    const given = rest.filter(isPair);
    if (given.length > 0) {
      const read = readPairs(given.join(' '));
      if (read === undefined) return err(refusal('refuse-pairs', { given: given.join(' ').slice(0, 40) }));
      values[pairs[0]] = read;
      rest.splice(0, rest.length, ...rest.filter((word) => !isPair(word)));
    }
  }
  const titled = named.find(([, param]) => param.kind === 'choice' && param.titles !== undefined);
  const meant = titled && byTitle(titled[1], rest.join(' '), names);
  if (titled && meant !== undefined) {
    values[titled[0]] = meant;
    rest.length = 0;
  }
  for (const strict of [true, false]) {
    for (const [name, param] of named) {
      if (values[name] !== undefined || param === phrase?.[1] || phrase?.[1].kind === 'words') continue;
      const at = rest.findIndex((word) => read(param, word, strict) !== undefined);
      if (at < 0) continue;
      values[name] = read(param, rest[at] ?? '', strict);
      rest.splice(at, 1);
    }
  }
  if (phrase) {
    const left = kept ?? rest.join(' ');
    if (left) {
      if (phrase[1].kind === 'words' && left.length > phrase[1].most) values[phrase[0]] = left.slice(0, phrase[1].most);
      else values[phrase[0]] = left;
    }
  } else if (rest.length > 0) {
    const open = named.filter(([name]) => values[name] === undefined);
    const needed = open.filter(([, param]) => !param.optional);
    const [name, param] = (needed.length === 1 ? needed[0] : open.length === 1 ? open[0] : undefined) ?? [];
    return err(
      name && param ? unreadable(name, param, rest.join(' '), names) : refusal('refuse-words', { words: rest.join(' ').slice(0, 60) }),
    );
  }
  return complete(params, values);
}

function fromOptions(params: Params, options: Readonly<Record<string, string>>, names: Names): Result<Record<string, unknown>, Refusal> {
  const values: Record<string, unknown> = {};
  for (const [name, param] of Object.entries(params)) {
    const given = options[name]?.trim();
    if (!given) continue;
    const value =
      param.kind === 'topic' || param.kind === 'words'
        ? given
        : (read(param, given, true) ?? read(param, given, false) ?? byTitle(param, given, names));
    if (value === undefined) return err(unreadable(name, param, given, names));
    values[name] = value;
  }
  return complete(params, values);
}

function complete(params: Params, values: Record<string, unknown>): Result<Record<string, unknown>, Refusal> {
  for (const [name, param] of Object.entries(params)) {
    if (values[name] !== undefined) {
      const problem = outside(name, param, values[name]);
      if (problem) return err(problem);
    } else if (param.optional) values[name] = null;
    else
      return err(refusal(`refuse-missing-${param.kind}`, { param: name, values: param.kind === 'choice' ? param.values.join(', ') : '' }));
  }
  return ok(values);
}

const isPair = (word: string): boolean => /^[^=\s]+=\S*$/.test(word);

/** Undefined where one is no number by name. */
function readPairs(given: string): Readonly<Record<string, number>> | undefined {
  const pairs = given
    .trim()
    .split(/[\s,，]+/)
    .map((word) => /^([A-Za-z_][A-Za-z0-9_-]{0,30})=(-?\d{1,9}(?:\.\d{1,9})?(?:e-?\d)?)$/.exec(word));
  if (!pairs.every((pair) => pair !== null)) return undefined;
  return Object.fromEntries(pairs.map(([, name = '', value]) => [name.toLowerCase(), Number(value)]));
}

/** Undefined where the word is not of this kind. `strict` leaves a bare number to integers. */
function read(param: Param, word: string, strict: boolean): unknown {
  switch (param.kind) {
    case 'integer':
      // One below nothing is a number too: its range says what is meant, and no topic is called that.
      return /^-?\d{1,6}(题|个|页)?$/.test(word) ? Number.parseInt(word, 10) : undefined;
    case 'seconds': {
      const [, amount = '', unit = ''] = /^(\d{1,6})(s|sec|秒|m|min|分|分钟)?$/i.exec(word) ?? [];
      if (!amount || (strict && !unit)) return undefined;
      return Number(amount) * (/^(m|分)/i.test(unit) ? 60 : 1);
    }
    case 'choice':
      return param.values.find((value) => value === word.toLowerCase());
    case 'clock':
      return parseClock(word) ?? undefined;
    case 'days':
      return parseDays(word) ?? undefined;
    case 'zone':
      return validZone(word) ?? undefined;
    case 'pairs':
      return readPairs(word);
    case 'room':
      if (/^(here|这里)$/i.test(word)) return 'here';
      return /^(#|(discord|telegram|web):)\S+$/i.test(word) ? word : undefined;
    case 'topic':
    case 'words':
      return word;
  }
}

/** The value whose name or title the words are, in any spelling; or the only one that has them in it. */
function byTitle(param: Param, words: string, { titles }: Names): string | undefined {
  if (param.kind !== 'choice' || param.titles === undefined) return undefined;
  const asked = fold(words);
  if (asked.length < 2) return undefined;
  const called = param.values.map((value) => ({ value, names: [value, ...titles(`${param.titles}-${value}`)].map(fold) }));
  const holding = called.filter((one) => one.names.some((name) => name.includes(asked)));
  const exact = holding.find((one) => one.names.includes(asked));
  return (exact ?? (holding.length === 1 ? holding[0] : undefined))?.value;
}

/** What there is to choose from, as people call it. */
const choices = ({ values, titles: prefix }: Extract<Param, { kind: 'choice' }>, { titles }: Names): string =>
  values.map((value) => (prefix === undefined ? value : `${titles(`${prefix}-${value}`)[0]} (${value})`)).join(', ');

function outside(name: string, param: Param, value: unknown): Refusal | null {
  if (param.kind !== 'integer' && param.kind !== 'seconds') return null;
  const number = Number(value);
  return number < param.least || number > param.most
    ? refusal('refuse-range', { param: name, least: param.least, most: param.most, given: number })
    : null;
}

function unreadable(name: string, param: Param, given: string, names: Names): Refusal {
  const shown = given.slice(0, 40);
  if (param.kind === 'choice') return refusal('refuse-choice', { param: name, given: shown, values: choices(param, names) });
  if (param.kind === 'integer' || param.kind === 'seconds')
    return refusal('refuse-range', { param: name, least: param.least, most: param.most, given: shown });
  return refusal(`refuse-${param.kind}`, { given: shown });
}
