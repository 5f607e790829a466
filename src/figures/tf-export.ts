/** Keyword arguments by name. */
export type Keywords = Readonly<Record<string, unknown>>;

/** A Python callable: positional arguments, then keywords. */
export type Callable = (args: readonly unknown[], keywords?: Keywords) => unknown;

/** What functools.partial returns: it can be called, and shows what it holds. */
export interface Bound {
  readonly call: Callable;
  readonly func: Callable;
  readonly args: readonly unknown[];
  readonly keywords: Keywords;
}

/** Python's functools.partial: earlier arguments stand in front, later keywords win, and a partial of a partial is flattened. */
export function partial(of: Callable | Bound, args: readonly unknown[] = [], keywords: Keywords = {}): Bound {
  if (typeof of !== 'function') return partial(of.func, [...of.args, ...args], { ...of.keywords, ...keywords });
  return { func: of, args, keywords, call: (more, others = {}) => of([...args, ...more], { ...keywords, ...others }) };
}

/** Stacked decorators, as written from top to bottom: the one nearest to the function comes first. */
export const decorated = <T>(decorators: readonly ((f: T) => T)[], f: T): T =>
  decorators.reduceRight((inner, decorate) => decorate(inner), f);

/** A function or class of the source with what hangs in its own `__dict__`. */
export interface PySymbol {
  readonly name: string;
  readonly own: Map<string, readonly string[]>;
}

export const pySymbol = (name: string): PySymbol => ({ name, own: new Map() });

export class ExportError extends Error {}

/** Counts what happens during import, so that the article can say it. */
export interface Ledger {
  instances: number;
  calls: number;
  attributes: number;
}

/** APIs whose names live in a folder of their own, below the main one. */
export const SUBPACKAGES = ['keras', 'estimator'] as const;

/** The factory behind tf_export: names and keywords in, a decorator out that notes them and returns the symbol itself. */
export function apiExport(ledger: Ledger): (names: readonly string[], keywords: Keywords) => (symbol: PySymbol) => PySymbol {
  return (names, { api_name, v1 = names }) => {
    const api = String(api_name);
    const old = v1 as readonly string[];
    for (const name of [...names, ...old]) {
      const home = SUBPACKAGES.find((one) => name.startsWith(one)) ?? 'tensorflow';
      if (home !== api) throw new ExportError(`${api} may not export ${name}`);
    }
    ledger.instances += 1;
    return (symbol) => {
      ledger.calls += 1;
      const attribute = `_${api}_names`;
      if (symbol.own.has(attribute)) throw new ExportError(`${symbol.name} is exported already`);
      symbol.own.set(attribute, names).set(`${attribute}_v1`, old);
      ledger.attributes += 2;
      return symbol;
    };
  };
}

/** Module and symbol of a public name: cut at the last dot. */
export function placeOf(name: string): { readonly module: string; readonly symbol: string } {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? { module: 'tf', symbol: name } : { module: `tf.${name.slice(0, dot)}`, symbol: name.slice(dot + 1) };
}

/** What the generator writes: for each module its entry points, each with the symbol it leads to. */
export function publicApi(symbols: readonly PySymbol[], attribute: string): Map<string, Map<string, string>> {
  const modules = new Map<string, Map<string, string>>();
  for (const symbol of symbols) {
    for (const name of symbol.own.get(attribute) ?? []) {
      const place = placeOf(name);
      const entries = modules.get(place.module) ?? new Map<string, string>();
      if (entries.has(place.symbol)) throw new ExportError(`two symbols are called ${name}`);
      modules.set(place.module, entries.set(place.symbol, symbol.name));
    }
  }
  return modules;
}

/** The four symbols of the worked example with the arguments of their tf_export. */
export const EXPORTS = [
  { symbol: 'multiply', names: ['math.multiply', 'multiply'] },
  { symbol: 'argmax_v2', names: ['math.argmax', 'argmax'], v1: [] },
  { symbol: 'argmax', names: [], v1: ['math.argmax', 'argmax'] },
  { symbol: 'Module', names: ['Module'] },
] as const satisfies readonly { symbol: string; names: readonly string[]; v1?: readonly string[] }[];

/** Imports the example: a partial of the factory with api_name fixed, then a call of it for each symbol. */
export function importExample(): { readonly symbols: readonly PySymbol[]; readonly ledger: Ledger } {
  const ledger: Ledger = { instances: 0, calls: 0, attributes: 0 };
  const make = apiExport(ledger);
  const tfExport = partial((names, keywords = {}) => make(names as readonly string[], keywords), [], { api_name: 'tensorflow' });
  const symbols = EXPORTS.map((one) => {
    const decorate = tfExport.call(one.names, 'v1' in one ? { v1: one.v1 } : {}) as (symbol: PySymbol) => PySymbol;
    return decorate(pySymbol(one.symbol));
  });
  return { symbols, ledger };
}
