import { badParameter, refuse } from './error.js';
import { parseLooseJson } from './loose-json.js';

/**
 * One parameter of a request together with its name as the platform's errors spell it
 * (`message[attachment][payload]`), so that checking and complaining are one call.
 */
export class Param {
  readonly value: unknown;
  readonly name: string;
  readonly #advice: string[];

  /** @param advice Collects what the platform accepts and yet does not show as it was meant. */
  constructor(value: unknown, name: string, advice: string[] = []) {
    this.value = value;
    this.name = name;
    this.#advice = advice;
  }

  get given(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  /** A field of this object; of a missing object, a missing field. */
  field(key: string): Param {
    const inner = isRecord(this.value) && Object.hasOwn(this.value, key) ? this.value[key] : undefined;
    return new Param(inner, `${this.name}[${key}]`, this.#advice);
  }

  /** The same value under the name that the platform's template errors use. */
  named(name: string): Param {
    return new Param(this.value, name, this.#advice);
  }

  required(): this {
    if (!this.given) throw badParameter(`The parameter ${this.name} is required`);
    return this;
  }

  /** An object; one that came as text in a form or a query is read. */
  object(): Param {
    this.required();
    const value = typeof this.value === 'string' ? this.#read(this.value) : this.value;
    if (!isRecord(value)) throw badParameter(`Param ${this.name} must be a JSON object.`);
    return value === this.value ? this : new Param(value, this.name, this.#advice);
  }

  /** The items of an array; too many and too few have codes of their own. */
  items(limits: { min?: number; max?: number } = {}): Param[] {
    this.required();
    const value = typeof this.value === 'string' ? this.#read(this.value) : this.value;
    if (!Array.isArray(value)) throw badParameter(`Param ${this.name} must be an array.`);
    const { min = 0, max = Number.POSITIVE_INFINITY } = limits;
    const has = `${this.name} has ${value.length} elements`;
    if (value.length > max) {
      const message = `param ${this.name} has too many elements.`;
      throw refuse('tooManyElements', { message, hint: `${has}; there may be at most ${max}.` });
    }
    if (value.length < min) {
      const message = `param ${this.name} has too few elements.`;
      throw refuse('tooFewElements', { message, hint: `${has}; there must be at least ${min}.` });
    }
    return value.map((item, index) => new Param(item, `${this.name}[${index}]`, this.#advice));
  }

  /** A text that is not empty. */
  text(limits: { max?: number } = {}): string {
    this.required();
    if (typeof this.value !== 'string' || this.value === '') {
      throw badParameter(`Param ${this.name} must be a non-empty UTF-8 encoded string`);
    }
    return this.#within(this.value, limits.max);
  }

  /** A text that may be missing or empty. */
  optionalText(limits: { max?: number } = {}): string | undefined {
    if (!this.given) return undefined;
    if (typeof this.value !== 'string') throw badParameter(`Param ${this.name} must be a string`);
    return this.#within(this.value, limits.max);
  }

  /** Notes that a text is longer than Messenger shows; it is taken nevertheless. */
  shownUpTo(max: number): this {
    const length = typeof this.value === 'string' ? lengthOf(this.value) : 0;
    if (length > max) this.#advice.push(`${this.name} is ${length} characters long; Messenger shows ${max}.`);
    return this;
  }

  /** Digits, as a string or as a number. */
  id(): string {
    this.required();
    const id = typeof this.value === 'number' ? String(this.value) : this.value;
    if (typeof id !== 'string' || !/^\d+$/.test(id)) {
      throw badParameter(`Param ${this.name} must be a valid ID string (e.g., "123")`);
    }
    return id;
  }

  number(): number {
    this.required();
    const number =
      typeof this.value === 'string' && this.value.trim() !== '' ? Number(this.value) : this.value;
    if (typeof number !== 'number' || !Number.isFinite(number)) {
      throw badParameter(`Param ${this.name} must be a number`);
    }
    return number;
  }

  /** One of some words; the first of `words` that matches whatever its case. */
  oneOf<Word extends string>(words: readonly Word[]): Word {
    this.required();
    const given = asText(this.value);
    const word = words.find((candidate) => candidate.toLowerCase() === given.toLowerCase());
    if (word === undefined) {
      throw badParameter(
        `Param ${this.name} must be one of {${words.join(', ')}} - got "${given.slice(0, 100)}".`,
      );
    }
    return word;
  }

  flag(): boolean {
    return this.value === true || this.value === 'true' || this.value === 1 || this.value === '1';
  }

  url(options: { https?: boolean } = {}): string {
    const text = typeof this.value === 'string' ? this.value : '';
    const protocol = URL.canParse(text) ? new URL(text).protocol : '';
    if (protocol !== 'https:' && (options.https || protocol !== 'http:')) {
      throw badParameter(`${this.name} should represent a valid URL`);
    }
    return text;
  }

  #within(text: string, max = Number.POSITIVE_INFINITY): string {
    if (text.length > max && lengthOf(text) > max) {
      throw badParameter(`Length of param ${this.name} must be less than or equal to ${max}`);
    }
    return text;
  }

  #read(text: string): unknown {
    try {
      return parseLooseJson(text);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw badParameter(
        `Param ${this.name} must be a JSON value.`,
        `${this.name} cannot be read as JSON: ${why}`,
      );
    }
  }
}

/** Characters as a person counts code points; the platform does not say which unit it counts. */
function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as a text, whatever it is: `String` fails on an object whose `toString` is none. */
export function asText(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
