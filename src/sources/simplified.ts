import { Converter } from 'opencc-js/t2cn';

let converter: ((text: string) => string) | null = null;

/** Traditional characters as simplified ones; everything else stays. The tables are loaded at the first use (about 20 ms). */
export function simplified(text: string): string {
  converter ??= Converter({ from: 't', to: 'cn' }) as (text: string) => string;
  return converter(text);
}
