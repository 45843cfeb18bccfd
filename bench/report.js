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
