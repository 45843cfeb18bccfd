import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { NewRecipient } from '../../ledger.js';

/** People who are handed out together: what a worker reads ahead, and what one that dies leaves to others. */
export const CHUNK = 500;

/** By column, in which neighbours are alike. */
type Packed = [psids: string[], lines: number[], variants: number[], persons: (object | 0)[]];

/** A chunk's people in a few bytes each. */
export function pack(people: readonly NewRecipient[]): Buffer {
  const packed: Packed = [[], [], [], []];
  let line = 0;
  for (const each of people) {
    const { psid, ...values } = each.person;
    packed[0].push(psid);
    packed[1].push(each.line - line);
    packed[2].push(each.variant);
    packed[3].push(Object.keys(values).length > 0 ? values : 0);
    line = each.line;
  }
  return deflateRawSync(JSON.stringify(packed));
}

export function unpack(bytes: Uint8Array): NewRecipient[] {
  const [psids, lines, variants, persons] = JSON.parse(inflateRawSync(bytes).toString()) as Packed;
  let line = 0;
  return psids.map((psid, index) => {
    line += lines[index] ?? 0;
    return { line, variant: variants[index] ?? 0, person: { ...(persons[index] || {}), psid } };
  });
}
