import { z } from 'zod';
import { AREAS } from '../corpus/article.ts';

const words = z.string().trim().min(1);
const slug = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'lower-case ASCII words with hyphens');
const both = z.strictObject({ zh: words, en: words });
const area = z.enum(AREAS);

/** The front matter of an article, content/README.md. */
export const frontMatterShape = z.strictObject({
  title: words,
  area,
  after: z.array(slug),
  aliases: z.array(words),
  summary: words,
  takeaways: z.array(words).length(3),
  formula: words,
  references: z.array(z.strictObject({ title: words, authors: words, year: z.int().min(1700).max(2100), where: words })).min(1),
});
export type FrontMatter = z.infer<typeof frontMatterShape>;

/** A row of topics.yaml. */
export const topicShape = z.strictObject({ slug, zh: words, en: words, area, after: z.array(slug) });

/** A row of glossary.yaml. */
export const termShape = z.strictObject({ id: slug, zh: words, en: words, aliases: z.array(words), define: both, topics: z.array(slug) });

const base = {
  id: slug,
  level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  section: words,
  prompt: both,
  explanation: both,
};
const option = z.strictObject({ right: z.boolean().optional(), text: both, why: both });

/** A question of a bank, by kind. `check` is for the tests, which recompute the answer. */
export const questionShape = z.discriminatedUnion('kind', [
  z.strictObject({ ...base, kind: z.literal('choice'), options: z.array(option).min(3).max(5) }),
  z.strictObject({ ...base, kind: z.literal('several'), options: z.array(option).min(4).max(5) }),
  z.strictObject({
    ...base,
    kind: z.literal('numeric'),
    answer: z.number(),
    tolerance: z.number().min(0),
    check: words,
    unit: both.optional(),
    mistakes: z
      .array(z.strictObject({ value: z.number(), why: both }))
      .min(1)
      .max(3),
  }),
  z.strictObject({ ...base, kind: z.literal('order'), items: z.array(both).min(3).max(5) }),
  z.strictObject({ ...base, kind: z.literal('short'), accepted: z.strictObject({ zh: z.array(words).min(1), en: z.array(words).min(1) }) }),
]);
export type RawQuestion = z.infer<typeof questionShape>;

/** A question file around its questions, which are held against `questionShape` one by one. */
export const bankShape = z.strictObject({ topic: slug, questions: z.array(z.unknown()).min(1) });

export interface ShapeFault {
  readonly path: readonly PropertyKey[];
  readonly problem: string;
  readonly advice: string;
}

/** What a schema found wrong, in words for the person who wrote the file. */
export function shapeFaults(error: z.ZodError, value: unknown): readonly ShapeFault[] {
  return error.issues.map((issue) => {
    const name = issue.path.map(String).join('.') || 'the file';
    const there = at(value, issue.path);
    switch (issue.code) {
      case 'unrecognized_keys':
        return {
          path: [...issue.path, issue.keys[0] ?? ''],
          problem: `unknown key ${issue.keys.join(', ')}`,
          advice: 'remove it, or mend its spelling',
        };
      case 'invalid_type':
        if (there === undefined || there === null)
          return { path: issue.path, problem: `${name} is missing`, advice: 'see content/README.md for what belongs there' };
        return {
          path: issue.path,
          problem: `${name} is ${typeName(there)}, not ${issue.expected}`,
          advice: issue.expected === 'string' ? 'put it in single quotes' : 'see content/README.md for its form',
        };
      case 'too_small':
      case 'too_big': {
        const bound = issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
        const empty = there === '' || (typeof there === 'string' && there.trim() === '');
        return {
          path: issue.path,
          problem: empty
            ? `${name} is empty`
            : `${name}: ${issue.exact ? `exactly ${bound.split(' ').at(-1)}` : bound}, there ${countOf(there)}`,
          advice: 'see content/README.md for how many belong there',
        };
      }
      default:
        return { path: issue.path, problem: `${name}: ${JSON.stringify(there) ?? 'missing'} is not possible`, advice: issue.message };
    }
  });
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined), value);
}

const typeName = (value: unknown): string => (Array.isArray(value) ? 'a list' : value instanceof Object ? 'a map' : `a ${typeof value}`);
const countOf = (value: unknown): string => (Array.isArray(value) ? `are ${value.length}` : `is ${String(value)}`);
