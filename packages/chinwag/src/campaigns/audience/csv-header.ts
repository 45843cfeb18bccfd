import type { CsvDialect, Parser } from './csv-rows.js';
import { AudienceError } from './error.js';
import { readPsid } from './row.js';

/** What Excel writes in front where the delimiter is not the country's own. */
const EXCEL_DELIMITER = /^sep=(.)\r?\n/;

/** How a file is written, told from its beginning, and where its rows begin. */
export function findDialect(
  papa: Parser,
  beginning: string,
  delimiter: string | undefined,
): CsvDialect & { begin: number } {
  const newline = beginning.includes('\n') || !beginning.includes('\r') ? '\n' : '\r';
  const [line = '', excel] = EXCEL_DELIMITER.exec(beginning) ?? [];
  const guess = () => papa.parse(beginning, { newline, preview: 10, skipEmptyLines: true }).meta.delimiter;
  return { delimiter: delimiter ?? excel ?? guess(), newline, begin: line.length };
}

/** What the columns are called, and where among them is what. */
export class CsvHeader {
  /** Columns that are kept: those with a name, except one that JavaScript takes for something else. */
  readonly columns: readonly { name: string; at: number }[];
  /** How many fields a row has. */
  readonly width: number;
  readonly psidAt: number;
  /** -1 where nobody asked for it. */
  readonly lastUserActionAt: number;
  /** Whether the first row was a header, and not already somebody. */
  readonly wasRow: boolean;

  /** @throws {AudienceError} when a column is missing, or is there twice. */
  constructor(
    file: string,
    first: readonly string[],
    {
      columns,
      psidColumn = 'psid',
      lastUserActionColumn,
    }: { columns?: readonly string[]; psidColumn?: string; lastUserActionColumn?: string },
  ) {
    const isJustIds = columns === undefined && first.length === 1 && 'psid' in readPsid(first[0]);
    const names = columns ?? (isJustIds ? [psidColumn] : first.map((name) => name.trim()));
    const find = (wanted: string) => findColumn(file, names, wanted);
    this.wasRow = columns === undefined && !isJustIds;
    this.width = names.length;
    this.psidAt = find(psidColumn);
    this.lastUserActionAt = lastUserActionColumn === undefined ? -1 : find(lastUserActionColumn);
    this.columns = names
      .map((name, at) => ({ name, at }))
      // Everybody has a `psid`: no `PSID` beside it.
      .filter(
        ({ name, at }) =>
          name !== '' && name !== '__proto__' && !(at === this.psidAt && /^psid$/i.test(name)),
      );
    const twice = names.find((name, index) => name !== '' && names.indexOf(name) !== index);
    if (twice === undefined) return;
    throw new AudienceError(`${file} has two columns ${JSON.stringify(twice)}`, {
      hint: 'Rename one of them.',
    });
  }
}

function findColumn(file: string, names: readonly string[], wanted: string): number {
  const exact = names.indexOf(wanted);
  if (exact !== -1) return exact;
  const alike = names.findIndex((name) => name.toLowerCase() === wanted.toLowerCase());
  if (alike !== -1) return alike;
  const found = names.slice(0, 20).map((name) => JSON.stringify(name.slice(0, 40)));
  throw new AudienceError(
    `${file} has no column ${JSON.stringify(wanted)}: its first line has ${found.join(', ')}`,
    {
      hint: 'Say which column holds the PSID (psidColumn), what the columns are called where the file has no header (columns), or what parts the fields (delimiter).',
    },
  );
}
