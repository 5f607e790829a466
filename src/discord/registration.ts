import type { CommandJson } from './commands.ts';

/**
 * Whether Discord already has these commands. It gives back more than it was told (ids, versions, defaults), and leaves out what is
 * empty, so what we say is looked for in what it has. Of one server, where a command works is not asked.
 */
export function sameCommands(current: readonly unknown[], wanted: readonly CommandJson[], server: boolean): boolean {
  if (current.length !== wanted.length) return false;
  return wanted.every((command) => {
    const { contexts, integration_types, ...always } = command;
    const expected = server ? always : command;
    return current.some((one) => isRecord(one) && one.name === command.name && (one.type ?? 1) === command.type && holds(one, expected));
  });
}

function holds(have: unknown, want: unknown): boolean {
  if (isEmpty(want)) return isEmpty(have);
  if (Array.isArray(want)) return Array.isArray(have) && have.length === want.length && want.every((one, index) => holds(have[index], one));
  if (isRecord(want)) return isRecord(have) && Object.entries(want).every(([key, value]) => holds(have[key], value)) && noMore(have, want);
  // Permissions come back as text.
  return String(have) === String(want);
}

/** What shapes a command and is there although we do not say it: an option or choice of an older version, a limit. */
const SHAPING = ['options', 'choices', 'min_value', 'max_value', 'min_length', 'max_length', 'autocomplete', 'channel_types'];
const noMore = (have: Readonly<Record<string, unknown>>, want: Readonly<Record<string, unknown>>): boolean =>
  SHAPING.every((key) => key in want || isEmpty(have[key]));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === false ||
  (Array.isArray(value) && value.length === 0) ||
  (isRecord(value) && Object.keys(value).length === 0);
