import { ConfigError } from '../core/errors.js';
import { THIS_PROCESS } from './owner.js';

/** What every storage can be told. */
export interface StorageOptions {
  /** Minutes until an unused session is forgotten. Default: never. */
  expiresIn?: number;
  /** Milliseconds a conversation stays held by a process that gives no sign of life. Default 30,000. */
  lease?: number;
  /** Milliseconds an event's identity is remembered, so that it counts once. Default 48 hours; Meta retries for 36. */
  remember?: number;
  /**
   * A name no other running process has. A process that starts under it again lets go of what it held before. Without
   * one that is so on the same machine.
   */
  owner?: string;
  /** Events and bodies put aside that are kept. Default 10,000; past it the oldest goes for each that comes. */
  maxParked?: number;
  /** Milliseconds since 1970; for tests. */
  now?: () => number;
}

/** The options as a storage works with them, in milliseconds. */
export interface StorageSettings {
  /** How long an unused session is kept; `Infinity` when it does not expire. */
  lifetime: number;
  lease: number;
  remember: number;
  owner: string;
  maxParked: number;
}

/** With the clock of this process. */
export interface ClockedSettings extends StorageSettings {
  now: () => number;
}

/** How long what was sent stays known after its event is done, so that a late echo finds it. */
export const SENDS_KEPT_FOR = 10 * 60_000;

const HOUR = 3_600_000;

/** Fills in what was left out and refuses what makes no sense. */
export function storageSettings({
  expiresIn = Number.POSITIVE_INFINITY,
  lease = 30_000,
  remember = 48 * HOUR,
  owner = THIS_PROCESS,
  maxParked = 10_000,
}: StorageOptions): StorageSettings {
  for (const [name, value] of Object.entries({ expiresIn, lease, remember, maxParked })) {
    if (typeof value === 'number' && value > 0) continue;
    throw new ConfigError(`The storage's ${name} must be a number above 0, not ${String(value)}.`);
  }
  return { lifetime: expiresIn * 60_000, lease, remember, owner, maxParked };
}
