import type { LogEntry } from '../chat/room-log.ts';
import type { Parcel } from '../chat/transport.ts';
import type { Block, Choice } from '../chat/view.ts';
import type { Inline, Prose, ProseBlock } from '../kernel/prose.ts';
import { unreachable } from '../kernel/result.ts';
import type { Body, Entry } from './protocol.ts';

/** A message as the page keeps and draws it. The page draws the tree itself: nothing here is markup. */
export function encodeParcel(parcel: Parcel): string {
  const body: Body = { kind: 'view', locale: parcel.locale, timeZone: parcel.timeZone, blocks: parcel.view.blocks.map(encodeBlock) };
  return JSON.stringify(body);
}

export const encodeLine = (by: { readonly id: Extract<Body, { kind: 'line' }>['by']['id']; readonly name: string }, text: string): string =>
  JSON.stringify({ kind: 'line', by: { id: by.id, name: by.name }, text } satisfies Body);

export const encodeTyped = (text: string): string => JSON.stringify({ kind: 'typed', text } satisfies Body);

/** The log's bodies are ours, written by the functions above. */
export function entryOf(entry: LogEntry): Entry {
  const { seq, revision, room, at } = entry;
  return { seq, revision, room, at, private: entry.to !== null, body: JSON.parse(entry.body) as Body };
}

function encodeBlock(block: Block): Block {
  switch (block.kind) {
    case 'drawing':
      throw new Error('a drawing in a View that was not fitted');
    case 'divider':
    case 'picture':
      return block;
    case 'note':
      return { ...block, content: encodeProse(block.content) };
    case 'spoiler':
      return { ...block, title: encodeProse(block.title), blocks: block.blocks.map(encodeProseBlock) };
    case 'options':
    case 'actions':
      return { ...block, choices: block.choices.map(encodeChoice) };
    default:
      return encodeProseBlock(block);
  }
}

function encodeProseBlock(block: ProseBlock): ProseBlock {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'quote':
      return { ...block, content: encodeProse(block.content) };
    case 'list':
      return { ...block, items: block.items.map(encodeProse) };
    case 'table':
      return { ...block, header: block.header.map(encodeProse), rows: block.rows.map((row) => row.map(encodeProse)) };
    case 'math':
      // Where a formula came from is for the log, not for readers.
      return { kind: 'math', tex: block.tex };
    case 'code':
    case 'figure':
      return block;
    default:
      return unreachable(block);
  }
}

const encodeChoice = (choice: Choice): Choice => ({ ...choice, label: encodeProse(choice.label) });

const encodeProse = (content: Prose): Prose => content.map(encodeInline);

/** An address that is neither a topic nor https is shown as the text it is. */
function encodeInline(node: Inline): Inline {
  if (node.kind !== 'link' || isTopic(node.href) || isHttps(node.href)) return node;
  return { kind: 'text', text: node.text };
}

const isTopic = (href: string): boolean => /^topic:[a-z0-9-]+(#[a-z0-9-]+)?$/.test(href);
const isHttps = (href: string): boolean => /^https:\/\/\S+$/.test(href) && URL.canParse(href);
