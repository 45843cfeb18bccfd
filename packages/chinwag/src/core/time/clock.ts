/** Something that will happen; `unref` lets the process end before it does. */
export interface Timer {
  unref?(): unknown;
}

/**
 * Where time and chance come from. Everything that decides by them asks a clock it was given, so that a test can move
 * time, and a simulation can have it all happen again from one number.
 */
export interface Clock {
  /** Milliseconds since 1970, as the machine has been told: it may jump, in either direction. */
  now(): number;
  /** Milliseconds since some moment; never jumps. For how long something takes. */
  monotonic(): number;
  /** At least 0 and less than 1. */
  random(): number;
  setTimeout(task: () => void, milliseconds: number): Timer;
  clearTimeout(timer: Timer | undefined): void;
  setInterval(task: () => void, milliseconds: number): Timer;
  clearInterval(timer: Timer | undefined): void;
}

/** The machine's. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  random: () => Math.random(),
  setTimeout: (task, milliseconds) => setTimeout(task, milliseconds),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout | undefined),
  setInterval: (task, milliseconds) => setInterval(task, milliseconds),
  clearInterval: (timer) => clearInterval(timer as NodeJS.Timeout | undefined),
};

/** Resolves after so many milliseconds. */
export function pause(milliseconds: number, clock: Clock = systemClock): Promise<void> {
  return new Promise((resolve) => {
    clock.setTimeout(resolve, milliseconds);
  });
}
