import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Reports what is wrong with a request; empty where all is well. */
export type SpecCheck = (method: string, path: string, body: unknown) => readonly string[];

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly maxProperties?: number;
}

interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>>; readonly required?: boolean };
}

interface Spec {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/**
 * Holds requests against the published OpenAPI description, strictly: what it does not name is a mistake. Null where the folder that
 * API_SPECS names has no discord-openapi.json (github.com/discord/discord-api-spec, specs/openapi.json).
 */
export function discordSpec(folder = process.env.API_SPECS): SpecCheck | null {
  const file = folder ? join(folder, 'discord-openapi.json') : '';
  if (!folder || !existsSync(file)) return null;
  const spec = JSON.parse(readFileSync(file, 'utf8')) as Spec;
  const routes = Object.entries(spec.paths)
    .map(([template, operations]) => ({ template, operations, pattern: patternOf(template) }))
    // What is written out wins over what is left open.
    .toSorted((a, b) => a.template.split('{').length - b.template.split('{').length);

  return (method, path, body) => {
    const route = routes.find(({ pattern, operations }) => pattern.test(path) && method.toLowerCase() in operations);
    if (!route) return [`${method} ${path}: no such request`];
    const request = route.operations[method.toLowerCase()]?.requestBody;
    const schema = request?.content['application/json']?.schema;
    if (!schema) return body === null ? [] : [`${method} ${route.template}: takes no body`];
    if (body === null) return request.required ? [`${method} ${route.template}: no body`] : [];
    return validate(body, schema, spec, '').map((problem) => `${method} ${route.template} ${problem}`);
  };
}

const patternOf = (template: string): RegExp =>
  new RegExp(`^${template.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+')}$`);

function validate(value: unknown, schema: Schema, spec: Spec, at: string): string[] {
  if (schema.$ref) {
    const target = spec.components.schemas[schema.$ref.split('/').at(-1) ?? ''];
    return target ? validate(value, target, spec, at) : [`${at}: ${schema.$ref} is missing`];
  }
  const among = schema.oneOf ?? schema.anyOf;
  if (among && !schema.type) return anyOf(value, among, spec, at);
  const problems: string[] = [];
  if (schema.type && !typesOf(schema).includes(typeOf(value))) {
    const integer = typesOf(schema).includes('number') && typeOf(value) === 'integer';
    if (!integer) return [`${at}: is ${typeOf(value)}, not ${typesOf(schema).join(' or ')}`];
  }
  if (value === null) return [];
  if (schema.enum && !schema.enum.includes(value)) problems.push(`${at}: is none of ${schema.enum.join(', ')}`);
  if (schema.const !== undefined && schema.const !== value) problems.push(`${at}: is not ${schema.const}`);
  if (typeof value === 'string') problems.push(...ofString(value, schema, at));
  if (typeof value === 'number') problems.push(...ofNumber(value, schema, at));
  if (Array.isArray(value)) problems.push(...ofArray(value, schema, spec, at));
  else if (typeof value === 'object') problems.push(...ofObject(value as Record<string, unknown>, schema, spec, at));
  return problems;
}

/** Of several that might have been meant, the one that fits best tells what is wrong. */
function anyOf(value: unknown, among: readonly Schema[], spec: Spec, at: string): string[] {
  let best: string[] | null = null;
  for (const one of among) {
    const problems = validate(value, one, spec, at);
    if (problems.length === 0) return [];
    // A branch for another type of component is not what was meant.
    const meant = !problems.some((problem) => problem.startsWith(`${at}.type:`));
    if (meant && (best === null || problems.length < best.length)) best = problems;
  }
  return best ?? [`${at}: fits none of what is allowed here`];
}

function ofString(value: string, schema: Schema, at: string): string[] {
  const length = [...value].length;
  const problems: string[] = [];
  if (length < (schema.minLength ?? 0)) problems.push(`${at}: shorter than ${schema.minLength}`);
  if (length > (schema.maxLength ?? Number.POSITIVE_INFINITY)) problems.push(`${at}: longer than ${schema.maxLength}`);
  if (schema.pattern && !new RegExp(schema.pattern, 'u').test(value)) problems.push(`${at}: does not look like ${schema.pattern}`);
  return problems;
}

function ofNumber(value: number, schema: Schema, at: string): string[] {
  const low = value < (schema.minimum ?? Number.NEGATIVE_INFINITY);
  return low || value > (schema.maximum ?? Number.POSITIVE_INFINITY) ? [`${at}: out of range`] : [];
}

function ofArray(value: readonly unknown[], schema: Schema, spec: Spec, at: string): string[] {
  const problems: string[] = [];
  if (value.length < (schema.minItems ?? 0)) problems.push(`${at}: fewer than ${schema.minItems}`);
  if (value.length > (schema.maxItems ?? Number.POSITIVE_INFINITY)) problems.push(`${at}: more than ${schema.maxItems}`);
  if (schema.uniqueItems && new Set(value.map((one) => JSON.stringify(one))).size < value.length) problems.push(`${at}: something twice`);
  if (schema.items) for (const [index, one] of value.entries()) problems.push(...validate(one, schema.items, spec, `${at}[${index}]`));
  return problems;
}

function ofObject(value: Readonly<Record<string, unknown>>, schema: Schema, spec: Spec, at: string): string[] {
  const problems: string[] = [];
  const known = propertiesOf(schema, spec);
  for (const name of schema.required ?? []) if (!(name in value)) problems.push(`${at}.${name}: is missing`);
  for (const [name, one] of Object.entries(value)) {
    if (one === undefined) continue;
    const property = known[name];
    if (property) problems.push(...validate(one, property, spec, `${at}.${name}`));
    else if (typeof schema.additionalProperties === 'object')
      problems.push(...validate(one, schema.additionalProperties, spec, `${at}.${name}`));
    else if (Object.keys(known).length > 0) problems.push(`${at}.${name}: is not known`);
  }
  if (Object.keys(value).length > (schema.maxProperties ?? Number.POSITIVE_INFINITY))
    problems.push(`${at}: more than ${schema.maxProperties}`);
  return problems;
}

function propertiesOf(schema: Schema, spec: Spec): Readonly<Record<string, Schema>> {
  const parts = (schema.allOf ?? []).map((one) => {
    const target = one.$ref ? spec.components.schemas[one.$ref.split('/').at(-1) ?? ''] : one;
    return target ? propertiesOf(target, spec) : {};
  });
  return Object.assign({}, ...parts, schema.properties ?? {});
}

const typesOf = (schema: Schema): readonly string[] => (typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []));

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}
