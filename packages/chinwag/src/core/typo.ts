/** Which of the known names was meant by one that is none of them; undefined when it is like none. */
export function meantBy(name: string, known: readonly string[]): string | undefined {
  const plain = name.toLowerCase().replaceAll(/[_-]/g, '');
  return known.find((each) => isTypo(each.toLowerCase(), plain));
}

/** At most two letters wrong, missing, added or swapped. */
function isTypo(one: string, other: string): boolean {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1];
    for (const [j, wanted] of [...other].entries()) {
      const swap = (row[j] ?? 0) + (letter === wanted ? 0 : 1);
      next.push(Math.min(swap, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return (row.at(-1) ?? 0) <= 2;
}
