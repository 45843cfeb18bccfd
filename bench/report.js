export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Prints rows of a name and its figures. */
export function table(title, rows) {
  const width = Math.max(...rows.map(([name]) => name.length));
  console.log(`\n${title}`);
  for (const [name, ...figures] of rows) console.log(`  ${name.padEnd(width)}  ${figures.join('  ')}`);
}
