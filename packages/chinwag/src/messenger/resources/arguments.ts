import { type Field, number, string } from '../messages/field.js';
import { Findings } from '../messages/findings.js';
import { type Fields, list } from '../messages/table.js';
import { ArgumentError } from './error.js';

/**
 * Checks what a call was given and makes its wire form.
 * @throws {ArgumentError} with every problem at once.
 */
function check<T>(call: string, field: Field<T>, value: T, name?: string): unknown {
  const findings = new Findings();
  const wire = field.write(value, findings);
  if (name !== undefined) findings.place(0, name);
  const problems = findings.problems('error', call);
  if (problems.length > 0) throw new ArgumentError(call, problems);
  return wire;
}

/** What becomes the body or the query, checked and in its wire form. */
export function parameters<T extends object>(
  call: string,
  table: Field<T>,
  value: T,
): Record<string, unknown> {
  return check(call, table, value) as Record<string, unknown>;
}

/** A segment of a path. An id that could lead elsewhere (`../me`, `1?fields=…`, an empty one) is refused. */
export function node(call: string, name: string, value: string): string {
  return String(check(call, id(), value, name));
}

/** Every id of the platform is made of these, which need no encoding in a path; none is made of dots alone. */
const ID = /^(?!\.+$)[\w.:$=~+@-]+$/;

/** An id. A number is taken from untyped code as long as it is exact. */
export function id(): Field<string> {
  const text = string();
  return {
    write(value: unknown, findings) {
      if (Number.isSafeInteger(value)) return String(value);
      if (typeof value === 'string' && value !== '' && !ID.test(value)) {
        findings.error('is no id: it holds a character that no id has');
      }
      return text.write(value as string, findings);
    },
  };
}

/** A list of `one`s that travels as `a,b`. */
export function names<T extends string = string>(one: string): Field<T[]> {
  const each = list(string<T>(), one);
  return {
    write(value, findings) {
      const wire = each.write(value, findings);
      return Array.isArray(wire) ? wire.join() : undefined;
    },
  };
}

/** Which fields of each item to read, and which items. */
export interface ListOptions {
  /** The platform's names: `['id', 'name']`. */
  fields?: string[];
  /** Items a page; the platform's default is 25. */
  limit?: number;
  /** `paging.cursors.after` of the page before this one. */
  after?: string;
  /** `paging.cursors.before` of the page after this one. */
  before?: string;
}

/** The rows of {@link ListOptions}. */
export const listRows: Fields<ListOptions> = {
  fields: names('field'),
  limit: number({ min: 1, whole: true }),
  after: string(),
  before: string(),
};
