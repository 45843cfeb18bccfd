import { snakeCase } from '../messages/table.js';

/**
 * The other direction of the tables: what the platform answers becomes what the caller gets, field by field.
 * Reading never fails: by then the platform has done what it was asked.
 */

/** Reads one value of an answer. `undefined` leaves the field out. */
export type Reader<T> = (value: unknown) => T;

type Rows<T> = { [K in keyof T]-?: Reader<NonNullable<T[K]> | undefined> };

type Answer = Record<string, unknown>;

const isAnswer = (value: unknown): value is Answer =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Takes the value as it comes. */
export const plain =
  <T>(): Reader<T> =>
  (value) =>
    value as T;

export const text = plain<string>();
export const count = plain<number>();

/** Ids are strings, whatever they came as. */
export const id: Reader<string | undefined> = (value) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

/** Some endpoints print their booleans as text. */
export const flag: Reader<boolean> = (value) => value === true || value === 'true';

/** An object by its rows; a row's wire name is its key in snake_case, or in `names`. What has no row is left out. */
export function record<T extends object>(
  rows: Rows<T>,
  names: Partial<Record<keyof T, string>> = {},
): Reader<T> {
  const table = (Object.keys(rows) as (keyof T & string)[]).map((key) => ({
    key,
    wire: names[key] ?? snakeCase(key),
    read: rows[key] as Reader<unknown>,
  }));
  return (value) => {
    const result: Answer = {};
    if (!isAnswer(value)) return result as T;
    for (const { key, wire, read } of table) {
      const inner = value[wire];
      const known = inner === undefined || inner === null ? undefined : read(inner);
      if (known !== undefined) result[key] = known;
    }
    return result as T;
  };
}

/** What was asked for by name beyond the rows: the name in camelCase, the value as it came. */
export type OtherFields = Record<string, unknown>;

/** {@link record} for what has more fields than anyone can list; those come along under {@link OtherFields}. */
export function openRecord<T extends object>(rows: Rows<T>): Reader<T & OtherFields> {
  const known = record(rows);
  const wires = new Set(Object.keys(rows).map(snakeCase));
  return (value) => {
    const others = Object.entries(isAnswer(value) ? value : {}).filter(([wire]) => !wires.has(wire));
    return {
      ...Object.fromEntries(others.map(([wire, other]) => [camelCase(wire), other])),
      ...known(value),
    };
  };
}

const camelCase = (wire: string) => wire.replace(/_+([a-z0-9])/g, (_, next: string) => next.toUpperCase());

/** An array, each item read. */
export const array =
  <T>(item: Reader<T>): Reader<T[]> =>
  (value) =>
    Array.isArray(value) ? value.filter((one) => one != null).map(item) : [];

/** The array that comes wrapped: `{ data: […] }`. */
export const data =
  <T>(item: Reader<T>): Reader<T[]> =>
  (value) =>
    array(item)(isAnswer(value) ? value.data : undefined);

/** The one item of `{ data: […] }`, or `null`. */
export const only =
  <T>(item: Reader<T>): Reader<T | null> =>
  (value) =>
    data(item)(value)[0] ?? null;

/** Where a list goes on. */
export interface Paging {
  cursors?: { before?: string; after?: string };
  /** Absent on the last page. The platform writes the access token into it; here it is taken out. */
  next?: string;
  /** Absent on the first page. Without the access token, like `next`. */
  previous?: string;
}

/** One page of a list. */
export interface Paged<T> {
  data: T[];
  paging: Paging;
}

const address: Reader<string | undefined> = (value) => {
  if (typeof value !== 'string' || !URL.canParse(value)) return undefined;
  const url = new URL(value);
  for (const secret of ['access_token', 'appsecret_proof']) url.searchParams.delete(secret);
  return url.href;
};

const paging = record<Paging>({
  cursors: record({ before: text, after: text }),
  next: address,
  previous: address,
});

export const paged =
  <T>(item: Reader<T>): Reader<Paged<T>> =>
  (value) => ({ data: data(item)(value), paging: paging(isAnswer(value) ? value.paging : undefined) });

/** `{ success: true }`. */
export interface Success {
  success: boolean;
}

export const success = record<Success>({ success: flag });

/** `{ id }` of what was created. */
export const created = record<{ id: string }>({ id });
