import type { Emulator } from '@chinwag/emulator';
import { type Clock, systemClock, type Timer } from '../core/time/clock.js';

interface Waiting extends Timer {
  /** By Messenger's time. */
  due: number;
  fire(): void;
  machine: Timer;
}

/**
 * The bot's clock in a test: Messenger's. Time goes by as usual; when a test moves it on, everything happens that was
 * to happen until then: a question ends, a scheduled message goes out.
 */
export class BotClock implements Clock {
  #emulator: Emulator;
  #waiting = new Set<Waiting>();

  constructor(emulator: Emulator) {
    this.#emulator = emulator;
  }

  now(): number {
    return this.#emulator.now();
  }

  monotonic(): number {
    return systemClock.monotonic();
  }

  random(): number {
    return systemClock.random();
  }

  setTimeout(task: () => void, milliseconds: number): Timer {
    const fire = () => {
      this.clearTimeout(waiting);
      task();
    };
    const machine = systemClock.setTimeout(fire, milliseconds);
    const waiting = this.#waitFor(machine, milliseconds, fire);
    return waiting;
  }

  clearTimeout(timer: Timer | undefined): void {
    const waiting = timer as Waiting | undefined;
    if (!waiting) return;
    systemClock.clearTimeout(waiting.machine);
    this.#waiting.delete(waiting);
  }

  setInterval(task: () => void, milliseconds: number): Timer {
    const fire = () => {
      waiting.due = this.now() + milliseconds;
      task();
    };
    const machine = systemClock.setInterval(fire, milliseconds);
    const waiting = this.#waitFor(machine, milliseconds, fire);
    return waiting;
  }

  clearInterval(timer: Timer | undefined): void {
    const waiting = timer as Waiting | undefined;
    if (!waiting) return;
    systemClock.clearInterval(waiting.machine);
    this.#waiting.delete(waiting);
  }

  /** Lets everything happen that is due since Messenger's time was moved. */
  catchUp(): void {
    const now = this.now();
    for (const waiting of [...this.#waiting]) if (waiting.due <= now) waiting.fire();
  }

  #waitFor(machine: Timer, milliseconds: number, fire: () => void): Waiting {
    const due = this.now() + milliseconds;
    const waiting: Waiting = { due, fire, machine, unref: () => machine.unref?.() };
    this.#waiting.add(waiting);
    return waiting;
  }
}
