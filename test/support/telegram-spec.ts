import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The part of `telegram-bot-api.json` (a crawl of core.telegram.org/bots/api) that requests are held against. */
interface Spec {
  readonly version: string;
  readonly methods: Readonly<Record<string, Definition>>;
  readonly types: Readonly<Record<string, Definition>>;
}

interface Definition {
  readonly name: string;
  readonly fields?: readonly { readonly name: string; readonly types: readonly string[]; readonly required: boolean }[];
  readonly subtypes?: readonly string[];
}

export interface TelegramSpec {
  readonly version: string;
  /** What is wrong with a request, or nothing. */
  check(method: string, payload: Readonly<Record<string, unknown>>): readonly string[];
}

export const HOW_TO_GET_THE_SPEC =
  'API_SPECS is not set: point it at a folder with telegram-bot-api.json (the PaulSonOfLars/telegram-bot-api-spec project publishes it as api.json).';

/** Null where `API_SPECS` points to no such file. */
export function telegramSpec(folder = process.env.API_SPECS): TelegramSpec | null {
  const file = folder ? join(folder, 'telegram-bot-api.json') : '';
  if (!file || !existsSync(file)) return null;
  const spec = JSON.parse(readFileSync(file, 'utf8')) as Spec;

  function fields(definition: Definition, value: Readonly<Record<string, unknown>>, where: string): string[] {
    const problems: string[] = [];
    const known = new Map((definition.fields ?? []).map((field) => [field.name, field]));
    for (const key of Object.keys(value))
      if (value[key] !== undefined && !known.has(key)) problems.push(`${where}.${key} is not published`);
    for (const field of known.values()) {
      const given = value[field.name];
      if (given === undefined) {
        if (field.required) problems.push(`${where}.${field.name} is missing`);
        continue;
      }
      const tries = field.types.map((type) => typed(type, given, `${where}.${field.name}`));
      if (!tries.some((found) => found.length === 0)) problems.push(...(tries.toSorted((a, b) => a.length - b.length)[0] ?? []));
    }
    return problems;
  }

  function typed(type: string, value: unknown, where: string): string[] {
    const wrong = (is: boolean) => (is ? [] : [`${where} is no ${type}: ${JSON.stringify(value)?.slice(0, 80)}`]);
    if (type.startsWith('Array of ')) {
      if (!Array.isArray(value)) return wrong(false);
      return value.flatMap((one, index) => typed(type.slice(9), one, `${where}[${index}]`));
    }
    switch (type) {
      case 'Integer':
        return wrong(Number.isSafeInteger(value));
      case 'Float':
        return wrong(typeof value === 'number');
      case 'String':
        return wrong(typeof value === 'string' || value instanceof Uint8Array);
      case 'Boolean':
      case 'True':
        return wrong(typeof value === 'boolean');
      default: {
        const definition = spec.types[type];
        // A file is uploaded beside the request.
        if (value instanceof Uint8Array) return wrong(type === 'InputFile');
        if (!definition) return [`${where}: the type ${type} is not published`];
        if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong(false);
        if (!definition.subtypes) return fields(definition, value as Record<string, unknown>, where);
        const tries = definition.subtypes.map((one) => typed(one, value, where));
        return tries.some((found) => found.length === 0) ? [] : [`${where} is none of ${type}: ${tries.map((one) => one[0]).join(' | ')}`];
      }
    }
  }

  return {
    version: spec.version,
    check(method, payload) {
      const definition = spec.methods[method];
      return definition ? fields(definition, payload, method) : [`${method} is not published`];
    },
  };
}
