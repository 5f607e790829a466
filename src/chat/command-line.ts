import { oncePer } from '../kernel/once.ts';
import type { Param, Signature } from './command.ts';
import type { Platform } from './place.ts';

/** How people give a command on a platform. */
export type Syntax =
  /** Values as words in any order, `/quiz adaboost 5 20s`. `joint` stands between the words of a name: `/quiz stop`, `/quiz_stop`. */
  | { readonly values: 'words'; readonly joint: ' ' | '_' }
  /** Values by name, `/quiz start topic:adaboost questions:5`. `option` and `choice` are the keys of their names. */
  | { readonly values: 'options'; option(name: string): string; choice(name: string, value: string): string };

/** A message of content/messages in one language; an unknown key is said as itself. */
type Word = (key: string) => string;

export type CommandValues = Readonly<Record<string, string | number>>;

/** How commands are written where something is said, in the language it is said in. */
export interface CommandLines {
  readonly values: Syntax['values'];
  /** With values, as people can give it there: `/quiz adaboost 5 20s`. */
  line(name: string, values?: CommandValues): string;
  /** With what it takes: `/quiz [topic] [questions]`. */
  usage(signature: Signature): string;
}

export function commandLines(signatures: readonly Signature[], syntaxes: Readonly<Record<Platform, Syntax>>) {
  return (platform: Platform, word: Word): CommandLines => {
    const syntax = syntaxes[platform];
    return {
      values: syntax.values,
      line(name, values = {}) {
        const signature = signatures.find((one) => one.name === name);
        if (!signature || Object.keys(values).some((key) => !(key in signature.params))) throw new Error(`no such command: ${name}`);
        const given = Object.entries(signature.params).flatMap(([key, param]) => {
          const value = values[key];
          return value === undefined ? [] : [written(key, param, value, syntax, word)];
        });
        return [commandName(signature, syntax), ...given].join(' ');
      },
      usage: oncePer((signature: Signature) =>
        [commandName(signature, syntax), ...Object.entries(signature.params).map(([key, param]) => slot(key, param, syntax, word))].join(
          ' ',
        ),
      ),
    };
  };
}

/** `/quiz stop`; where values are words, a family's name alone means its standard command. */
export function commandName({ name, standard }: Signature, syntax: Syntax): string {
  if (syntax.values === 'options') return `/${name}`;
  return `/${standard ? name.split(' ')[0] : name.replaceAll(' ', syntax.joint)}`;
}

type Options = Extract<Syntax, { values: 'options' }>;

export const optionName = (name: string, { option }: Options, word: Word): string => word(option(name));

/** A choice that has no words of its own is shown as what is typed elsewhere. */
export function choiceName(name: string, value: string, { choice }: Options, word: Word): string {
  const key = choice(name, value);
  const said = word(key);
  return said === key ? value : said;
}

function written(name: string, param: Param, value: string | number, syntax: Syntax, word: Word): string {
  if (syntax.values === 'words') return param.kind === 'seconds' ? `${value}s` : String(value);
  return `${optionName(name, syntax, word)}:${param.kind === 'choice' ? choiceName(name, String(value), syntax, word) : value}`;
}

function slot(name: string, param: Param, syntax: Syntax, word: Word): string {
  if (syntax.values === 'options') {
    const option = `${optionName(name, syntax, word)}:…`;
    return param.optional ? `[${option}]` : option;
  }
  const what = param.kind === 'choice' && param.values.length <= 4 ? param.values.join('|') : word(`param-${name}`);
  return param.optional ? `[${what}]` : `<${what}>`;
}
