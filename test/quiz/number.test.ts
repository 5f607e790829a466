import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNumber } from '../../src/quiz/number.ts';

const read = (text: string): number | null => readNumber(text)?.value ?? null;

describe('a typed number', () => {
  it.each<[string, number]>([
    ['0.55', 0.55],
    [' 0.55 ', 0.55],
    ['.5', 0.5],
    ['5.', 5],
    ['+3', 3],
    ['007', 7],
    ['０．５５', 0.55],
    ['－３', -3],
    ['−3', -3],
    ['–3', -3],
    ['- 3', -3],
    ['0。55', 0.55],
    ['0.55。', 0.55],
  ])('may be written %j', (text, value) => {
    expect(read(text)).toBe(value);
  });

  it.each<[string, number]>([
    ['1,000', 1000],
    ['１，０００', 1000],
    ['12,345,678.5', 12345678.5],
    ['1,125', 1125],
    ['1\u202f000', 1000],
    ['0,55', 0.55],
    ['0,125', 0.125],
    ['3,5', 3.5],
    ['-1,25', -1.25],
    ['1.000', 1],
    ['1.000,5', 1000.5],
    ['1.000.000', 1000000],
  ])('has its commas and points read by one rule: %j is %d', (text, value) => {
    expect(read(text)).toBe(value);
  });

  it.each<[string, number]>([
    ['1/2', 0.5],
    ['-3/4', -0.75],
    ['１／２', 0.5],
    ['½', 0.5],
    ['1e-3', 0.001],
    ['1.5E3', 1500],
    ['10^-3', 0.001],
    ['10⁻³', 0.001],
    ['-10^2', -100],
    ['1.5×10^-3', 0.0015],
    ['1.5 x 10^{-3}', 0.0015],
    ['1.5*10**-3', 0.0015],
    ['2·10⁻³', 0.002],
    ['2×10^(−3)', 0.002],
  ])('may be a fraction or a power of ten: %j is %d', (text, value) => {
    expect(read(text)).toBe(value);
  });

  it.each<[string, number]>([
    ['约 0.55', 0.55],
    ['约0.55', 0.55],
    ['约，0.55', 0.55],
    ['答案是-0.55左右', -0.55],
    ['≈0.55', 0.55],
    ['α = 0.55', 0.55],
    ['x_1 = 0.55', 0.55],
    ['L2: 5', 5],
    ['R² = 0.9', 0.9],
    ['R^2=0.9', 0.9],
    ['3 px', 3],
    ['3px', 3],
    ['3 像素', 3],
    ['5 m/s', 5],
    ['k-means: 7', 7],
    ['(0.55)', 0.55],
    ['$0.55$', 0.55],
    ['2 倍', 2],
  ])('may have words and a unit around it: %j', (text, value) => {
    expect(read(text)).toBe(value);
  });

  it.each(['55%', '55 %', '５５％', '55 percent', '55 per cent', '百分之55'])('is a percentage in %j', (text) => {
    expect(readNumber(text)).toEqual({ value: 55, percent: true });
  });
  it('counts per mille as what it is', () => {
    expect(readNumber('5‰')).toEqual({ value: 0.005, percent: false });
  });

  it.each([
    '',
    '?',
    'half',
    '一半',
    '1 or 2',
    '1 2',
    '0.5-0.6',
    '0.5~0.6',
    '1 000',
    '1½',
    '1 1/2',
    '1/2/3',
    '1/0',
    '0/0',
    '--5',
    '5-',
    '3-5',
    '2+3',
    '2*3',
    '2^3',
    '5±1',
    '<5',
    '≥ 5',
    '√2',
    'sqrt(2)',
    'ln 2',
    'log(5)',
    '2π',
    'π/2',
    'e^2',
    'x2',
    'top-5',
    '1,00,000',
    '1,2,3',
    '1.2.3',
    '1,000,5',
    '1e999',
    '9'.repeat(400),
    'Infinity',
    'NaN',
  ])('is not read from %j', (text) => {
    expect(read(text)).toBeNull();
  });

  it('is read back from every way a program writes it', () => {
    const decimals = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 });
    fc.assert(
      fc.property(decimals, (value) => {
        expect(read(String(value))).toBe(Number(String(value)));
        expect(read(`约 ${value.toExponential()} 个`)).toBe(Number(value.toExponential()));
      }),
    );
  });
  it('is read back from its groups of thousands', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (value) => {
        expect(read(value.toLocaleString('en-US'))).toBe(value);
      }),
    );
  });
  it('is finite or nothing, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.,-+eE×x*^/%()~ 约√π。，'), maxLength: 24 }), (text) => {
        const found = read(text);
        expect(found === null || Number.isFinite(found)).toBe(true);
      }),
    );
  });
});
