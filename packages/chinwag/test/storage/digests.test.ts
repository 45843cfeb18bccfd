import { expect, test } from 'vitest';
import { Digests } from '../../src/storage/memory/digests.js';

test('knows what was added and nothing else, across many times its first size', () => {
  const digests = new Digests();
  const texts = Array.from({ length: 100_000 }, (_, index) => `1110001:2481:message:m_${index}`);
  for (const text of texts) digests.add(text);
  expect(digests.size).toBe(texts.length);
  expect(texts.filter((text) => !digests.has(text))).toEqual([]);
  expect(texts.filter((text) => digests.has(`${text}x`) || digests.has(text.slice(1)))).toEqual([]);
});

test('takes the same text once', () => {
  const digests = new Digests();
  for (let time = 0; time < 3; time++) digests.add('m_1');
  expect(digests.size).toBe(1);
});

test('tells apart texts that differ in one character, in their order or in length only', () => {
  const digests = new Digests();
  const texts = ['', ' ', '\0', '\0\0', 'ab', 'ba', 'aab', 'aba', 'baa', '\u00e9', 'e\u0301', '😀', '\ud83d'];
  for (const text of texts) {
    expect(digests.has(text), JSON.stringify(text)).toBe(false);
    digests.add(text);
  }
  expect(digests.size).toBe(texts.length);
});

test('costs a few megabytes for half a million', () => {
  const before = process.memoryUsage().arrayBuffers;
  const digests = new Digests();
  for (let index = 0; index < 500_000; index++) digests.add(`m_${index}`);
  expect(digests.size).toBe(500_000);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32e6);
});
