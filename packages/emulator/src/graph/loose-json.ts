/**
 * JSON as the platform reads it: single quotes, bare keys and bare words are forgiven, and a whole number too large
 * for JavaScript stays the digits it was written with, since ids are often written without quotes.
 */
export function parseLooseJson(text: string): unknown {
  const strict = parseStrict(text);
  return strict === undefined ? new LooseParser(text).parse() : strict.value;
}

/** A colon, bracket or comma, then sixteen digits or more: an id that `JSON.parse` would round. */
const LONG_NUMBER = /(?:^|[[:,])\s*-?\d{16,}/;

function parseStrict(text: string): { value: unknown } | undefined {
  if (LONG_NUMBER.test(text)) return undefined;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

const ESCAPES: Record<string, string> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  0: '\0',
  '\n': '',
};
const DEEPEST = 200;

class LooseParser {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): unknown {
    const value = this.#value();
    this.#space();
    if (this.#at < this.#text.length) throw this.#unexpected();
    return value;
  }

  #value(): unknown {
    this.#space();
    const char = this.#text[this.#at];
    if (char === '{') return this.#nested(() => this.#object());
    if (char === '[') return this.#nested(() => this.#array());
    if (char === '"' || char === "'") return this.#string(char);
    return this.#word();
  }

  #nested<T>(read: () => T): T {
    if (++this.#depth > DEEPEST) throw new SyntaxError(`nested deeper than ${DEEPEST} levels`);
    const value = read();
    this.#depth--;
    return value;
  }

  #object(): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    this.#at++;
    while (!this.#ends('}')) {
      const char = this.#text[this.#at];
      const key = char === '"' || char === "'" ? this.#string(char) : this.#bare();
      this.#space();
      if (this.#text[this.#at] !== ':') throw this.#unexpected();
      this.#at++;
      // Defined, not assigned, so that `__proto__` is a key like any other.
      Object.defineProperty(object, key, {
        value: this.#value(),
        enumerable: true,
        configurable: true,
        writable: true,
      });
      this.#comma('}');
    }
    this.#at++;
    return object;
  }

  #array(): unknown[] {
    const array: unknown[] = [];
    this.#at++;
    while (!this.#ends(']')) {
      array.push(this.#value());
      this.#comma(']');
    }
    this.#at++;
    return array;
  }

  #string(quote: string): string {
    let value = '';
    for (this.#at++; ; this.#at++) {
      const char = this.#text[this.#at];
      if (char === undefined) throw this.#unexpected();
      if (char === quote) break;
      if (char !== '\\') {
        value += char;
        continue;
      }
      const escaped = this.#text[++this.#at] ?? '';
      if (escaped === 'u') {
        const digits = this.#text.slice(this.#at + 1, this.#at + 5);
        if (!/^[0-9a-f]{4}$/i.test(digits)) throw this.#unexpected();
        value += String.fromCharCode(Number.parseInt(digits, 16));
        this.#at += 4;
      } else {
        value += ESCAPES[escaped] ?? escaped;
      }
    }
    this.#at++;
    return value;
  }

  #word(): unknown {
    const word = this.#bare();
    if (word === 'true') return true;
    if (word === 'false') return false;
    if (word === 'null') return null;
    if (/^-?\d{16,}$/.test(word)) return word;
    if (/^-?\d+(\.\d+)?(e[-+]?\d+)?$/i.test(word)) return Number(word);
    return word;
  }

  #bare(): string {
    const match = /[^\s{}[\]:,'"]+/y;
    match.lastIndex = this.#at;
    const word = match.exec(this.#text)?.[0];
    if (word === undefined) throw this.#unexpected();
    this.#at += word.length;
    return word;
  }

  #ends(close: string): boolean {
    this.#space();
    if (this.#at >= this.#text.length) throw this.#unexpected();
    return this.#text[this.#at] === close;
  }

  #comma(close: string): void {
    if (this.#ends(close)) return;
    if (this.#text[this.#at] !== ',') throw this.#unexpected();
    this.#at++;
  }

  #space(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at++;
  }

  #unexpected(): SyntaxError {
    const char = this.#text[this.#at];
    return new SyntaxError(
      char === undefined ? 'it ends too early' : `"${char}" at position ${this.#at} is not expected`,
    );
  }
}
