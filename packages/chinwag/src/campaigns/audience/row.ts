import type { AudienceRow, InvalidRow, Person } from '../audience.js';

/** What can be wrong with a row, in the words reports count it by. */
export type RowFault =
  | 'empty row'
  | 'too few fields'
  | 'too many fields'
  | 'broken quotes'
  | 'row too long'
  | 'wrong encoding'
  | 'zero byte'
  | 'not JSON'
  | 'not an object'
  | 'no psid'
  | 'not a psid'
  | 'rounded psid'
  | 'not a time';

const LONGEST_EXAMPLE = 80;

/** A row that is nobody, with so much of it that it can be found. */
export function invalidRow(line: number, invalid: RowFault, value: string): InvalidRow {
  // Examples are shown in terminals, to which control characters are commands.
  const shown = value
    .slice(0, LONGEST_EXAMPLE + 1)
    .replace(/\p{Cc}+/gu, ' ')
    // What cannot be seen may be just what is wrong.
    .replace(/\p{Cf}/gu, (sign) => `<U+${sign.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}>`);
  const isCut = shown.length > LONGEST_EXAMPLE;
  return { line, invalid, value: isCut ? `${shown.slice(0, LONGEST_EXAMPLE)}…` : shown };
}

/**
 * A row that may be a person.
 * @param id What stands where the PSID should be.
 * @param lastUserAction What stands where that time should be; undefined where nobody knows of one.
 * @param written How the row reads, for the report.
 */
export function personRow<Row extends object>(
  line: number,
  id: unknown,
  row: Row,
  lastUserAction: unknown,
  written: () => string,
): AudienceRow<Person & Row> {
  const known = readPsid(id);
  if ('fault' in known) {
    return invalidRow(line, known.fault, known.fault === 'no psid' ? written() : String(id));
  }
  const person = { ...row, psid: known.psid };
  if (isBlank(lastUserAction)) return { line, person };
  const time = readTime(lastUserAction);
  return time === undefined
    ? invalidRow(line, 'not a time', String(lastUserAction))
    : { line, person, lastUserAction: time };
}

const isBlank = (value: unknown) => value === undefined || value === null || String(value).trim() === '';

/** Up to 20 digits, as a 64-bit number has, and none in front that counts for nothing. */
const PSID = /^[1-9]\d{0,19}$/;

/** `2.48E+16`, also with the comma that some countries write. */
const ROUNDED = /^\d+([.,]\d+)?e\+?\d+$/i;

/** The id as it is sent to, or what is wrong with it. */
export function readPsid(value: unknown): { psid: string } | { fault: RowFault } {
  if (typeof value === 'number') return readNumber(value);
  if (value === undefined || value === null) return { fault: 'no psid' };
  if (typeof value !== 'string') return { fault: 'not a psid' };
  const psid = value.trim();
  if (PSID.test(psid)) return { psid };
  if (psid === '') return { fault: 'no psid' };
  return { fault: ROUNDED.test(psid) ? 'rounded psid' : 'not a psid' };
}

/** Ids may be greater than the numbers of JavaScript are exact. */
function readNumber(value: number): { psid: string } | { fault: RowFault } {
  if (Number.isSafeInteger(value) && value > 0) return { psid: String(value) };
  return { fault: Number.isInteger(value) && value > 0 ? 'rounded psid' : 'not a psid' };
}

/** A time as files have it: a date, or seconds or milliseconds since 1970; undefined for what is none. */
function readTime(value: unknown): number | undefined {
  const text = String(value ?? '').trim();
  const time = /^\d{9,}(\.\d+)?$/.test(text) ? inMilliseconds(Number(text)) : Date.parse(text);
  return Number.isFinite(time) ? time : undefined;
}

/** As seconds, what are milliseconds of today would be the year 50,000. */
function inMilliseconds(time: number): number {
  return time < 100_000_000_000 ? time * 1000 : time;
}
