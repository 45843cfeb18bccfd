import { TEXT_LIMIT } from './text.js';

/**
 * Cuts a text into parts that can be sent, each of at most 2,000 characters: between paragraphs if it can, else
 * between sentences, else between words, else between letters, by which people mean graphemes: an emoji of eleven
 * code units stays whole. Nothing is lost but the white space at the cuts.
 */
export function splitText(text: string, limit: number = TEXT_LIMIT): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const cut = cutOf(rest, limit);
    const part = rest.slice(0, cut);
    const bare = part.trimEnd();
    if (bare !== '') parts.push(letterStart(rest, bare.length) === bare.length ? bare : part);
    // A space under an accent is a letter, and stays.
    const next = rest.length - rest.slice(cut).trimStart().length;
    rest = rest.slice(Math.max(cut, letterStart(rest, next)));
  }
  if (rest !== '' || parts.length === 0) parts.push(rest);
  return parts;
}

/** A kind of place to cut at: the last one that leaves at most `limit`, or nothing above 0. */
type Place = (text: string, limit: number) => number;

/** Made when first needed: its tables take longer to load than the rest of Chinwag. */
function segmenterOf(granularity: 'grapheme' | 'word' | 'sentence'): () => Intl.Segmenter {
  let segmenter: Intl.Segmenter | undefined;
  return () => {
    segmenter ??= new Intl.Segmenter(undefined, { granularity });
    return segmenter;
  };
}

function lastBoundary(granularity: 'sentence' | 'word'): Place {
  const segmenter = segmenterOf(granularity);
  return (text, limit) => {
    let last = 0;
    for (const { index } of segmenter().segment(text.slice(0, limit + 2))) if (index <= limit) last = index;
    return last;
  };
}

const lastParagraph: Place = (text, limit) => {
  let last = 0;
  for (const { index } of text.slice(0, limit + 2).matchAll(/\n[^\S\n]*\n/g))
    if (index <= limit) last = index;
  return last;
};

const lastSpace: Place = (text, limit) => text.slice(0, limit + 1).search(/\s\S*$/);

const PLACES: Place[] = [
  lastParagraph,
  lastBoundary('sentence'),
  lastSpace,
  lastBoundary('word'),
  (_text, limit) => limit,
];

function cutOf(text: string, limit: number): number {
  for (const place of PLACES) {
    const cut = letterStart(text, place(text, limit));
    if (cut > 0) return cut;
  }
  // One letter of more than a whole part, such as one under 2,000 accents. Half a surrogate pair is still worse.
  return /^[\uDC00-\uDFFF]/.test(text.slice(limit)) && limit > 1 ? limit - 1 : limit;
}

const letters = segmenterOf('grapheme');

/** The start of the letter that the index is in. */
function letterStart(text: string, index: number): number {
  if (index <= 0 || index >= text.length) return index;
  // Whether two code points belong together depends on nothing after them.
  return (
    letters()
      .segment(text.slice(0, index + 2))
      .containing(index)?.index ?? index
  );
}
