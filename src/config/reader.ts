import type { Problem } from './problem.ts';
import { Secret } from './secret.ts';
import type { Setting } from './settings.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Reads settings one by one and keeps what is wrong, so that all mistakes are named together. */
export class Reader {
  readonly problems: Problem[] = [];
  readonly #env: Env;

  constructor(env: Env) {
    this.#env = env;
  }

  /** Null where it is not set; an empty value counts as not set, as in a copied `.env.example`. */
  text(setting: Setting): string | null {
    return this.#env[setting]?.trim() || null;
  }

  /** A whole number. */
  integer(setting: Setting, least: number, most: number): number | null {
    const value = this.text(setting);
    if (value === null) return null;
    const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
    if (number >= least && number <= most) return number;
    this.error(setting, `is "${value}"`, `give a whole number from ${least} to ${most}`);
    return null;
  }

  oneOf<T extends string>(setting: Setting, values: readonly T[]): T | null {
    const value = this.text(setting);
    if (value === null) return null;
    const found = values.find((candidate) => candidate === value.toLowerCase());
    if (found === undefined) this.error(setting, `is "${value}"`, `give one of ${values.join(', ')}`);
    return found ?? null;
  }

  /** An http(s) address without a trailing slash. */
  address(setting: Setting): string | null {
    const value = this.text(setting);
    if (value === null) return null;
    const url = URL.parse(value);
    if (url?.username || url?.password) {
      this.error(setting, 'holds a name or password', 'take it out of the address');
    } else if (url === null || !/^https?:$/.test(url.protocol) || url.search || url.hash) {
      this.error(setting, `is "${value}"`, 'give an address such as https://example.org/v1, without ? and #');
    } else {
      return url.href.replace(/\/+$/, '');
    }
    return null;
  }

  /** Null where it is not set. Tokens travel in headers and addresses: printable ASCII without spaces. */
  token(setting: Setting): Secret | null {
    const value = this.text(setting);
    if (value === null) return null;
    if (/^[!-~]+$/.test(value)) return new Secret(value);
    this.error(setting, 'holds a space, a line break or a character outside ASCII', 'copy the token again, all of it and nothing else');
    return null;
  }

  error(setting: Setting, problem: string, advice: string): void {
    this.problems.push({ setting, severity: 'error', problem, advice });
  }

  warning(setting: Setting, problem: string, advice: string): void {
    this.problems.push({ setting, severity: 'warning', problem, advice });
  }
}
