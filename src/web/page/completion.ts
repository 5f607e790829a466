import type { CommandHint, ParamHint, TopicHint } from '../protocol.ts';

export interface Suggestion {
  readonly label: string;
  readonly detail: string;
  /** The line with this put in. */
  readonly line: string;
}

/** What the line asks for so far. */
export interface Completion {
  readonly suggestions: readonly Suggestion[];
  /** The command that is being written, with its parameters; the one at the caret by its index. */
  readonly usage: { readonly command: CommandHint; readonly at: number } | null;
  /** Topics that begin so are wanted to go on. */
  readonly topicPrefix: string | null;
  /** Sending the line as it is makes sense. */
  readonly whole: boolean;
}

/** `topics`: how many of the suggestions are topics; they come first. */
type Values = Completion & { readonly topics: number };

export interface Sources {
  readonly commands: readonly CommandHint[];
  readonly manager: boolean;
  readonly topics: (prefix: string) => readonly TopicHint[];
  readonly zones: readonly string[];
}

const nothing: Completion = { suggestions: [], usage: null, topicPrefix: null, whole: true };
const most = 16;

/** What can follow in a line that begins with a slash; pure, so that it can be tested without a browser. */
export function complete(line: string, sources: Sources): Completion {
  const typed = /^\s*[/／](.*)$/su.exec(line)?.[1];
  if (typed === undefined || typed.includes('\n')) return nothing;
  const words = typed.split(/\s+/u);
  if (words.length < 2) return commandNames(words[0] ?? '', sources);
  return parameters(words, sources);
}

/** `/quiz` for `quiz start`, where that one is meant by the first word alone. */
export const shortName = (command: CommandHint): string => (command.standard ? (command.name.split(' ')[0] ?? '') : command.name);

const allowed = (command: CommandHint, { manager }: Sources): boolean => manager || !command.managers;

function commandNames(typed: string, sources: Sources): Completion {
  const prefix = typed.normalize('NFKC').toLowerCase();
  const rank = (command: CommandHint): number => {
    const name = shortName(command);
    return name === prefix
      ? 0
      : name.startsWith(prefix)
        ? 1
        : command.name.includes(prefix) || command.about.toLowerCase().includes(prefix)
          ? 2
          : 3;
  };
  const found = sources.commands.filter((command) => allowed(command, sources) && rank(command) < 3).toSorted((a, b) => rank(a) - rank(b));
  return {
    suggestions: found.map((command) => ({
      label: `/${shortName(command)}`,
      detail: command.about,
      line: `/${shortName(command)}${command.params.length ? ' ' : ''}`,
    })),
    usage: null,
    topicPrefix: null,
    whole: found.some((command) => shortName(command) === prefix && !command.params.some((param) => !param.optional)),
  };
}

function parameters(words: readonly string[], sources: Sources): Completion {
  const name = (words[0] ?? '').normalize('NFKC').toLowerCase();
  const family = sources.commands.filter((command) => allowed(command, sources) && command.name.split(' ')[0] === name);
  const second = (words[1] ?? '').toLowerCase();
  const named = family.find((command) => command.name === `${name} ${second}` && words.length > 2);
  const command = named ?? family.find((candidate) => candidate.standard || candidate.name === name);
  const subcommands =
    words.length > 2 ? [] : family.filter((candidate) => !candidate.standard && candidate.name.split(' ')[1]?.startsWith(second));
  const given = words.slice(named ? 2 : 1);
  const inner: Values = command
    ? values(command, given, `/${words.slice(0, named ? 2 : 1).join(' ')}`, sources)
    : { ...nothing, whole: false, topics: 0 };
  const exact = subcommands.find((candidate) => candidate.name === `${name} ${second}`);
  const more = subcommands.map((candidate) => ({
    label: `/${candidate.name}`,
    detail: candidate.about,
    line: `/${candidate.name}${candidate.params.length ? ' ' : ''}`,
  }));
  return {
    // With nothing typed yet a topic is what is wanted most.
    suggestions: (second ? [...more, ...inner.suggestions] : inner.suggestions.toSpliced(inner.topics, 0, ...more)).slice(0, most),
    usage: exact ? { command: exact, at: -1 } : inner.usage,
    topicPrefix: inner.topicPrefix,
    whole: inner.whole || (exact !== undefined && !exact.params.some((param) => !param.optional)),
  };
}

/** Words may stand in any order: each is given to the parameter that can take it, and what is left over names the topic. */
function values(command: CommandHint, given: readonly string[], before: string, sources: Sources): Values {
  const current = given.at(-1) ?? '';
  const free = [...command.params];
  const loose: string[] = [];
  const take = (index: number) => index >= 0 && free.splice(index, 1);
  for (const word of given.slice(0, -1)) {
    const taker = free.findIndex((param) => takes(param, word));
    if (taker < 0) {
      loose.push(word);
      continue;
    }
    take(taker);
    // The words before it were the whole name of the topic.
    if (loose.length > 0) take(free.findIndex(({ kind }) => kind === 'topic'));
    loose.length = 0;
  }
  const topic = free.find((param) => param.kind === 'topic');
  const text = free.find((param) => param.kind === 'words');
  const currentTaker = current && free.find((param) => takes(param, current));
  const prefix = [...loose, current].join(' ');
  const topicsOf = topic && !(loose.length === 0 && currentTaker) ? sources.topics(prefix) : [];
  const cut = (kept: readonly string[]) => [before, ...kept].join(' ');
  const typedBefore = given.slice(0, -1);
  const room = current === '' ? 3 : most;
  const fresh = ({ line }: Suggestion) => line.trim() !== cut(given).trim();
  const topicLines = topicsOf
    .slice(0, current === '' && free.length > 1 ? 6 : most)
    .map(({ value, label }) => ({
      label,
      detail: value,
      line: `${cut([...typedBefore.slice(0, typedBefore.length - loose.length), value])} `,
    }))
    .filter(fresh);
  const suggestions: Suggestion[] = [
    ...topicLines,
    ...free.flatMap((param) =>
      offered(param, current, sources)
        .filter((value) => value !== current)
        .slice(0, param.kind === 'choice' ? most : room)
        .map((value) => ({ label: value, detail: param.label, line: `${cut([...typedBefore, value])} ` })),
    ),
  ];
  const active = currentTaker || (prefix ? (topic ?? text) : free[0]);
  const pastLoose = loose.length > 0 && topic ? free.filter((param) => param !== topic) : free;
  return {
    suggestions: suggestions.filter(fresh).slice(0, most),
    topics: topicLines.length,
    usage: { command, at: active ? command.params.indexOf(active) : -1 },
    topicPrefix: topic && !(loose.length === 0 && currentTaker) ? prefix : null,
    whole: !pastLoose.some((param) => !param.optional && !(current && (param === currentTaker || param === topic || param === text))),
  };
}

const takesWord = {
  integer: /^\d+$/,
  seconds: /^\d+(s|m|秒|分|分钟)?$/,
  clock: /^\d{1,2}([:：]\d{2}|点半?)$/,
  days: /^(mon|tue|wed|thu|fri|sat|sun|daily|weekdays?|weekends?|每天|工作日|周|[一二三四五六日]+$)/i,
} as const;

function takes(param: ParamHint, word: string): boolean {
  switch (param.kind) {
    case 'integer':
    case 'seconds':
    case 'clock':
    case 'days':
      return takesWord[param.kind].test(word);
    case 'choice':
      return param.values.includes(word.toLowerCase());
    case 'zone':
      return word.includes('/');
    case 'pairs':
      return word.includes('=');
    case 'topic':
    case 'words':
      return false;
    case 'room':
      return word === 'here' || word.startsWith('#');
  }
}

function offered(param: ParamHint, current: string, { zones }: Sources): readonly string[] {
  const typed = current.toLowerCase();
  if (param.kind === 'zone') return zones.filter((zone) => zone.toLowerCase().includes(typed.replaceAll(' ', '_')));
  return param.values.filter((value) => value.toLowerCase().startsWith(typed));
}
