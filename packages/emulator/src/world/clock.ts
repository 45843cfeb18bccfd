/** The emulator's time: the machine's, moved by as much as somebody asked for. */
export class Clock {
  /** How far this clock is from the machine's, in milliseconds. */
  offset = 0;

  /** Milliseconds since 1970. */
  now(): number {
    return Date.now() + this.offset;
  }

  /** Moves the clock by `milliseconds`; a negative number moves it back. */
  moveBy(milliseconds: number): void {
    this.offset += milliseconds;
  }

  /** Sets the clock to a moment; it goes on from there. */
  moveTo(moment: number): void {
    this.offset = moment - Date.now();
  }
}

/** A time span in the units that are given. */
export interface Duration {
  days?: number;
  hours?: number;
  minutes?: number;
  seconds?: number;
  milliseconds?: number;
}

export function milliseconds(duration: Duration): number {
  const { days = 0, hours = 0, minutes = 0, seconds = 0, milliseconds: rest = 0 } = duration;
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + rest;
}
