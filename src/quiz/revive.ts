import type { Session } from './session.ts';

/** What is wrong with a value, or null. */
type Check = (value: unknown, path: string) => string | null;
type Fields = Readonly<Record<string, Check>>;

/**
 * A saved game as parsed JSON, checked before anything plays on with it.
 * @throws Error naming the game and the first thing in it that is not as this version writes it
 */
export function revive(json: unknown): Session {
  const name = isRecord(json) && typeof json.id === 'string' ? `saved game ${json.id}` : 'saved game';
  if (isRecord(json) && json.version !== 1)
    throw new Error(`${name}: version ${JSON.stringify(json.version)} is not one this program reads (1)`);
  const problem = game(json, '') ?? incoherent(json as Session);
  if (problem) throw new Error(`${name}: ${problem}`);
  return json as Session;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const string: Check = (value, path) => (typeof value === 'string' ? null : `${path} must be a string`);
const finite: Check = (value, path) => (Number.isFinite(value) ? null : `${path} must be a number`);
const count: Check = (value, path) => (Number.isSafeInteger(value) && Number(value) >= 0 ? null : `${path} must be a whole number from 0`);
const nullable =
  (check: Check): Check =>
  (value, path) =>
    value === null ? null : check(value, path);
const oneOf =
  (...allowed: readonly unknown[]): Check =>
  (value, path) =>
    allowed.includes(value) ? null : `${path} must be one of ${allowed.join(', ')}`;
const list =
  (item: Check, length?: number): Check =>
  (value, path) => {
    if (!Array.isArray(value)) return `${path} must be a list`;
    if (length !== undefined && value.length !== length) return `${path} must have ${length} items`;
    return first(value.map((each, i) => () => item(each, `${path}[${i}]`)));
  };
const object =
  (fields: Fields): Check =>
  (value, path) => {
    if (!isRecord(value)) return `${path || 'it'} must be an object`;
    return first(
      Object.entries(fields).map(
        ([name, check]) =>
          () =>
            check(value[name], path ? `${path}.${name}` : name),
      ),
    );
  };
/** An object whose field `tag` says which fields it has. */
const tagged =
  (tag: string, cases: Readonly<Record<string, Fields>>): Check =>
  (value, path) => {
    const kind = isRecord(value) ? value[tag] : undefined;
    const fields = typeof kind === 'string' && Object.hasOwn(cases, kind) ? cases[kind] : undefined;
    return fields ? object(fields)(value, path) : `${path}.${tag} must be one of ${Object.keys(cases).join(', ')}`;
  };

const first = (checks: readonly (() => string | null)[]): string | null => {
  for (const check of checks) {
    const problem = check();
    if (problem) return problem;
  }
  return null;
};

const key = tagged('kind', {
  choice: { right: count },
  several: { right: list(count) },
  order: { length: count },
  numeric: { answer: finite, tolerance: finite, percent: oneOf(undefined, true) },
  short: { accepted: list(string) },
});

const phase = tagged('at', {
  lobby: { until: finite },
  question: { index: count, opened: finite, deadline: finite },
  reveal: { index: count, until: finite },
  paused: { next: count, until: finite },
  ended: { reason: oneOf('finished', 'stopped', 'nobody', 'abandoned'), ended: finite },
});

const game = object({
  id: string,
  room: string,
  group: string,
  host: nullable(string),
  topic: nullable(string),
  rules: object({ mode: oneOf('speed', 'calm'), question: finite, lobby: finite, reveal: finite, grace: finite }),
  dice: list(count, 4),
  questions: list(object({ question: string, topic: string, key, order: list(count) })),
  phase,
  active: count,
  answered: count,
  silent: count,
});

function incoherent({ phase: now, questions, active, answered }: Session): string | null {
  if ((now.at === 'question' || now.at === 'reveal') && now.index >= questions.length)
    return `phase.index ${now.index} is not one of ${questions.length} questions`;
  if (answered > active) return `answered (${answered}) is more than active (${active})`;
  return null;
}
