/** The value that this share of them stays below. */
export const percentile = (values, share) =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length * share)];

export const median = (values) => percentile(values, 0.5);

/** Prints rows of a name and its figures. */
export function table(title, rows) {
  const width = Math.max(...rows.map(([name]) => name.length));
  console.log(`\n${title}`);
  for (const [name, ...figures] of rows) console.log(`  ${name.padEnd(width)}  ${figures.join('  ')}`);
}

/** Prints what was promised beside what was measured; answers whether all of it was kept. */
export function verdicts(title, rows) {
  const widthOf = (column) => Math.max(...rows.map((row) => String(row[column]).length));
  const [promised, measured] = [widthOf('promise'), widthOf('measured')];
  table(
    title,
    rows.map(({ name, promise, measured: found, isMet }) => [
      name,
      promise.padEnd(promised),
      String(found).padEnd(measured),
      isMet ? 'met' : 'MISSED',
    ]),
  );
  return rows.every(({ isMet }) => isMet);
}
