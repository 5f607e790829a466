export interface RegisteredOption {
  readonly type: number;
  readonly name: string;
  readonly name_localizations?: Readonly<Record<string, string>> | null;
  readonly description: string;
  readonly description_localizations?: Readonly<Record<string, string>> | null;
  readonly required?: boolean;
  readonly autocomplete?: boolean;
  readonly choices?: readonly {
    readonly name: string;
    readonly name_localizations?: Readonly<Record<string, string>> | null;
    readonly value: string | number;
  }[];
  readonly min_value?: number;
  readonly max_value?: number;
  readonly max_length?: number;
  readonly channel_types?: readonly number[];
  readonly options?: readonly RegisteredOption[];
}

export interface RegisteredCommand extends Omit<RegisteredOption, 'type' | 'required'> {
  readonly id: string;
  readonly type: number;
  readonly default_member_permissions: string | null;
  readonly contexts?: readonly number[] | null;
  readonly integration_types?: readonly number[];
}

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const LOCALES = new Set(
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko'.split(' '),
);

/** What Discord would refuse in a bulk overwrite of commands. */
export function commandProblems(commands: readonly RegisteredCommand[]): string[] {
  const problems: string[] = [];
  const slash = commands.filter((one) => (one.type ?? 1) === 1);
  if (slash.length > 100) problems.push('more than 100 slash commands');
  if (commands.length - slash.length > 10) problems.push('more than 5 commands of a menu');
  const names = commands.map((one) => `${one.type ?? 1} ${one.name}`);
  if (new Set(names).size < names.length) problems.push('two commands of one name');
  for (const command of commands) {
    if ((command.type ?? 1) !== 1) {
      if (!command.name || command.name.length > 32) problems.push(`${command.name}: a name has 1 to 32 characters`);
      if (command.description) problems.push(`${command.name}: a menu command has no description`);
      continue;
    }
    checkNamed(command, command.name, problems);
    checkOptions(command.options ?? [], command.name, problems);
    const size = sizeOf(command);
    if (size > 8000) problems.push(`${command.name}: ${size} characters in all are more than 8000`);
  }
  return problems;
}

function checkNamed(
  one: Pick<RegisteredOption, 'name' | 'name_localizations' | 'description' | 'description_localizations'>,
  at: string,
  problems: string[],
) {
  const named = [one.name, ...Object.values(one.name_localizations ?? {})];
  for (const name of named) if (!NAME.test(name) || name !== name.toLowerCase()) problems.push(`${at}: “${name}” cannot be a name`);
  const said = [one.description, ...Object.values(one.description_localizations ?? {})];
  for (const text of said) if (!text || [...text].length > 100) problems.push(`${at}: a description has 1 to 100 characters`);
  for (const tag of [...Object.keys(one.name_localizations ?? {}), ...Object.keys(one.description_localizations ?? {})])
    if (!LOCALES.has(tag)) problems.push(`${at}: ${tag} is no language`);
}

function checkOptions(options: readonly RegisteredOption[], at: string, problems: string[]): void {
  if (options.length > 25) problems.push(`${at}: more than 25 options`);
  if (new Set(options.map(({ name }) => name)).size < options.length) problems.push(`${at}: two options of one name`);
  const nested = options.filter(({ type }) => type <= 2).length;
  if (nested > 0 && nested < options.length) problems.push(`${at}: subcommands and values together`);
  if (options.some((one, index) => one.required && options.slice(0, index).some((before) => !before.required)))
    problems.push(`${at}: a required option behind an optional one`);
  for (const option of options) {
    const where = `${at} ${option.name}`;
    checkNamed(option, where, problems);
    if (option.choices && option.autocomplete) problems.push(`${where}: choices and autocomplete`);
    if ((option.choices?.length ?? 0) > 25) problems.push(`${where}: more than 25 choices`);
    for (const choice of option.choices ?? []) {
      const shown = [choice.name, ...Object.values(choice.name_localizations ?? {})];
      if (shown.some((name) => !name || [...name].length > 100)) problems.push(`${where}: a choice has 1 to 100 characters`);
    }
    if (option.channel_types && option.type !== 7) problems.push(`${where}: channel_types of no channel`);
    if (option.options) checkOptions(option.options, where, problems);
  }
}

/** Names, descriptions and values; of several languages the longest counts. */
function sizeOf(one: Omit<RegisteredOption, 'type'>): number {
  const longest = (text: string | undefined, more: Readonly<Record<string, string>> | null | undefined) =>
    Math.max((text ?? '').length, ...Object.values(more ?? {}).map((other) => other.length));
  const own = longest(one.name, one.name_localizations) + longest(one.description, one.description_localizations);
  const choices = (one.choices ?? []).reduce(
    (sum, choice) => sum + longest(choice.name, choice.name_localizations) + String(choice.value).length,
    0,
  );
  return (one.options ?? []).reduce((sum, option) => sum + sizeOf(option), own + choices);
}

/** What a person typed behind a command, as its options: `topic:adaboost questions:3`. A value goes on to the next name. */
export function readTyped(line: string): { readonly words: readonly string[]; readonly values: ReadonlyMap<string, string> } {
  const pairs = [...line.matchAll(/(?:^|\s)([\p{L}\p{N}_-]+):(?!\/\/)((?:(?!\s[\p{L}\p{N}_-]+:(?!\/\/))[\s\S])*)/gu)];
  const head = pairs[0] ? line.slice(0, pairs[0].index) : line;
  return {
    words: head.trim().split(/\s+/).filter(Boolean),
    values: new Map(pairs.map((pair) => [pair[1] ?? '', (pair[2] ?? '').trim()])),
  };
}
