import { expect, test } from 'vitest';
import { csv } from '../../../src/campaigns/audience/index.js';
import { audienceOf } from '../../../src/campaigns/audience/list.js';
import type { AudienceSource } from '../../../src/campaigns/audience.js';
import { told } from './read.js';

const people = [{ psid: '1', name: 'Ann' }, { psid: ' 2 ' }, { psid: 'x' }];
const expected = ['1 1 {"name":"Ann"}', '2 2', '3 not a psid: x'];

test.each<[string, AudienceSource]>([
  ['an array', people],
  ['a set', new Set(people)],
  [
    'an object that iterates',
    {
      *[Symbol.iterator]() {
        yield* people;
      },
    },
  ],
  [
    'an object that iterates when it can',
    {
      async *[Symbol.asyncIterator]() {
        yield* people;
      },
    },
  ],
])('%s is an audience, as often as it is asked', async (_, source) => {
  const audience = audienceOf(source);
  expect(await told(audience)).toEqual(expected);
  expect(await told(audience)).toEqual(expected);
});

test('PSIDs alone will do', async () => {
  expect(await told(audienceOf(['1', '', '2.5E+16']))).toEqual([
    '1 1',
    '2 no psid: ',
    '3 rounded psid: 2.5E+16',
  ]);
});

test('what untyped code puts into a list is told, not sent to', async () => {
  const list = [1, null, undefined, true, ['1']] as unknown as string[];
  expect(await told(audienceOf(list))).toEqual([
    '1 1',
    '2 no psid: ',
    '3 no psid: ',
    '4 not a psid: true',
    '5 no psid: ',
  ]);
});

test('a generator can be read once, and says so rather than that there is nobody', async () => {
  async function* generate() {
    yield* people;
  }
  const audience = audienceOf(generate());
  expect(await told(audience)).toEqual(expected);
  await expect(told(audience)).rejects.toThrow('can be read once only');
});

test.each<[unknown, string]>([
  [new TypeError('the database is away'), 'TypeError: the database is away'],
  [undefined, 'it threw undefined'],
])('a list that breaks off with %s is told as that', async (thrown, why) => {
  async function* generate() {
    yield '1';
    throw thrown;
  }
  await expect(told(audienceOf(generate()))).rejects.toThrow(
    `what gives the people broke off after 1: ${why}`,
  );
});

test('an audience stays what it is', () => {
  const audience = csv('people.csv');
  expect(audienceOf(audience)).toBe(audience);
});

test.each<[unknown, string]>([
  ['people.csv', 'an audience is not a text: "people.csv"'],
  [null, 'a campaign needs an audience'],
  [undefined, 'a campaign needs an audience'],
  [7, 'an audience is not a number'],
  [{}, 'cannot be iterated'],
])('%j is refused', (source, message) => {
  expect(() => audienceOf(source as string[])).toThrow(message);
});
