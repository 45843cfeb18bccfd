import type { Audience, AudienceRow, Person } from '../audience.js';
import { CsvHeader, findDialect } from './csv-header.js';
import { type CsvRow, CsvRows, type Parser } from './csv-rows.js';
import { AudienceError } from './error.js';
import { invalidRow, personRow } from './row.js';
import { type Source, SourceFile } from './source.js';
import { checkEncoding, readText, UNREADABLE } from './text.js';

export interface CsvOptions<Column extends string = string> {
  /** The column that holds the PSID, whatever its case. Default `psid`. */
  psidColumn?: string;
  /**
   * The column that tells when the person last did something: a date, or seconds or milliseconds since 1970. Who is
   * outside the 24-hour window is then known before the start.
   */
  lastUserActionColumn?: string;
  /** What the columns are called, for a file without a header. One column of ids needs neither. */
  columns?: readonly Column[];
  /** What parts the fields. Default: told from the first rows (`,` `;` tab or `|`). */
  delimiter?: string;
  /** Any that `TextDecoder` knows, such as `windows-1252`. A byte order mark decides before it. Default `utf-8`. */
  encoding?: string;
}

/** Who a CSV file names: the texts of their row, by column. */
export type CsvPerson<Column extends string = string> = Person & Record<Column, string>;

/**
 * The people of a CSV file of any size: it is read row by row, and never held as a whole. Rows that cannot be used are
 * counted in the report, with their line; nothing but a file that is unusable as a whole is an error.
 *
 * ```ts
 * campaign({ name: 'black-friday', audience: csv('people.csv'), message: ({ name }) => text(`Hi ${name}!`) });
 * ```
 *
 * @param source A path, a stream, or a function that opens one. A stream can be read only once.
 * @throws {AudienceError} for an encoding or delimiter there is none of. What is wrong with the file as a whole is
 * thrown when it is read: it cannot be opened, it is no text, it has no column of PSIDs.
 */
export function csv<Column extends string = string>(
  source: Source,
  options: CsvOptions<Column> = {},
): Audience<CsvPerson<Column>> {
  checkOptions(options);
  const file = new SourceFile(source);
  return { name: file.name, rows: () => readCsv(file, options) };
}

/** JavaScript lets anything in. @throws {AudienceError} */
function checkOptions(options: CsvOptions): void {
  if (typeof options !== 'object' || options === null) {
    throw new AudienceError('the options of csv are no object', {
      hint: "Write csv(path, { psidColumn: 'id' }).",
    });
  }
  const { encoding, delimiter, columns } = options;
  if (encoding !== undefined) checkEncoding(encoding);
  if (delimiter !== undefined && !(typeof delimiter === 'string' && /^[^\r\n"\uFEFF]$/.test(delimiter))) {
    throw new AudienceError(`what parts the fields is one character, not ${JSON.stringify(delimiter)}`, {
      hint: "For instance ',' or ';' or '\\t'; without it, it is told from the first rows.",
    });
  }
  const isNames = Array.isArray(columns) && columns.every((name) => typeof name === 'string');
  if (columns !== undefined && !isNames) {
    throw new AudienceError('columns are no array of names', { hint: "Write columns: ['psid', 'name']." });
  }
}

/** Enough to tell the delimiter by. */
const BEGINNING = 16 * 1024;
/** In a text it is left over from something that went wrong, and what it cuts off is not shown. */
const ZERO = '\0';

async function* readCsv<Column extends string>(
  file: SourceFile,
  options: CsvOptions<Column>,
): AsyncGenerator<AudienceRow<CsvPerson<Column>>> {
  const { default: papa } = await import('papaparse');
  let people: People<Column> | undefined;
  let begun = '';
  for await (const piece of readText(file, options.encoding)) {
    if (people) {
      yield* people.take(piece);
      continue;
    }
    begun += piece;
    if (begun.length < BEGINNING) continue;
    people = new People(papa, file.name, options, begun);
    yield* people.takeBeginning();
  }
  if (!people) {
    people = new People(papa, file.name, options, begun);
    yield* people.takeBeginning();
  }
  yield* people.takeEnd();
}

/** What the rows of a file mean. */
class People<Column extends string> {
  #file: string;
  #options: CsvOptions<Column>;
  #rows: CsvRows;
  #header: CsvHeader | undefined;
  #delimiter: string;
  #beginning: string;
  #mayBeGarbled = false;
  #mayHaveZeroes = false;
  #hasRows = false;

  constructor(papa: Parser, file: string, options: CsvOptions<Column>, beginning: string) {
    const dialect = findDialect(papa, beginning, options.delimiter);
    this.#file = file;
    this.#options = options;
    this.#delimiter = dialect.delimiter;
    this.#beginning = beginning.slice(dialect.begin);
    this.#rows = new CsvRows(papa, dialect, dialect.begin === 0 ? 1 : 2);
  }

  *takeBeginning(): Generator<AudienceRow<CsvPerson<Column>>> {
    yield* this.take(this.#beginning);
    this.#beginning = '';
  }

  *take(piece: string, isLast = false): Generator<AudienceRow<CsvPerson<Column>>> {
    this.#mayBeGarbled ||= piece.includes(UNREADABLE);
    this.#mayHaveZeroes ||= piece.includes(ZERO);
    for (const row of this.#rows.take(piece, isLast)) {
      const header = this.#header ?? this.#begin(row);
      if (!header) continue;
      this.#hasRows = true;
      yield this.#read(row, header);
    }
  }

  *takeEnd(): Generator<AudienceRow<CsvPerson<Column>>> {
    yield* this.take('', true);
    if (this.#hasRows) return;
    if (this.#header) {
      throw new AudienceError(`${this.#file} has no rows`, { hint: 'It has a header, and nobody below it.' });
    }
    throw new AudienceError(`${this.#file} is empty`, {
      hint: 'It needs a header, and a row for each person.',
    });
  }

  /** The header, when the row is already somebody; nothing when it was the header itself, or blank. */
  #begin(row: CsvRow): CsvHeader | undefined {
    if (isBlank(row.fields) && row.fault === undefined) return undefined;
    this.#header = new CsvHeader(this.#file, row.fields, this.#options);
    return this.#header.wasRow ? undefined : this.#header;
  }

  #read({ line, fields, fault, text }: CsvRow, header: CsvHeader): AudienceRow<CsvPerson<Column>> {
    if (fault) return invalidRow(line, fault, text ?? '');
    const written = () => fields.join(this.#delimiter);
    if (isBlank(fields)) return invalidRow(line, 'empty row', written());
    if (fields.length < header.width) return invalidRow(line, 'too few fields', written());
    // Spreadsheets make every row as wide as the widest.
    if (fields.length > header.width && !isBlank(fields.slice(header.width))) {
      return invalidRow(line, 'too many fields', written());
    }
    if (this.#mayBeGarbled && fields.some((field) => field.includes(UNREADABLE))) {
      return invalidRow(line, 'wrong encoding', written());
    }
    if (this.#mayHaveZeroes && fields.some((field) => field.includes(ZERO))) {
      return invalidRow(line, 'zero byte', written());
    }
    const row: Record<string, string | undefined> = {};
    for (const { name, at } of header.columns) row[name] = fields[at];
    const [id, lastUserAction] = [fields[header.psidAt], fields[header.lastUserActionAt]];
    return personRow(line, id, row as Record<Column, string>, lastUserAction, written);
  }
}

function isBlank(fields: readonly string[]): boolean {
  return fields.every((field) => field.trim() === '');
}
