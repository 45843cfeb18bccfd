/** A line, without its end. */
export interface Line {
  /** The first is 1. */
  number: number;
  text: string;
  /** It is longer than allowed: `text` is its beginning. */
  isTooLong: boolean;
}

const LONGEST_LINE = 1024 * 1024;

/** Cuts a text that comes piece by piece into lines. */
export class Lines {
  #number = 1;
  #rest = '';
  #skips = false;

  /** The lines that are complete by now; all that is left with the last piece. */
  *take(piece: string, isLast = false): Generator<Line> {
    const text = this.#rest + piece;
    let begin = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', begin)) {
      if (this.#skips) this.#skips = false;
      else yield this.#line(text.slice(begin, end));
      begin = end + 1;
      this.#number++;
    }
    this.#rest = this.#skips ? '' : text.slice(begin);
    if (this.#rest.length > LONGEST_LINE || (isLast && this.#rest !== '')) {
      yield this.#line(this.#rest);
      this.#rest = '';
      this.#skips = true;
    }
  }

  #line(text: string): Line {
    const isTooLong = text.length > LONGEST_LINE;
    return { number: this.#number, text: isTooLong ? text.slice(0, 1_000) : text, isTooLong };
  }
}
