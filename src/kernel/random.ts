/** The state of the generator: four 32-bit words, plain JSON, so that a saved game goes on with the same dice. */
export type RandomState = readonly [number, number, number, number];

/** Seeds sfc32 (Chris Doty-Humphrey, PractRand) from a string; the same string gives the same dice. */
export function seeded(seed: string): RandomState {
  let hash = 0x811c9dc5; // FNV-1a
  for (const char of seed) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  let state: RandomState = [0x9e3779b9, 0x243f6a88, hash, 1];
  for (let i = 0; i < 15; i++) state = next(state).state;
  return state;
}

/** One step of sfc32. `word` is uniform in 0 … 2^32-1. */
export function next(state: RandomState): { readonly word: number; readonly state: RandomState } {
  const [a, b, c, counter] = state;
  const word = (a + b + counter) >>> 0;
  return { word, state: [(b ^ (b >>> 9)) >>> 0, (c + (c << 3)) >>> 0, (((c << 21) | (c >>> 11)) + word) >>> 0, (counter + 1) >>> 0] };
}

/** A whole number uniform in 0 … bound-1, without modulo bias. */
export function below(bound: number, state: RandomState): { readonly value: number; readonly state: RandomState } {
  if (!Number.isInteger(bound) || bound < 1 || bound > 2 ** 32) throw new RangeError(`bound must be 1 … 2^32, not ${bound}`);
  const limit = 2 ** 32 - (2 ** 32 % bound);
  let drawn = next(state);
  while (drawn.word >= limit) drawn = next(drawn.state);
  return { value: drawn.word % bound, state: drawn.state };
}

/** Fisher-Yates. The items are not changed. */
export function shuffled<T>(items: readonly T[], state: RandomState): { readonly items: T[]; readonly state: RandomState } {
  const result = [...items];
  let dice = state;
  for (let i = result.length - 1; i > 0; i--) {
    const drawn = below(i + 1, dice);
    dice = drawn.state;
    [result[i], result[drawn.value]] = [result[drawn.value] as T, result[i] as T];
  }
  return { items: result, state: dice };
}

/** Numbers uniform in 0 … 1, neither of the two among them; the same seed gives the same numbers. */
export function uniforms(seed: string): () => number {
  let state: RandomState = seeded(seed);
  return () => {
    const drawn = next(state);
    state = drawn.state;
    return (drawn.word + 0.5) / 2 ** 32;
  };
}

/** A standard normal number made of two uniform ones (Box and Muller). */
export const normalFrom = (uniform: () => number): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());

/** Standard normal numbers; the same seed gives the same numbers. */
export function normals(seed: string): () => number {
  const uniform = uniforms(seed);
  return () => normalFrom(uniform);
}
