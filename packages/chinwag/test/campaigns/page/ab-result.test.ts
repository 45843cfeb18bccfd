import { describe, expect, test } from 'vitest';
import { abResult, abSentence } from '../../../src/campaigns/page/ab-result.js';

const counts = (sent: number, answered: number, read = 0) => ({ sent, delivered: sent, read, answered });

describe('the result of an A/B test', () => {
  // The chances are those of a two-sided test of two proportions, worked out with the error function.
  test.each([
    ['a clear one', counts(1_000, 100), counts(1_000, 60), 'a', 'answered', 0.00098],
    ['one that chance explains', counts(1_000, 55), counts(1_000, 60), 'b', 'answered', 0.63104],
    ['reads, while nobody has answered', counts(500, 0, 300), counts(500, 0, 250), 'a', 'read', 0.00144],
    ['no difference at all', counts(100, 10), counts(100, 10), 'a', 'answered', 1],
  ] as const)('%s', (_, a, b, leader, by, chance) => {
    const result = abResult({ a, b });
    expect(result).toMatchObject({ leader, by });
    expect(result?.chance).toBeCloseTo(chance, 3);
  });

  test.each([
    ['one variant', { a: counts(1_000, 100) }],
    ['a variant with too few people', { a: counts(1_000, 100), b: counts(29, 3) }],
    ['nobody who has read or answered', { a: counts(1_000, 0), b: counts(1_000, 0) }],
  ])('it is too early to tell: %s', (_, variants) => {
    expect(abResult(variants)).toBeUndefined();
  });

  test('the best of several stands beside the next best', () => {
    expect(abResult({ a: counts(100, 5), b: counts(100, 20), c: counts(100, 12) })).toMatchObject({
      leader: 'b',
      runnerUp: 'c',
    });
  });

  test.each([
    [
      { a: counts(1_000, 100), b: counts(1_000, 60) },
      'a is answered more often than b: 10.0 % to 6.0 %. The odds that this is chance are less than 1 in 1,000.',
    ],
    [
      { a: counts(1_000, 80), b: counts(1_000, 60) },
      'No clear difference yet between a and b: answered 8.0 % to 6.0 %.',
    ],
  ])('reads as a sentence', (variants, sentence) => {
    const result = abResult(variants);
    expect(result && abSentence(result)).toBe(sentence);
  });
});
