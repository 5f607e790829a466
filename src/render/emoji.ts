import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const folder = dirname(createRequire(import.meta.url).resolve('@twemoji/svg/package.json'));
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u;
/** A sign that is text unless it says otherwise: ©, ™, digits, but not ✅. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the range begins at the beginning.
const PLAIN = /^(?!\p{Emoji_Presentation})[\u0000-\u2190\u2600-\u27bf]\ufe0e?$/u;

export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'emoji'; readonly svg: string; readonly text: string };

/** A line as text and emoji pictures (Twemoji, CC BY 4.0): no font that resvg or typst can use has colour emoji. */
export function pieces(line: string): readonly Piece[] {
  const found: Piece[] = [];
  let text = '';
  for (const { segment } of segmenter.segment(line)) {
    const svg = EMOJI.test(segment) && !PLAIN.test(segment) ? pictureOf(segment) : null;
    if (svg === null) {
      text += segment;
      continue;
    }
    if (text) found.push({ kind: 'text', text });
    text = '';
    found.push({ kind: 'emoji', svg, text: segment });
  }
  if (text) found.push({ kind: 'text', text });
  return found;
}

const known = new Map<string, string | null>();

function pictureOf(segment: string): string | null {
  const cached = known.get(segment);
  if (cached !== undefined) return cached;
  const points = [...segment].map((sign) => (sign.codePointAt(0) ?? 0).toString(16));
  // The files are named without the variation selector, but for sequences that are joined.
  const names = [points.filter((point) => point !== 'fe0f').join('-'), points.join('-'), points[0] ?? ''];
  const svg = names.map(read).find((one) => one !== null) ?? null;
  if (known.size < 2_000) known.set(segment, svg);
  return svg;
}

function read(name: string): string | null {
  if (!/^[0-9a-f-]{2,100}$/.test(name)) return null;
  try {
    return readFileSync(join(folder, `${name}.svg`), 'utf8');
  } catch {
    return null;
  }
}
