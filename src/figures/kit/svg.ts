/** A piece of SVG. Made by `el` and `words` alone, so that no text gets into a picture unescaped. */
export interface Svg {
  readonly xml: string;
}

type Value = string | number | undefined;

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string): string => text.toWellFormed().replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);

/** Coordinates to a hundredth: finer is not seen and only makes a picture large. @throws RangeError for what is no number. */
function written(value: string | number, name: string): string {
  if (typeof value === 'string') return escaped(value);
  if (!Number.isFinite(value)) throw new RangeError(`${name} is ${value}`);
  return String(Math.round(value * 100) / 100);
}

/** An element; an attribute that is undefined is left out. */
export function el(name: string, attributes: Readonly<Record<string, Value>> = {}, ...children: readonly Svg[]): Svg {
  const listed = Object.entries(attributes)
    .map(([key, value]) => (value === undefined ? '' : ` ${key}="${written(value, key)}"`))
    .join('');
  const inner = children.map((child) => child.xml).join('');
  return { xml: inner ? `<${name}${listed}>${inner}</${name}>` : `<${name}${listed}/>` };
}

export const group = (...children: readonly Svg[]): Svg => ({ xml: children.map((child) => child.xml).join('') });

export const nothing: Svg = { xml: '' };

/** Letters as they are. */
export const characters = (text: string): Svg => ({ xml: escaped(text) });
