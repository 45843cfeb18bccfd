import { expect, test } from 'vitest';
import { duration, percent, perSecond } from '../../../src/campaigns/page/numbers.js';
import { paceOf } from '../../../src/campaigns/page/pace.js';

const point = (second: number, sent: number) => ({
  at: second * 1_000,
  sent,
  delivered: 0,
  read: 0,
  answered: 0,
  failed: 0,
});

test.each([
  ['a second each, where there is room', [point(0, 0), point(1, 100), point(2, 400)], 10, [100, 300]],
  ['fewer stretches than seconds', [point(0, 0), point(1, 100), point(2, 400), point(4, 600)], 2, [200, 100]],
  ['a gap is evenly filled', [point(0, 0), point(10, 1_000)], 2, [100, 100]],
  ['a single moment has none', [point(5, 100)], 10, []],
  ['no moment has none', [], 10, []],
] as const)('the pace of a timeline: %s', (_, timeline, most, pace) => {
  expect(paceOf(timeline, most)).toEqual(pace);
});

test.each([
  [0, '0 s'],
  [59.6, '1 min'],
  [3_725, '1 h 2 min'],
  [3_605, '1 h'],
  [200_000, '2 d 7 h'],
])('%d seconds are %s', (seconds, words) => expect(duration(seconds)).toBe(words));

test.each([
  [19_999, 20_000, '99.9 %'],
  [20_000, 20_000, '100 %'],
  [1, 3, '33.3 %'],
  [0, 0, '–'],
])('%d of %d are %s', (part, all, words) => expect(percent(part, all)).toBe(words));

test('slow paces have a decimal', () => {
  expect([0.04, 0.54, 299.7].map(perSecond)).toEqual(['0.04/s', '0.5/s', '300/s']);
});
