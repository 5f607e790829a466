import { readFileSync } from 'node:fs';

/** The code points that a TrueType font has a glyph for: its `cmap` table, formats 4 and 12 (OpenType 1.9). */
export function glyphsOf(file: string): (point: number) => boolean {
  const font = readFileSync(file);
  const cmap = tableOf(font, 'cmap');
  const ranges: [number, number][] = [];
  for (let index = 0; index < font.readUInt16BE(cmap + 2); index += 1) {
    const table = cmap + font.readUInt32BE(cmap + 4 + 8 * index + 4);
    const format = font.readUInt16BE(table);
    if (format === 12) {
      for (let one = 0; one < font.readUInt32BE(table + 12); one += 1) {
        const at = table + 16 + 12 * one;
        ranges.push([font.readUInt32BE(at), font.readUInt32BE(at + 4)]);
      }
    } else if (format === 4) ranges.push(...segments(font, table));
  }
  const points = new Set<number>();
  for (const [from, to] of ranges) for (let point = from; point <= to; point += 1) points.add(point);
  return (point) => points.has(point);
}

/** What a font is called: its typographic family where it has one (name 16), else its family (name 1), as Windows reads them. */
export function familyOf(file: string): string {
  const font = readFileSync(file);
  const table = tableOf(font, 'name');
  const texts = table + font.readUInt16BE(table + 4);
  const found = new Map<number, string>();
  for (let index = 0; index < font.readUInt16BE(table + 2); index += 1) {
    const at = table + 6 + 12 * index;
    const [platform, language, id] = [0, 4, 6].map((offset) => font.readUInt16BE(at + offset));
    if (platform !== 3 || language !== 0x409 || id === undefined) continue;
    const start = texts + font.readUInt16BE(at + 10);
    found.set(
      id,
      Buffer.from(font.subarray(start, start + font.readUInt16BE(at + 8)))
        .swap16()
        .toString('utf16le'),
    );
  }
  return found.get(16) ?? found.get(1) ?? '';
}

function tableOf(font: Buffer, tag: string): number {
  for (let index = 0; index < font.readUInt16BE(4); index += 1) {
    const at = 12 + 16 * index;
    if (font.toString('latin1', at, at + 4) === tag) return font.readUInt32BE(at + 8);
  }
  throw new Error(`no table ${tag}`);
}

/** Format 4: ranges with an offset; a code whose glyph comes out as 0 is missing. */
function segments(font: Buffer, table: number): [number, number][] {
  const double = font.readUInt16BE(table + 6);
  const found: [number, number][] = [];
  for (let one = 0; one < double; one += 2) {
    const end = font.readUInt16BE(table + 14 + one);
    const start = font.readUInt16BE(table + 16 + double + one);
    const delta = font.readUInt16BE(table + 16 + 2 * double + one);
    const offsetAt = table + 16 + 3 * double + one;
    const offset = font.readUInt16BE(offsetAt);
    for (let code = start; code <= end && code < 0xffff; code += 1) {
      const glyph = offset === 0 ? (code + delta) & 0xffff : font.readUInt16BE(offsetAt + offset + 2 * (code - start));
      if (glyph !== 0) found.push([code, code]);
    }
  }
  return found;
}
