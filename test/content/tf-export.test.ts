import { describe, expect, it } from 'vitest';
import {
  apiExport,
  type Callable,
  decorated,
  EXPORTS,
  ExportError,
  importExample,
  type Ledger,
  partial,
  placeOf,
  publicApi,
  pySymbol,
} from '../../src/figures/tf-export.ts';
import { articleSource, expectStated } from '../support/content.ts';

const slug = 'tf-export';
const LOCALES = ['zh', 'en'] as const;

function expectWritten(text: string): void {
  for (const locale of LOCALES) expect(articleSource(slug, locale), `${locale} writes ${text}`).toContain(text);
}

/** Python's pow(base, exp) and int(text, base), which take their arguments by position or by name. */
const named =
  (names: readonly string[], f: (...values: never[]) => unknown): Callable =>
  (args, keywords = {}) =>
    f(...(names.map((name, i) => (i < args.length ? args[i] : keywords[name])) as never[]));
const pow = named(['base', 'exp'], (base: number, exp: number) => base ** exp);
const int = named(['text', 'base'], (text: string, base: number) => Number.parseInt(text, base));

describe('tf-export: the worked example', () => {
  it('stacked decorators give 20 one way round and 19 the other', () => {
    type F = (x: number) => number;
    const double =
      (f: F): F =>
      (x) =>
        2 * f(x);
    const inc =
      (f: F): F =>
      (x) =>
        f(x) + 1;
    const square: F = (x) => x * x;
    for (const [order, text] of [
      [[double, inc], '@double @inc'],
      [[inc, double], '@inc @double'],
    ] as const) {
      expectWritten(`\\texttt{${text}}`);
      expectStated(slug, decorated(order, square)(3), 0);
    }
    expect(decorated([double, inc], square)(3)).toBe(double(inc(square))(3));
  });

  it('partial fixes the base by position, the exponent by name, and a later keyword wins', () => {
    const values = [
      partial(pow, [2]).call([5]),
      partial(pow, [], { exp: 2 }).call([5]),
      partial(pow, [], { exp: 2 }).call([5], { exp: 3 }),
    ];
    expect(values).toEqual([2 ** 5, 5 ** 2, 5 ** 3]);
    for (const text of ['2^5=32', '5^2=25', '5^3=125']) expectWritten(text);
    const binary = partial(int, [], { base: 2 });
    for (const [value, call] of [
      [binary.call(['1010']), 'binary("1010")'],
      [binary.call(['1010'], { base: 3 }), 'binary("1010", base=3)'],
    ] as const) {
      expectWritten(call);
      expectStated(slug, Number(value), 0);
    }
  });

  it('a partial of a partial is flat', () => {
    const eight = partial(partial(pow, [2]), [3]);
    expect(eight.call([])).toBe(8);
    expect(eight.func).toBe(pow);
    expect(eight.args).toEqual([2, 3]);
  });

  it('a partial keeps the value of the time, a closure over the loop variable the last one', () => {
    const times = named(['i', 'x'], (i: number, x: number) => i * x);
    const frozen = [];
    const late: ((x: number) => number)[] = [];
    // Python's loop has one variable for all turns, and it ends at 2.
    let i = 0;
    for (i = 0; i < 3; i++) {
      frozen.push(partial(times, [i]));
      late.push((x) => Math.min(i, 2) * x);
    }
    expect(frozen.map((one) => one.call([10]))).toEqual([0, 10, 20]);
    expect(late.map((one) => one(10))).toEqual([20, 20, 20]);
    expectStated(slug, 20, 0);
  });

  it('the registrations have the counts of the table and of the text', () => {
    const { symbols, ledger } = importExample();
    for (const [i, symbol] of symbols.entries()) {
      const counts = [symbol.own.get('_tensorflow_names')?.length, symbol.own.get('_tensorflow_names_v1')?.length];
      for (const locale of LOCALES) {
        const row = articleSource(slug, locale)
          .split('\n')
          .find((line) => line.startsWith(`| \`${EXPORTS[i]?.symbol}\``));
        expect(row).toMatch(new RegExp(`\\| ${counts.join(' \\| ')} \\|$`));
      }
    }
    expect(ledger).toEqual({ instances: 4, calls: 4, attributes: 8 });
    expect(articleSource(slug, 'zh')).toContain('`tf_export` 被调用 4 次，造出 4 个实例，各被调用 1 次，挂上 8 个属性');
    expect(articleSource(slug, 'en')).toContain(
      '`tf_export` is called 4 times and makes 4 instances, each is called 1 time, and 8 attributes are set',
    );
  });

  it('the generated APIs have five entry points each, and tf.argmax leads to two places', () => {
    const { symbols } = importExample();
    const now = publicApi(symbols, '_tensorflow_names');
    const old = publicApi(symbols, '_tensorflow_names_v1');
    for (const api of [now, old]) expect([api.get('tf')?.size, api.get('tf.math')?.size]).toEqual([3, 2]);
    expect(articleSource(slug, 'zh')).toContain('有 5 个入口：`tf` 下 3 个，`tf.math` 下 2 个；1.x 也是 5 个');
    expect(articleSource(slug, 'en')).toContain('has 5 entry points, 3 in `tf` and 2 in `tf.math`; 1.x has 5 as well');
    expect(now.get('tf')?.get('argmax')).toBe('argmax_v2');
    expect(old.get('tf')?.get('argmax')).toBe('argmax');
    expect(placeOf('math.multiply')).toEqual({ module: 'tf.math', symbol: 'multiply' });
  });
});

describe('tf-export: the registering decorator', () => {
  const ledger = (): Ledger => ({ instances: 0, calls: 0, attributes: 0 });
  const tensorflow = { api_name: 'tensorflow' };

  it('returns the very symbol it was given', () => {
    const symbol = pySymbol('multiply');
    expect(apiExport(ledger())(['multiply'], tensorflow)(symbol)).toBe(symbol);
  });

  it('refuses a second registration, but not one for another API', () => {
    const make = apiExport(ledger());
    const symbol = make(['Layer'], tensorflow)(pySymbol('Layer'));
    expect(() => make(['Again'], tensorflow)(symbol)).toThrow(ExportError);
    expect(make(['keras.Layer'], { api_name: 'keras' })(symbol)).toBe(symbol);
  });

  it('keeps each API on its own ground', () => {
    const make = apiExport(ledger());
    expect(() => make(['keras.Layer'], tensorflow)).toThrow(ExportError);
    expect(() => make(['Layer'], { api_name: 'keras' })).toThrow(ExportError);
  });

  it('finds two symbols of one name when the API is generated, not before', () => {
    const make = apiExport(ledger());
    const both = ['a', 'b'].map((name) => make(['same'], tensorflow)(pySymbol(name)));
    expect(() => publicApi(both, '_tensorflow_names')).toThrow(ExportError);
  });
});
