/**
 * How parts of a webhook are read. A reader answers undefined for what is not of its type: the platform sends
 * ids now as text and now as numbers, leaves fields out and adds new ones, so nothing is taken for granted.
 */
export type Reader<T> = (wire: unknown) => T | undefined;

/** A JSON object, not an array. */
export function isObject(wire: unknown): wire is Record<string, unknown> {
  return typeof wire === 'object' && wire !== null && !Array.isArray(wire);
}

/** A text that may be empty. */
export function text(wire: unknown): string | undefined {
  return typeof wire === 'string' ? wire : undefined;
}

/** One of the words the platform documents, or one it has added since. */
export function word<Known extends string>(): Reader<Known | (string & Record<never, never>)> {
  return text;
}

export function flag(wire: unknown): boolean | undefined {
  return typeof wire === 'boolean' ? wire : undefined;
}

/** A number, or one that was sent as text. */
export function number(wire: unknown): number | undefined {
  const value = typeof wire === 'string' && wire !== '' ? Number(wire) : wire;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/**
 * An id, always as text. A number past 2^53 has lost digits before anyone could look at it, and a wrong id is
 * worse than none.
 */
export function id(wire: unknown): string | undefined {
  if (typeof wire === 'string') return wire === '' ? undefined : wire;
  return Number.isSafeInteger(wire) ? String(wire) : undefined;
}

/** People's own data, or a shape that is the sender's business: left as it came. */
export function untouched(wire: unknown): unknown {
  return wire;
}

/** What can be read of an array. */
export function list<T>(item: Reader<T>): Reader<T[]> {
  return (wire) => (Array.isArray(wire) ? wire.map(item).filter((value) => value !== undefined) : undefined);
}

/** An object whose keys are data. Safe for `__proto__`, which becomes a key like any other. */
export function record<T>(item: Reader<T>): Reader<Record<string, T>> {
  return (wire) => {
    if (!isObject(wire)) return undefined;
    const entries = Object.entries(wire).map(([key, value]) => [key, item(value)] as const);
    return Object.fromEntries(entries.filter((entry): entry is [string, T] => entry[1] !== undefined));
  };
}

interface Row<Wire, T> {
  name: keyof Wire & string;
  read: Reader<T>;
}

interface CertainRow<Wire, T> extends Row<Wire, T> {
  /** Without it the object is not what it seems. */
  needed: boolean;
  /** Stands in when it is left out. */
  otherwise?: T;
}

/** A row for every key of `Value`; a key that is always there must be needed or have a default. */
type Rows<Wire, Value> = {
  [K in keyof Value]-?: Record<never, never> extends Pick<Value, K>
    ? Row<Wire, Exclude<Value[K], undefined>>
    : CertainRow<Wire, Value[K]>;
};

export function from<Wire, T>(name: keyof Wire & string, read: Reader<T>): Row<Wire, T> {
  return { name, read };
}

export function needed<Wire, T>(name: keyof Wire & string, read: Reader<T>): CertainRow<Wire, T> {
  return { name, read, needed: true };
}

export function fallingBack<Wire, T, Default>(
  name: keyof Wire & string,
  read: Reader<T>,
  otherwise: Default,
): CertainRow<Wire, T | Default> {
  return { name, read, needed: false, otherwise };
}

/** An object of the platform: what it takes to be one, and how it is read. */
export interface Shape<Value> {
  /** Cheap: looks only at what is needed. */
  accepts(wire: unknown): boolean;
  read: Reader<Value>;
}

/** A shape from a table that maps each wire name by hand, so that nobody's own keys are ever renamed. */
export function shape<Wire, Value extends object>(rows: Rows<Wire, Value>): Shape<Value> {
  const table = (Object.entries(rows) as [string, CertainRow<Wire, unknown>][]).map(([key, row]) => ({
    ...row,
    key,
  }));
  const essential = table.filter((row) => row.needed);
  return {
    accepts: (wire) => isObject(wire) && essential.every((row) => row.read(wire[row.name]) !== undefined),
    read(wire) {
      if (!isObject(wire)) return undefined;
      const value: Record<string, unknown> = {};
      for (const { key, name, read, needed, otherwise } of table) {
        const found = wire[name];
        const inner = (found === undefined ? undefined : read(found)) ?? otherwise;
        if (inner !== undefined) value[key] = inner;
        else if (needed) return undefined;
      }
      return value as Value;
    },
  };
}
