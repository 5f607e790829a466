import { err, ok, type Result } from '../../kernel/result.ts';

const BINARY = 'binary, or text in an encoding that is not known; save it as UTF-8';

/**
 * The text of a file: UTF-8, UTF-16 with a byte order mark, or GB18030 (of which GBK and GB2312 are parts). The error says why it is none.
 */
export function decodeText(bytes: Uint8Array): Result<string, string> {
  const text = decoded(bytes);
  return text === null ? err(BINARY) : ok(text.replace(/^\ufeff/, ''));
}

function decoded(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return readable(strictly('utf-16le', bytes));
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return readable(strictly('utf-16be', bytes));
  if (bytes.includes(0)) return null;
  const unicode = strictly('utf-8', bytes);
  if (unicode !== null) return readable(unicode);
  const chinese = readable(strictly('gb18030', bytes));
  return chinese !== null && isChinese(chinese) ? chinese : null;
}

function strictly(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Null where a thousandth or more are control or private characters: bytes that happened to be valid. */
function readable(text: string | null): string | null {
  if (text === null) return null;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  const strange = text.match(/[\0-\x08\x0e-\x1f\x7f-\x9f\p{Co}\ufffd]/gu)?.length ?? 0;
  return strange * 1000 > text.length ? null : text;
}

/** Almost any bytes are GB18030: `élan` in Latin-1 comes out as 閘an. In a Chinese text most Chinese characters stand beside others. */
function isChinese(text: string): boolean {
  const all = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const together = text.match(/[\p{Script=Han}\u3000-\u303f\uff00-\uffef]{2,}/gu)?.reduce((sum, run) => sum + [...run].length, 0) ?? 0;
  return all > 0 && together * 2 > all;
}
