import type { Findings } from './findings.js';

/** Checks a value and gives its wire form; `undefined` keeps it off the wire. Finds, never throws. */
export interface Field<T> {
  readonly required?: true;
  /** A mere envelope that the builder's arguments do not have: its name stays out of problems. */
  readonly unnamed?: true;
  write(value: T, findings: Findings): unknown;
}

/** A field that must be there. */
export interface RequiredField<T> extends Field<T> {
  readonly required: true;
}

export function required<T>(field: Field<T>): RequiredField<T> {
  return { ...field, required: true };
}

export function unnamed<F extends Field<never>>(field: F): F {
  return { ...field, unnamed: true };
}

interface StringRules {
  /** Refused when longer, in UTF-16 code units: the platform does not say which unit it counts in. */
  max?: number;
  /** Default 1. */
  min?: number;
  /** The platform is suspected to cut what is longer: a warning. */
  suspected?: number;
  /** What to do when it is too long. */
  hint?: string;
  /** What else must hold: answers what is wrong, or nothing. */
  rule?: (value: string) => string | undefined;
}

/** What machines read: ids, payloads, codes. Passes unchanged. */
export function string<T extends string = string>(rules: StringRules = {}): Field<T> {
  const { max, min = 1, suspected, hint, rule } = rules;
  return {
    write(value: string, findings) {
      if (typeof value !== 'string') return wrongType('string', value, findings);
      const size = value.length;
      if (size === 0 && min > 0) {
        findings.error('is empty');
      } else if (size < min) {
        findings.error(`${counted(size, 'character')}, at least ${min}`, { size, limit: min });
      } else if (max !== undefined && size > max) {
        const limit = max.toLocaleString('en');
        findings.error(`${counted(size, 'character')}, at most ${limit}`, { size, limit: max, hint });
      } else {
        if (suspected !== undefined && size > suspected) {
          const details = { size, limit: suspected };
          findings.warn(`${counted(size, 'character')}; Messenger may cut it after ${suspected}`, details);
        }
        const wrong = rule?.(value);
        if (wrong) findings.error(wrong);
      }
      return value;
    },
  };
}

/** What people read. Not blank, for the platform refuses that; lone surrogates and NUL pass, JSON can carry them. */
export function words(rules: StringRules = {}): Field<string> {
  const { rule } = rules;
  return string({ ...rules, rule: (value) => (value.trim() === '' ? 'is blank' : rule?.(value)) });
}

/** An id of the platform. A number is refused: beyond 2^53 it has already lost digits. */
export function id(): Field<string> {
  const text = string();
  return {
    write(value, findings) {
      if (typeof value !== 'number') return text.write(value, findings);
      findings.error('is a number; write ids as strings, for a number may lose digits');
      return undefined;
    },
  };
}

/** An absolute http(s) address. The value stays out of the problem: it may carry secrets. */
export function url(
  rules: { https?: boolean; hint?: string; rule?: (parsed: URL) => string | undefined } = {},
) {
  const { https = false, hint, rule } = rules;
  return {
    write(value: string, findings: Findings) {
      if (typeof value !== 'string') return wrongType('string', value, findings);
      const parsed = URL.canParse(value) ? new URL(value) : undefined;
      const web = parsed?.protocol === 'https:' || parsed?.protocol === 'http:';
      if (!parsed || !web) findings.error('is no http(s) address', { hint });
      else if (/\s/.test(value)) findings.error('has white space in it', { hint: 'write %20 for a space' });
      else if (parsed.username || parsed.password) findings.error('carries a user name or password');
      else if (https && parsed.protocol === 'http:') findings.error('is no https address');
      else {
        const wrong = rule?.(parsed);
        if (wrong) findings.error(wrong);
      }
      return value;
    },
  } satisfies Field<string>;
}

export function number(rules: { min?: number; max?: number; whole?: boolean } = {}): Field<number> {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, whole = false } = rules;
  return {
    write(value, findings) {
      if (typeof value !== 'number' || Number.isNaN(value)) return wrongType('number', value, findings);
      if (!Number.isFinite(value)) findings.error('is infinite');
      else if (whole && !Number.isInteger(value)) findings.error('is no whole number');
      else if (value > max) findings.error(`${value}, at most ${max}`, { size: value, limit: max });
      else if (value < min) findings.error(`${value}, at least ${min}`, { size: value, limit: min });
      return value;
    },
  };
}

export function boolean(): Field<boolean> {
  return {
    write: (value, findings) => (typeof value === 'boolean' ? value : wrongType('boolean', value, findings)),
  };
}

/** One of a few words. `gone` are those the platform once knew, with what became of them. */
export function oneOf<const T extends string>(
  known: readonly T[],
  gone: Record<string, string> = {},
): Field<T> {
  return {
    write(value, findings) {
      if (known.includes(value)) return value;
      if (typeof value !== 'string') return wrongType('string', value, findings);
      if (Object.hasOwn(gone, value)) findings.error(`"${value}" ${gone[value]}`);
      else findings.error(`"${shown(value)}" is none of ${known.map((word) => `"${word}"`).join(', ')}`);
      return undefined;
    },
  };
}

/** Not written to the wire: what others take from the value. */
export function elsewhere<T>(check?: Field<T>): Field<T> {
  return {
    write(value, findings) {
      check?.write(value, findings);
      return undefined;
    },
  };
}

/** `1 button`, `2 buttons`, `3 quick replies`, `2,001 characters`. */
export function counted(size: number, one: string): string {
  const many = one.endsWith('y') ? `${one.slice(0, -1)}ies` : `${one}s`;
  return `${size.toLocaleString('en')} ${size === 1 ? one : many}`;
}

/** Bytes are none: each of them would be a key. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

/** Tells the type and not the value, which may be somebody's text. */
export function wrongType(expected: string, value: unknown, findings: Findings): undefined {
  findings.error(`is no ${expected} but ${typeOf(value)}`);
}

function typeOf(value: unknown): string {
  if (value === null || value === undefined || Number.isNaN(value)) return String(value);
  if (ArrayBuffer.isView(value)) return 'bytes';
  const type = Array.isArray(value) ? 'array' : typeof value;
  return `${type === 'array' || type === 'object' ? 'an' : 'a'} ${type}`;
}

/** A name as it is; anything else, which may be somebody's text, as an ellipsis. */
export function shown(name: string): string {
  return /^[\w.:$-]{1,40}$/.test(name) ? name : '…';
}
