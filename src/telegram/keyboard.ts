import { telegramCapabilities } from './limits.ts';

/** Labels that stand side by side without being cut on a phone, by the longest of them, in UTF-16 units. */
const SIDE_BY_SIDE = [
  { most: 3, columns: telegramCapabilities.choicesPerRow },
  { most: 9, columns: 3 },
  { most: 16, columns: 2 },
] as const;

/** Buttons in rows, as even as can be: short ones together, long ones one below the other. */
export function layOut<B extends { readonly label: string }>(buttons: readonly B[]): B[][] {
  // Chinese characters are twice as wide.
  const longest = Math.max(0, ...buttons.map(({ label }) => label.length + (label.match(/[\u2e80-\uffef]/g)?.length ?? 0)));
  const columns = SIDE_BY_SIDE.find(({ most }) => longest <= most)?.columns ?? 1;
  const each = Math.ceil(buttons.length / Math.ceil(buttons.length / columns)) || 1;
  const rows: B[][] = [];
  for (let at = 0; at < buttons.length; at += each) rows.push(buttons.slice(at, at + each));
  return rows;
}
