import { commandsOn, type Param, type Signature } from '../chat/command.ts';
import type { Locale } from '../kernel/locale.ts';
import { unreachable } from '../kernel/result.ts';
import type { CommandHint } from './protocol.ts';

/** Looks a message up: `about-quiz-start`, `param-topic`. */
export type Describe = (locale: Locale, key: string) => string;

/** The commands as the page completes them, in the reader's language. */
export function commandHints(commands: readonly Signature[], locale: Locale, describe: Describe): CommandHint[] {
  return commandsOn(commands, 'web').map((command) => {
    const id = command.name.replaceAll(' ', '-');
    return {
      name: command.name,
      standard: command.standard ?? false,
      about: describe(locale, `about-${id}`),
      managers: command.allowed === 'managers',
      params: Object.entries(command.params).map(([name, param]) => ({
        name,
        kind: param.kind,
        label: describe(locale, `param-${name}`),
        optional: param.optional ?? false,
        values: valuesOf(param),
      })),
    };
  });
}

const counts = [3, 5, 10, 15, 20, 30, 50];
const lengths = [10, 15, 20, 30, 45, 60, 90, 120];

/** What is offered to pick from; people may type any other value that the parser takes. */
function valuesOf(param: Param): readonly string[] {
  switch (param.kind) {
    case 'choice':
      return param.values;
    case 'integer':
      return counts.filter((count) => count >= param.least && count <= param.most).map(String);
    case 'seconds':
      return lengths.filter((length) => length >= param.least && length <= param.most).map((length) => `${length}s`);
    case 'clock':
      return ['08:00', '08:30', '12:30', '18:00', '20:00', '21:30'];
    case 'days':
      return ['daily', 'mon-fri', 'sat-sun', 'mon,wed,fri'];
    case 'room':
      return ['here'];
    case 'zone':
    case 'topic':
    case 'words':
    case 'pairs':
      return [];
    default:
      return unreachable(param);
  }
}
