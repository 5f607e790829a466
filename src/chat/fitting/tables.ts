import { type Prose, plain, text } from '../../kernel/prose.ts';
import { columnsOf, lengthOf } from '../length.ts';
import type { Capabilities } from '../transport.ts';
import type { List, Marks, Paragraph, Table } from './marks.ts';
import { strong } from './marks.ts';
import { isProseVisible } from './visible.ts';

/** Columns of a phone's line; a Chinese character takes two. */
const NARROW = 44;
/** Names of columns longer than this together are not repeated in every row; in the platform's unit. */
const REPEATED = 120;

const BETWEEN = text(' · ');
const EMPTY = text('–');

/** A table as a list: its rows under a line with the columns' names, or, where rows are long, each value with its name. */
export function tableText(table: Table, can: Capabilities, marks: Marks): readonly (Paragraph | List)[] {
  const { header, rows } = table;
  const names = header.reduce((sum, cell) => sum + lengthOf(plain(cell), can.unit), 0);
  const narrow = header.length <= 3 && rows.every((row) => width(row) <= NARROW);
  if (rows.length > 0 && header.length > 1 && names <= REPEATED && !narrow) {
    return [list(rows.map((row) => named(row, header)))];
  }
  const line: Paragraph = { kind: 'paragraph', content: between(header.map(strong)) };
  marks.sticky.add(line);
  return rows.length > 0 ? [line, list(rows.map((row) => between(row.map(first))))] : [line];
}

const list = (items: readonly Prose[]): List => ({ kind: 'list', ordered: false, items });

/** The first cell says what the row is about. */
const first = (cell: Prose, column: number): Prose => (column === 0 ? strong(cell) : cell);

function between(cells: readonly Prose[]): Prose {
  return cells.flatMap((cell, column) => [...(column > 0 ? [BETWEEN] : []), ...(isProseVisible(cell) ? cell : [EMPTY])]);
}

function named(row: readonly Prose[], header: readonly Prose[]): Prose {
  const count = Math.max(row.length, header.length);
  const pairs = Array.from({ length: count }, (_, column): Prose => {
    const [name, cell] = [header[column] ?? [], first(row[column] ?? [], column)];
    const value = isProseVisible(cell) ? cell : [EMPTY];
    return isProseVisible(name) ? [...name, colonAfter(name), ...value] : value;
  });
  return pairs.flatMap((pair, column) => [...(column > 0 ? [BETWEEN] : []), ...pair]);
}

const colonAfter = (name: Prose) => text(/\p{Script=Han}\s*$/u.test(plain(name)) ? '：' : ': ');

const width = (row: readonly Prose[]): number => columnsOf(row.map(plain).join(' · '));
