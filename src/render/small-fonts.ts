import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import subsetFont from 'subset-font';

/** Font files with the signs that our own pictures have: resvg reads a font anew for every line, so that a small one is several times as fast. */
export interface SmallFonts {
  readonly files: readonly string[];
  /** Whether every sign of a text is in them, and they are still there: with a font that is not, resvg draws no letters and says nothing. */
  covers(text: string): boolean;
}

/** What GB 2312 has of Chinese, and the blocks of Latin, Greek, punctuation, arrows and mathematics. */
function signs(): ReadonlySet<string> {
  const found = new Set<string>();
  const decoder = new TextDecoder('gb18030');
  for (let row = 0xa1; row <= 0xf7; row++)
    for (let cell = 0xa1; cell <= 0xfe; cell++) for (const sign of decoder.decode(new Uint8Array([row, cell]))) found.add(sign);
  for (const [from, to] of [
    [0x20, 0x24f],
    [0x2b0, 0x3ff],
    [0x1d00, 0x1fff],
    [0x2000, 0x2bff],
    [0x3000, 0x303f],
    [0xff00, 0xff60],
  ] as const)
    for (let point = from; point <= to; point++) found.add(String.fromCodePoint(point));
  found.delete('\ufffd');
  return found;
}

/** Family and style as typographers name them (OpenType name ids 16 and 17): by these the semi-bold is found. */
const NAMES: readonly number[] = [16, 17];

/** Makes them once in a folder; later starts find them there. */
export async function smallFonts(folder: string, files: readonly string[]): Promise<SmallFonts> {
  const kept = signs();
  const text = [...kept].join('');
  mkdirSync(folder, { recursive: true });
  const made: string[] = [];
  for (const file of files) {
    const whole = readFileSync(file);
    const name = `font-${createHash('sha256').update(whole).update(text).update(NAMES.join()).digest('hex').slice(0, 20)}.ttf`;
    const path = join(folder, name);
    if (!existsSync(path)) {
      const half = `${path}.${process.pid}.half`;
      // On the disk before it has its name: a font that was cut when the power failed would draw no letters either.
      writeFileSync(half, await subsetFont(whole, text, { targetFormat: 'truetype', preserveNameIds: NAMES }), { flush: true });
      renameSync(half, path);
    }
    made.push(path);
  }
  return {
    files: made,
    covers: (line) => made.every((path) => existsSync(path)) && [...line].every((sign) => kept.has(sign) || /\s/.test(sign)),
  };
}
