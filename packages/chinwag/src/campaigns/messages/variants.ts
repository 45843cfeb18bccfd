/** Which of so many variants a person gets: always the same one, whichever process asks. */
export function variantOf(psid: string, variants: number): number {
  if (variants < 2) return 0;
  // FNV-1a, with its bits mixed once more: PSIDs of one Page differ in few digits.
  let hash = 0x811c9dc5;
  for (let index = 0; index < psid.length; index++) {
    hash = Math.imul(hash ^ psid.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash ^= hash >>> 13;
  return (hash >>> 0) % variants;
}
