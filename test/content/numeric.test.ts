import { readdirSync, readFileSync } from 'node:fs';
import { evaluate } from 'mathjs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const FOLDER = new URL('../../content/questions/', import.meta.url);

interface Numeric {
  readonly id: string;
  readonly kind: string;
  readonly answer: number;
  readonly tolerance: number;
  readonly check: string;
}

describe.each(readdirSync(FOLDER).filter((name) => name.endsWith('.yaml')))('%s', (name) => {
  const { questions } = parse(readFileSync(new URL(name, FOLDER), 'utf8')) as { questions: Numeric[] };
  for (const { id, answer, tolerance, check } of questions.filter(({ kind }) => kind === 'numeric')) {
    test(`the expression of ${id} gives its answer`, () => {
      expect(check, 'an expression of the stated inputs, not the result').toMatch(/[-+*/^(]/);
      const computed: unknown = evaluate(check);
      expect(typeof computed).toBe('number');
      expect(Math.abs(Number(computed) - answer)).toBeLessThanOrEqual(tolerance * (1 + 1e-9));
    });
  }
});
