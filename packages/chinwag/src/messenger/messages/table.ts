import type { KeyOf } from './exclusive.js';
import { counted, type Field, isObject, oneOf, type RequiredField, shown, wrongType } from './field.js';
import type { Findings } from './findings.js';

/*
 * The tables that messages are written in. One table a shape says which fields there are, what they are called
 * on the wire and how large they may be; checking and wire form both come from it, in one walk.
 */

type Value<T, K> = T extends unknown ? (K extends keyof T ? NonNullable<T[K]> : never) : never;
type OptionalIn<T, K> = T extends unknown
  ? K extends keyof T
    ? Record<never, never> extends Pick<T, K>
      ? true
      : never
    : true
  : never;

/** A table with a row for every key of `T`: a key without a row, or a required key marked optional, does not compile. */
export type Fields<T> = {
  [K in KeyOf<T> & string]: [OptionalIn<T, K>] extends [never]
    ? RequiredField<Value<T, K>>
    : Field<Value<T, K>>;
};

/** More problems than anyone reads; a list with a million holes would have a million. */
const ENOUGH = 1000;

/** What must hold between the fields of one object; asked only when each of them is right by itself. */
export type Rule<T> = (value: T, findings: Findings) => void;

/** An object with a row for each of its keys; unknown keys are refused, for they would silently do nothing. */
export function object<T extends object>(fields: Fields<T>, ...rules: Rule<T>[]): Field<T> {
  const rows = Object.entries<Field<unknown>>(fields).map(([key, field]) => ({
    key,
    wire: snakeCase(key),
    field,
  }));
  const known = new Set(Object.keys(fields));
  return {
    write(value, findings) {
      if (!isObject(value)) return wrongType('object', value, findings);
      const start = findings.length;
      const wire: Record<string, unknown> = {};
      for (const { key, wire: name, field } of rows) {
        const inner = value[key];
        const before = findings.length;
        if (inner !== undefined && inner !== null) {
          const written = field.write(inner, findings);
          if (written !== undefined) wire[name] = written;
        } else if (field.required) findings.error('is missing');
        if (findings.length > before && !field.unnamed) findings.place(before, key);
      }
      for (const key of Object.keys(value)) {
        if (known.has(key)) continue;
        if (findings.length >= ENOUGH) break;
        findings.errorAt(shown(key), unknownKey(key, [...known]));
      }
      if (!findings.has('error', start)) for (const rule of rules) rule(value as T, findings);
      return wire;
    },
  };
}

function unknownKey(key: string, known: string[]): string {
  const plain = (name: string) => name.toLowerCase().replaceAll(/[_-]/g, '');
  const meant = known.find((name) => plain(name) === plain(key));
  return `is no field; ${meant ? `did you mean ${meant}?` : `there are ${known.join(', ')}`}`;
}

const isGiven = (value: unknown, key: string) => (value as Record<string, unknown>)[key] != null;

const given = (value: unknown, keys: string[]) => keys.filter((key) => isGiven(value, key));

function countGiven(value: unknown, keys: string[]): number {
  let count = 0;
  for (const key of keys) if (isGiven(value, key)) count++;
  return count;
}

/** Exactly one of these keys. */
export function exactlyOne<T>(...keys: (KeyOf<T> & string)[]): Rule<T> {
  return (value, findings) => {
    const count = countGiven(value, keys);
    if (count === 0) findings.error(`needs ${keys.join(' or ')}`);
    if (count > 1) findings.error(`has ${given(value, keys).join(' and ')}, which exclude each other`);
  };
}

/** At least one of these keys. */
export function someOf<T>(...keys: (KeyOf<T> & string)[]): Rule<T> {
  return (value, findings) => {
    if (countGiven(value, keys) === 0) findings.error(`needs ${keys.join(' or ')}`);
  };
}

/** Objects that differ by one word, such as buttons by their `type`. `gone` are the words the platform once knew. */
export function variants<T extends object, Key extends keyof T & string>(
  key: Key,
  tables: { [Word in T[Key] & string]: Field<Extract<T, Record<Key, Word>>> },
  gone: Record<string, string> = {},
): Field<T> {
  const byWord = new Map(Object.entries<Field<never>>(tables));
  const word = oneOf([...byWord.keys()], gone);
  return {
    write(value, findings) {
      if (!isObject(value)) return wrongType('object', value, findings);
      const name = value[key];
      const table = byWord.get(name as string);
      if (table) return table.write(value as never, findings);
      const before = findings.length;
      if (name === undefined || name === null) findings.error('is missing');
      else word.write(name as string, findings);
      findings.place(before, key);
      return undefined;
    },
  };
}

/** A list of `one`s: `list(button, 'button', { max: 3 })`. At least one, if nothing else is said. */
export function list<T>(item: Field<T>, one: string, rules: { min?: number; max?: number } = {}): Field<T[]> {
  const { min = 1, max = Number.POSITIVE_INFINITY } = rules;
  return {
    write(value, findings) {
      if (!Array.isArray(value)) return wrongType('array', value, findings);
      const size = value.length;
      const limit = size > max ? max : size < min ? min : undefined;
      if (limit !== undefined) {
        const bound = size > max ? 'at most' : 'at least';
        findings.error(`${counted(size, one)}, ${bound} ${limit}`, { size, limit, named: true });
      }
      const wire: unknown[] = [];
      for (let index = 0; index < size && index < max && findings.length < ENOUGH; index++) {
        const before = findings.length;
        const element = value[index];
        if (element === undefined || element === null) findings.error('is missing');
        else wire.push(item.write(element, findings));
        if (findings.length > before) findings.place(before, `[${index}]`);
      }
      return wire;
    },
  };
}

/** `imageUrl` → `image_url`, `street1` → `street_1`. */
export function snakeCase(key: string): string {
  return key.replace(/[A-Z]|\d+/g, (hump) => `_${hump.toLowerCase()}`);
}
