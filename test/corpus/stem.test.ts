import { describe, expect, it } from 'vitest';
import { stem } from '../../src/corpus/stem.ts';

describe('stemming makes one of', () => {
  it.each([
    ['tree trees'],
    ['loss losses'],
    ['bias biases biased'],
    ['entropy entropies'],
    ['formula formulas'],
    ['boost boosting boosted'],
    ['sample samples sampling sampled'],
    ['embed embedding embeddings embedded'],
    ['model models modelling modeling modelled'],
    ['normalise normalize normalised normalizing normalisation normalization'],
    ['optimiser optimizer optimising optimization'],
    ['analyse analyze analysed'],
    ['centre center centred centered centres'],
    ['neighbour neighbor neighbours neighbouring'],
    ['colour colors'],
  ])('%s', (words) => {
    expect(new Set(words.split(' ').map(stem)).size).toBe(1);
  });
});

describe('stemming keeps apart', () => {
  it.each([
    ['general generate generative'],
    ['string'],
    ['axis ax'],
    ['process proceed'],
    ['hour our four for'],
    ['status state static'],
    ['speed sped'],
    ['need net'],
  ])('%s', (words) => {
    const all = words.split(' ');
    expect(new Set(all.map(stem)).size).toBe(all.length);
  });
});

it('leaves short words, numbers and other scripts alone', () => {
  for (const word of ['gas', 'k1.5', 'fp16s', 'поезда']) expect(stem(word)).toBe(word);
});
