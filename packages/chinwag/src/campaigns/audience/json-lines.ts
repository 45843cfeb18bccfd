import type { Audience, AudienceRow, Person } from '../audience.js';
import { AudienceError } from './error.js';
import { type Line, Lines } from './lines.js';
import { invalidRow, personRow } from './row.js';
import { type Source, SourceFile } from './source.js';
import { checkEncoding, readText, UNREADABLE } from './text.js';

export interface JsonLinesOptions {
  /** The property that holds the PSID: a text, as numbers of that size are not exact. Default `psid`. */
  psidProperty?: string;
  /**
   * The property that tells when the person last did something: a date, or seconds or milliseconds since 1970. Who is
   * outside the 24-hour window is then known before the start.
   */
  lastUserActionProperty?: string;
  /** Any that `TextDecoder` knows. A byte order mark decides before it. Default `utf-8`. */
  encoding?: string;
}

/**
 * The people of a file with one JSON object a line (JSON Lines, NDJSON), of any size. Lines that cannot be used are
 * counted in the report; what the properties of the objects are is for the caller to know.
 *
 * @param source A path, a stream, or a function that opens one. A stream can be read only once.
 * @throws {AudienceError} for an encoding there is none of; and, when the file is read, for one that cannot be opened
 * or is no text.
 */
export function jsonLines<Row extends object = Record<string, unknown>>(
  source: Source,
  options: JsonLinesOptions = {},
): Audience<Person & Row> {
  if (options.encoding !== undefined) checkEncoding(options.encoding);
  const file = new SourceFile(source);
  return {
    name: file.name,
    async *rows() {
      const lines = new Lines();
      let isEmpty = true;
      const rowsIn = function* (piece: string, isLast?: boolean) {
        for (const line of lines.take(piece, isLast)) {
          for (const row of read<Row>(file.name, line, options)) {
            isEmpty = false;
            yield row;
          }
        }
      };
      for await (const piece of readText(file, options.encoding)) yield* rowsIn(piece);
      yield* rowsIn('', true);
      if (isEmpty) throw new AudienceError(`${file.name} is empty`, { hint: 'It needs an object a line.' });
    },
  };
}

function* read<Row extends object>(
  file: string,
  { number, text, isTooLong }: Line,
  { psidProperty = 'psid', lastUserActionProperty = '' }: JsonLinesOptions,
): Generator<AudienceRow<Person & Row>> {
  const trimmed = text.trim();
  if (number === 1 && trimmed.startsWith('[')) {
    throw new AudienceError(`${file} is one JSON array, not JSON Lines`, {
      hint: 'Write one object a line, or read the file yourself and pass the array as the audience.',
    });
  }
  if (trimmed === '') return;
  if (isTooLong) yield invalidRow(number, 'row too long', text);
  else if (text.includes(UNREADABLE)) yield invalidRow(number, 'wrong encoding', text);
  else if (text.includes('\0')) yield invalidRow(number, 'zero byte', text);
  else {
    const row = parse(trimmed);
    if (row === undefined) yield invalidRow(number, 'not JSON', text);
    else if (!isRecord(row)) yield invalidRow(number, 'not an object', text);
    else
      yield personRow<Row>(number, row[psidProperty], row as Row, row[lastUserActionProperty], () => trimmed);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
