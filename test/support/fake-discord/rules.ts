import type { Upload } from './call.ts';
import { type Component, FLAGS } from './state.ts';

/** Of one file, in bytes, and of a whole request: what every server allows. */
export const FILE_SIZE = 10 * 2 ** 20;
export const REQUEST_SIZE = 25 * 2 ** 20;
const MOST_FILES = 10;
const LONGEST_ALT = 1024;

/** The body of a message, as far as the rules look at it. */
export interface Payload {
  readonly content?: string | null;
  readonly embeds?: readonly unknown[] | null;
  readonly components?: readonly Component[] | null;
  readonly flags?: number | null;
  readonly nonce?: string | number | null;
  readonly enforce_nonce?: boolean;
  readonly allowed_mentions?: { readonly parse?: readonly string[]; readonly users?: readonly string[] };
  readonly attachments?: readonly { readonly id: number | string; readonly filename?: string; readonly description?: string }[];
}

/** What Discord would refuse in a message, each with its place. `files`: what was uploaded with it. */
export function messageProblems(payload: Payload, files: readonly Upload[]): string[] {
  const problems: string[] = fileProblems(payload, files);
  const components = payload.components ?? [];
  const v2 = ((payload.flags ?? 0) & FLAGS.v2) !== 0;
  if (v2) {
    if (payload.content) problems.push('content: not with IS_COMPONENTS_V2');
    if (payload.embeds?.length) problems.push('embeds: not with IS_COMPONENTS_V2');
    if (components.length === 0) problems.push('components: empty message');
  } else {
    if ((payload.content ?? '').length > 2000) problems.push('content: more than 2000 characters');
    if (!payload.content?.trim() && components.length === 0 && !payload.embeds?.length) problems.push('empty message');
    if (components.some((one) => one.type !== 1)) problems.push('components: only action rows without IS_COMPONENTS_V2');
    if (components.length > 5) problems.push('components: more than 5 rows');
  }
  const tally = { components: 0, text: 0, ids: new Set<string>(), files: files.map(({ name }) => name) };
  for (const [index, one] of components.entries()) checkComponent(one, `components[${index}]`, 'top', tally, problems);
  if (tally.components > 40) problems.push(`components: ${tally.components} are more than 40`);
  if (tally.text > 4000) problems.push(`components: ${tally.text} characters of text are more than 4000`);
  if (typeof payload.nonce === 'string' && payload.nonce.length > 25) problems.push('nonce: more than 25 characters');
  if (payload.enforce_nonce && !payload.nonce) problems.push('enforce_nonce: without a nonce');
  return problems;
}

function fileProblems({ attachments = [] }: Payload, files: readonly Upload[]): string[] {
  const problems: string[] = [];
  if (Math.max(files.length, attachments.length) > MOST_FILES) problems.push(`attachments: more than ${MOST_FILES}`);
  if (new Set(files.map(({ name }) => name)).size < files.length) problems.push('attachments: two files of one name');
  for (const { id, filename, description } of attachments) {
    const file = files[Number(id)];
    if (!file) problems.push(`attachments: no file ${id} came with it`);
    else if (filename !== undefined && filename !== file.name) problems.push(`attachments: file ${id} is called ${file.name}`);
    if ((description ?? '').length > LONGEST_ALT) problems.push(`attachments: a description of more than ${LONGEST_ALT} characters`);
  }
  return problems;
}

/** Names of files that no component shows: of a message of components, nobody would see them. */
export function hiddenFiles({ components }: Payload, files: readonly Upload[]): string[] {
  const shown = JSON.stringify(components ?? []);
  return files.flatMap(({ name }) => (shown.includes(`"attachment://${name}"`) ? [] : [name]));
}

interface TallyOf {
  components: number;
  text: number;
  readonly ids: Set<string>;
  readonly files: readonly string[];
}

const TOP = new Set([1, 9, 10, 12, 13, 14, 17]);

function checkComponent(one: Component, at: string, inside: 'top' | 'container' | 'row', tally: TallyOf, problems: string[]): void {
  tally.components += 1;
  const wrong = (what: string) => problems.push(`${at}: ${what}`);
  if (inside !== 'row' && !TOP.has(one.type)) wrong(`type ${one.type} cannot stand here`);
  switch (one.type) {
    case 1: {
      const inner = one.components ?? [];
      const buttons = inner.filter(({ type }) => type === 2).length;
      if (inner.length === 0) wrong('an empty row');
      if (buttons > 5) wrong('more than 5 buttons in a row');
      if (buttons !== inner.length && inner.length !== 1) wrong('a menu must be alone in its row');
      for (const [index, child] of inner.entries()) checkComponent(child, `${at}.components[${index}]`, 'row', tally, problems);
      break;
    }
    case 2:
      if (!one.label?.trim()) wrong('a button without a label');
      if ((one.label ?? '').length > 80) wrong('a label of more than 80 characters');
      if (one.style === 5) {
        if (!one.url) wrong('a link button without an address');
      } else checkId(one, tally, wrong);
      break;
    case 3: {
      checkId(one, tally, wrong);
      const options = one.options ?? [];
      if (options.length < 1 || options.length > 25) wrong('1 to 25 options');
      if (new Set(options.map(({ value }) => value)).size < options.length) wrong('two options of one value');
      for (const { label, value } of options) {
        if (!label.trim() || label.length > 100) wrong('an option’s label has 1 to 100 characters');
        if (!value || value.length > 100) wrong('an option’s value has 1 to 100 characters');
      }
      if ((one.placeholder ?? '').length > 150) wrong('a placeholder of more than 150 characters');
      break;
    }
    case 10:
      if (!one.content?.trim()) wrong('a text display without text');
      tally.text += one.content?.length ?? 0;
      break;
    case 12:
      if (!one.items?.length || one.items.length > 10) wrong('1 to 10 pictures');
      for (const item of one.items ?? []) {
        const length = item.description?.length ?? 1;
        if (length < 1 || length > LONGEST_ALT) wrong(`a description has 1 to ${LONGEST_ALT} characters`);
        const [, file] = /^attachment:\/\/(.+)$/.exec(item.media.url) ?? [];
        if (file !== undefined && !tally.files.includes(file)) wrong(`no file ${file} came with it`);
      }
      break;
    case 14:
      break;
    case 17: {
      if (inside === 'container') wrong('a container in a container');
      if (!one.components?.length) wrong('an empty container');
      for (const [index, child] of (one.components ?? []).entries())
        checkComponent(child, `${at}.components[${index}]`, 'container', tally, problems);
      break;
    }
    default:
      wrong(`type ${one.type} is not known`);
  }
}

function checkId(one: Component, tally: TallyOf, wrong: (what: string) => void): void {
  const id = one.custom_id ?? '';
  if (!id || id.length > 100) wrong('a custom_id has 1 to 100 characters');
  if (tally.ids.has(id)) wrong(`custom_id ${id} stands twice`);
  tally.ids.add(id);
}

/** What Discord would refuse in a window. */
export function modalProblems(modal: {
  readonly custom_id?: string;
  readonly title?: string;
  readonly components?: readonly Component[];
}): string[] {
  const problems: string[] = [];
  if (!modal.custom_id || modal.custom_id.length > 100) problems.push('custom_id: 1 to 100 characters');
  if (!modal.title?.trim() || modal.title.length > 45) problems.push('title: 1 to 45 characters');
  if (!modal.components?.length || modal.components.length > 5) problems.push('components: 1 to 5');
  for (const one of modal.components ?? []) {
    if (one.type !== 18 && one.type !== 10) problems.push(`type ${one.type} cannot stand in a window`);
    if (one.type === 18 && (!one.label?.trim() || one.label.length > 45)) problems.push('label: 1 to 45 characters');
    if (one.type === 18 && one.component?.type === 4 && !one.component.custom_id) problems.push('a field without a custom_id');
  }
  return problems;
}
