/** Text as HTML, so that nothing in it is markup. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);

export const element = (name: string, className: string, inside: string): string => `<${name} class="${className}">${inside}</${name}>`;

/** In the font for Chinese these signs are as wide as a character; English text wants them narrow. */
const SIGNS = `@font-face{font-family:Signs;src:local("DejaVu Sans");unicode-range:U+B7,U+2018-201D,U+2022,U+2588,U+2591}`;
/** The zone of the groups in the pictures. */
const ZONE = 'Asia/Shanghai';

/** `08:30` */
export const clockTime = (at: number): string =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: ZONE }).format(at);

/** A page of one platform's look; `body` is HTML. */
export const page = (style: string, body: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><style>*{box-sizing:border-box;margin:0}${SIGNS}${style}</style><body>${body}</body></html>`;

/** A moment as an app shows it that counts by itself. */
export function distance(at: number, now: number): string {
  const seconds = Math.round((at - now) / 1000);
  const amount = Math.abs(seconds);
  const words =
    amount < 60 ? `${amount} seconds` : amount < 3600 ? `${Math.round(amount / 60)} minutes` : `${Math.round(amount / 3600)} hours`;
  return seconds >= 0 ? `in ${words}` : `${words} ago`;
}
