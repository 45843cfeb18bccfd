import { CampaignError } from './errors.js';

/** When nothing goes out, each day: `{ from: '21:00', to: '09:00', timeZone: 'Europe/Berlin' }`. */
export interface QuietHours {
  /** `HH:MM`. */
  from: string;
  /** `HH:MM`; earlier than `from` means the next day. */
  to: string;
  /** As in the IANA database, and the same for everybody in the audience. Default: the machine's. */
  timeZone?: string;
}

const MINUTE = 60_000;
const DAY = 24 * 60;

/** Quiet hours that make sense, ready to be asked. */
export class Quiet {
  readonly #from: number;
  readonly #to: number;
  readonly #clock: Intl.DateTimeFormat;
  /** As given; nothing for the machine's. */
  readonly timeZone: string | undefined;

  /** @throws {CampaignError} */
  constructor({ from, to, timeZone }: QuietHours) {
    this.timeZone = timeZone;
    this.#from = minutesOf('from', from);
    this.#to = minutesOf('to', to);
    if (this.#from === this.#to) {
      throw new CampaignError(`quietHours from ${from} to ${to} leave nothing or everything quiet`, {
        hint: "Give two different times: { from: '21:00', to: '09:00' }.",
      });
    }
    try {
      this.#clock = new Intl.DateTimeFormat('en-GB', {
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
        timeZone,
      });
    } catch (cause) {
      throw new CampaignError(`quietHours.timeZone ${JSON.stringify(timeZone)} is no time zone`, {
        hint: "Write it as the IANA database does: 'Europe/Berlin'.",
        cause,
      });
    }
  }

  /** When it stops being quiet, in milliseconds since 1970; null when it is not quiet. */
  until(now: number): number | null {
    if (!this.#isQuiet(now)) return null;
    const begin = Math.floor(now / MINUTE) * MINUTE;
    // Where clocks are put forward or back, the minutes to go are not the minutes on the clock.
    const shown = (this.#to - this.#minuteAt(now) + DAY) % DAY;
    for (const minutes of [shown - 60, shown, shown + 60]) {
      const end = begin + minutes * MINUTE;
      if (minutes > 0 && !this.#isQuiet(end) && this.#isQuiet(end - MINUTE)) return end;
    }
    return begin + Math.max(shown, 1) * MINUTE;
  }

  #isQuiet(at: number): boolean {
    const minute = this.#minuteAt(at);
    return this.#from < this.#to
      ? minute >= this.#from && minute < this.#to
      : minute >= this.#from || minute < this.#to;
  }

  #minuteAt(at: number): number {
    const [hours = 0, minutes = 0] = this.#clock.format(at).split(':').map(Number);
    return hours * 60 + minutes;
  }
}

function minutesOf(name: string, time: string): number {
  const [, hours, minutes] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  if (hours !== undefined && minutes !== undefined) return Number(hours) * 60 + Number(minutes);
  throw new CampaignError(`quietHours.${name} is ${JSON.stringify(time)}, which is no time of day`, {
    hint: "Write it as '21:00'.",
  });
}

/** What keeps a campaign from beginning, or from going on, by the clock alone. */
export interface Delay {
  state: 'scheduled' | 'waiting';
  reason: string;
  /** In milliseconds since 1970. */
  until: number;
}

/** Undefined where it may send now. */
export function delayAt(now: number, { at, quiet }: { at: number; quiet: Quiet | null }): Delay | undefined {
  if (now < at) return { state: 'scheduled', reason: `begins at ${onTheClock(at)}`, until: at };
  const until = quiet?.until(now);
  if (!quiet || until == null) return undefined;
  return { state: 'waiting', reason: `quiet hours until ${onTheClock(until, quiet.timeZone)}`, until };
}

/** A moment as people there read it from the clock: `2026-11-27 09:00 (Europe/Berlin)`. */
export function onTheClock(at: number, timeZone?: string): string {
  const clock = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone });
  return `${clock.format(at)} (${clock.resolvedOptions().timeZone})`;
}
