import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitText } from '../../src/messenger/messages/index.js';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const boundaries = (text: string) =>
  new Set([...[...graphemes.segment(text)].map(({ index }) => index), text.length]);
const withoutSpace = (text: string) => text.replaceAll(/\s/g, '');

describe('a text is cut', () => {
  it.each<[string, string, number, string[]]>([
    ['not at all if it fits', 'Hello there.', 12, ['Hello there.']],
    ['not at all if it is empty', '', 5, ['']],
    ['between paragraphs', 'One. Two.\n\nThree. Four.', 18, ['One. Two.', 'Three. Four.']],
    [
      'between paragraphs with white space between',
      'One. Two.\r\n \t\r\nThree. Four.',
      18,
      ['One. Two.', 'Three. Four.'],
    ],
    ['at the last paragraph that fits', 'One.\n\nTwo.\n\nThree.', 12, ['One.\n\nTwo.', 'Three.']],
    ['between sentences', 'One two. Three four. Five six.', 22, ['One two. Three four.', 'Five six.']],
    ['between lines', 'one two\nthree four five', 16, ['one two', 'three four five']],
    ['between words', 'one two three four', 9, ['one two', 'three', 'four']],
    ['right after a word that just fits', 'one two three', 7, ['one two', 'three']],
    ['between the words of a script without spaces', 'สวัสดีครับ', 7, ['สวัสดี', 'ครับ']],
    ['inside a word that fits nowhere', 'abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['beside an emoji', 'ab👍🏽cd', 5, ['ab', '👍🏽', 'cd']],
    ['beside a family of eleven code units', 'ab👨‍👩‍👧‍👦cd', 12, ['ab', '👨‍👩‍👧‍👦', 'cd']],
    ['beside an accent', 'abce\u0301f', 4, ['abc', 'e\u0301f']],
    ['beside a flag', 'a🇩🇪🇫🇷', 6, ['a🇩🇪', '🇫🇷']],
    [
      'but not inside a surrogate pair, even if one letter is too long',
      `a\u0301\u0302😀`,
      4,
      ['a\u0301\u0302', '😀'],
    ],
    ['with a space that carries an accent kept', 'abc \u0301def', 5, ['abc', ' \u0301def']],
    ['away from its white space at the cut', `ab${' '.repeat(20)}cd`, 4, ['ab', 'cd']],
    ['to nothing if it is nothing but white space', ' '.repeat(20), 4, ['']],
  ])('%s', (_how, text, limit, parts) => {
    expect(splitText(text, limit)).toEqual(parts);
  });
});

it('makes parts of at most 2,000 characters', () => {
  const parts = splitText('A sentence of some words. '.repeat(400).trim());
  expect(parts.length).toBe(6);
  expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(2000);
  expect(parts.every((part) => part.startsWith('A sentence') && part.endsWith('words.'))).toBe(true);
});

it('is quick with a long text of any kind', () => {
  const kinds = ['x', ' ', '\n', '\n ', 'a\u0301', '👨‍👩‍👧‍👦', 'word ', 'One two. ', '漢'];
  for (const kind of kinds) {
    const started = performance.now();
    splitText(kind.repeat(100_000 / kind.length));
    expect(performance.now() - started).toBeLessThan(5000);
  }
});

describe('whatever the text', () => {
  const letter = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('a', 'B', 'é', 'e\u0301', 'ß', '漢', 'ก', '1') },
    { weight: 4, arbitrary: fc.constantFrom(' ', ' ', '\n', '\n\n', '\r\n', '\t', '\u00a0', '\u3000') },
    { weight: 2, arbitrary: fc.constantFrom('.', '!', '?', ',', '。', '…') },
    {
      weight: 2,
      arbitrary: fc.constantFrom('👍🏽', '👨‍👩‍👧‍👦', '🇩🇪', '❤️', '\u200d', '\u0301', '\ufe0f', '\u0600'),
    },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }) },
    { weight: 1, arbitrary: fc.constantFrom('\ud83d', '\udc4d', '\0') },
  );
  const texts = fc.array(letter, { maxLength: 120 }).map((letters) => letters.join(''));
  const limits = fc.integer({ min: 16, max: 60 });

  it('no part is too long, and none but of an empty text is empty', () => {
    fc.assert(
      fc.property(texts, limits, (text, limit) => {
        const parts = splitText(text, limit);
        expect(parts.every((part) => part.length <= limit)).toBe(true);
        expect(parts.length === 1 || parts.every((part) => part !== '')).toBe(true);
      }),
    );
  });

  it('nothing is lost but white space, and nothing moves', () => {
    fc.assert(
      fc.property(texts, limits, (text, limit) => {
        let at = 0;
        for (const part of splitText(text, limit)) {
          const found = text.indexOf(part, at);
          expect(found).toBeGreaterThanOrEqual(0);
          expect(text.slice(at, found).trim()).toBe('');
          at = found + part.length;
        }
        expect(text.slice(at).trim()).toBe('');
        expect(withoutSpace(splitText(text, limit).join(''))).toBe(withoutSpace(text));
      }),
    );
  });

  it('no grapheme that fits into a part is cut', () => {
    fc.assert(
      fc.property(texts, limits, (text, limit) => {
        fc.pre([...graphemes.segment(text)].every(({ segment }) => segment.length < limit));
        const whole = boundaries(text);
        let at = 0;
        for (const part of splitText(text, limit)) {
          const found = text.indexOf(part, at);
          at = found + part.length;
          expect(whole.has(found)).toBe(true);
          expect(whole.has(at)).toBe(true);
        }
      }),
    );
  });
});
