/** The emulator's time: the machine's, moved by as much as somebody asked for. */
export class Clock {
  #offset = 0;

  /** Milliseconds since 1970. */
  now(): number {
    return Date.now() + this.#offset;
  }

  /** How far this clock is from the machine's, in milliseconds. */
  get offset(): number {
    return this.#offset;
  }

  /** Moves the clock by `milliseconds`; a negative number moves it back. */
  moveBy(milliseconds: number): void {
    this.#offset += milliseconds;
  }

  /** Sets the clock to a moment; it goes on from there. */
  moveTo(moment: number): void {
    this.#offset = moment - Date.now();
  }
}
