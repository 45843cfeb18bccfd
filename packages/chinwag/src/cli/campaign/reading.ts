import { clearLine, cursorTo } from 'node:readline';
import { whole } from '../../campaigns/page/numbers.js';

/** In milliseconds: files and pipes get a line this often. */
const PLAIN_EVERY = 5_000;
const DRAWN_EVERY = 100;

/** How far a long audience has been read: one line at a terminal, beside what the command itself has to say. */
export class Reading {
  readonly #screen = process.stderr;
  readonly #isDrawn = this.#screen.isTTY && process.env.TERM !== 'dumb';
  #next = performance.now() + (this.#isDrawn ? DRAWN_EVERY : PLAIN_EVERY);

  show(rows: number): void {
    const now = performance.now();
    if (now < this.#next) return;
    const words = `Reading the audience: ${whole(rows)} rows so far`;
    if (this.#isDrawn) {
      cursorTo(this.#screen, 0);
      this.#screen.write(`  ${words}`);
      this.#next = now + DRAWN_EVERY;
    } else {
      console.error(words);
      this.#next = now + PLAIN_EVERY;
    }
  }

  end(): void {
    if (!this.#isDrawn) return;
    clearLine(this.#screen, 0);
    cursorTo(this.#screen, 0);
  }
}
