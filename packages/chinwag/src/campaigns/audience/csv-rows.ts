import type Papa from 'papaparse';
import type { RowFault } from './row.js';

/** A row as the parser found it. */
export interface CsvRow {
  /** Where it begins; the first line is 1. */
  line: number;
  fields: string[];
  /** Why it cannot be used; then `text` is how its first line reads. */
  fault?: RowFault;
  text?: string;
}

/** Longer than any row of people; a quote that is not closed by then never will be. */
const LONGEST_ROW = 64 * 1024;

export interface CsvDialect {
  delimiter: string;
  /** LF also where lines end in CR LF, or in both ways: the CR comes off with the field. CR alone in very old files. */
  newline: '\n' | '\r';
}

/** The parser, for as long as a file is read. */
export type Parser = typeof Papa;

interface Found {
  fields: string[];
  end: number;
  isBroken: boolean;
}

/**
 * Cuts a text that comes piece by piece into rows. The parser would read on from a quote that is never closed to the
 * end of the file; so a row that is broken ends with its line, and what follows is read as if it began there.
 */
export class CsvRows {
  #papa: Parser;
  #delimiter: string;
  #newline: CsvDialect['newline'];
  #rest = '';
  #line: number;
  #skipsLine = false;

  constructor(papa: Parser, { delimiter, newline }: CsvDialect, line: number) {
    this.#papa = papa;
    this.#delimiter = delimiter;
    this.#newline = newline;
    this.#line = line;
  }

  /** The rows that are complete by now; all that is left with the last piece. */
  *take(piece: string, isLast: boolean): Generator<CsvRow> {
    this.#rest += piece;
    if (this.#skipsLine && !this.#skipLine()) return;
    while (this.#rest !== '') {
      const before = this.#rest.length;
      yield* this.#takeRows(isLast);
      if (this.#rest.length < before) continue;
      if (isLast || this.#rest.length > LONGEST_ROW) yield this.#takeBrokenLine();
      else return;
    }
  }

  /** Whole rows up to the first broken one, or to the one that may go on in the next piece. */
  *#takeRows(isLast: boolean): Generator<CsvRow> {
    const text = this.#rest;
    let begin = 0;
    for (const { fields, end, isBroken } of this.#parse(text)) {
      // After the last line the parser finds an empty one.
      if (begin === text.length) break;
      const isOpen = end === text.length && !isLast;
      if (isOpen || (isBroken && end === text.length)) break;
      if (isBroken) {
        this.#rest = text.slice(begin);
        yield this.#takeBrokenLine();
        return;
      }
      yield { line: this.#line, fields: withoutReturn(fields) };
      this.#line += this.#linesBetween(text, begin, end);
      begin = end;
    }
    this.#rest = text.slice(begin);
  }

  #parse(text: string): Found[] {
    const found: Found[] = [];
    this.#papa.parse<string[]>(text, {
      delimiter: this.#delimiter,
      newline: this.#newline,
      step: ({ data, errors, meta }, parser) => {
        found.push({ fields: data, end: meta.cursor, isBroken: errors.length > 0 });
        if (errors.length > 0) parser.abort();
      },
    });
    return found;
  }

  #takeBrokenLine(): CsvRow {
    const end = this.#rest.indexOf(this.#newline);
    const line = this.#line;
    const text = end === -1 ? this.#rest : this.#rest.slice(0, end);
    if (end === -1) {
      this.#rest = '';
      this.#skipsLine = true;
    } else {
      this.#rest = this.#rest.slice(end + 1);
      this.#line++;
    }
    return { line, fields: [], fault: text.length > LONGEST_ROW ? 'row too long' : 'broken quotes', text };
  }

  /** Whether the end of the line that is too long has come. */
  #skipLine(): boolean {
    const end = this.#rest.indexOf(this.#newline);
    this.#rest = end === -1 ? '' : this.#rest.slice(end + 1);
    if (end === -1) return false;
    this.#line++;
    this.#skipsLine = false;
    return true;
  }

  #linesBetween(text: string, begin: number, end: number): number {
    let lines = 0;
    let at = text.indexOf(this.#newline, begin);
    while (at !== -1 && at < end) {
      lines++;
      at = text.indexOf(this.#newline, at + 1);
    }
    return lines;
  }
}

function withoutReturn(fields: string[]): string[] {
  const last = fields.at(-1);
  return last?.endsWith('\r') ? [...fields.slice(0, -1), last.slice(0, -1)] : fields;
}
