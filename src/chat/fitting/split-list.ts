import { itemLength, measure } from '../measure.ts';
import type { List } from './marks.ts';
import { isInSpace, type Space, type Split, type Splitting } from './space.ts';
import { splitProse } from './split-prose.ts';
import { isProseVisible } from './visible.ts';

/** Between items; inside one only where it does not fit into a message. Numbers go on. */
export function splitList(list: List, space: Space, force: boolean, { can, marks, fresh }: Splitting): Split | null {
  const count = itemsWithin(list, space);
  if (count > 0) return { head: [part(list, 0, count)], tail: count < list.items.length ? [part(list, count, list.items.length)] : [] };
  const first = part(list, 0, 1);
  const [item] = list.items;
  if (!item || (!force && isInSpace(measure(first, can), fresh))) return force ? { head: [], tail: [] } : null;

  const mark = itemLength(list, [], 0, can);
  const { head, tail } = splitProse(item, { ...space, text: space.text - mark }, can.markup.line, can, marks.whole, force);
  const shown = isProseVisible(head);
  if (!shown && !force) return null;
  // What goes on of an item has no bullet of its own.
  const rest = list.items.length > 1 ? [part(list, 1, list.items.length)] : [];
  if (!shown) return { head: [], tail: isProseVisible(tail) ? [{ ...list, items: [tail, ...list.items.slice(1)] }] : rest };
  return {
    head: [{ ...first, items: [head] }],
    tail: [...(isProseVisible(tail) ? [{ kind: 'paragraph', content: tail } as const] : []), ...rest],
  };

  function itemsWithin(of: List, within: Space): number {
    let { text, runs } = within;
    for (const [index, one] of of.items.entries()) {
      const size = measure({ ...of, items: [one] }, can);
      text -= itemLength(of, one, index, can) + (index > 0 ? 1 : 0);
      runs -= size.runs;
      if (text < 0 || runs < 0) return index;
    }
    return of.items.length;
  }
}

function part(list: List, from: number, to: number): List {
  const items = list.items.slice(from, to);
  return list.ordered && from > 0 ? { ...list, items, start: (list.start ?? 1) + from } : { ...list, items };
}
