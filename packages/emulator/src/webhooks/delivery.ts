import type { App, AppSubscription, Page } from '../world/model.js';
import type { WebhookField } from './fields.js';

/**
 * How webhooks go out. The platform promises neither order nor once-only nor promptness; with these a bot meets it at
 * its worst.
 */
export interface WebhookDelivery {
  /** The probability, from 0 to 1, that a webhook which arrived is sent once more. */
  duplicates: number;
  /** The probability, from 0 to 1, that an event lets the next one of its conversation pass. */
  disorder: number;
  /** How many events travel in one POST at most, each in an entry of its own: 1 to 1,000. */
  batch: number;
  /** Milliseconds from an event to its webhook. */
  delay: number;
}

export const PROMPT_DELIVERY: Readonly<WebhookDelivery> = { duplicates: 0, disorder: 0, batch: 1, delay: 0 };

const LARGEST_BATCH = 1_000;
const LONGEST_DELAY = 60 * 60 * 1000;

const LIMITS: Record<keyof WebhookDelivery, (value: number) => string | undefined> = {
  duplicates: between(0, 1),
  disorder: between(0, 1),
  batch: (value) => (Number.isInteger(value) ? between(1, LARGEST_BATCH)(value) : 'a whole number'),
  delay: between(0, LONGEST_DELAY),
};

function between(least: number, most: number) {
  return (value: number) =>
    value >= least && value <= most ? undefined : `a number from ${least} to ${most}`;
}

/** Checks a change of the settings; throws a TypeError that names the one which has no sense. */
export function checkDelivery(change: Partial<WebhookDelivery>): void {
  for (const [name, value] of Object.entries(change)) {
    const check = Object.hasOwn(LIMITS, name) ? LIMITS[name as keyof WebhookDelivery] : undefined;
    if (!check) throw new TypeError(`${name} is none of ${Object.keys(LIMITS).join(', ')}.`);
    if (value === undefined) continue;
    const expected = typeof value === 'number' ? check(value) : 'a number';
    if (expected) throw new TypeError(`${name} must be ${expected}.`);
  }
}

/** One event on its way to one app. */
export interface Delivery {
  app: App;
  subscription: AppSubscription;
  page: Page;
  psid: string | undefined;
  field: WebhookField;
  topic: string;
  channel: 'messaging' | 'standby' | 'changes';
  event: object;
  /** Told what became of it in the end, when that comes after its outcome had to be given. */
  late?: (outcome: Outcome) => void;
}

/** What became of an event at one app: undefined when it was answered with 200, otherwise why not. */
export type Outcome = string | undefined;

/** Why one attempt failed. */
export interface Failure {
  reason: string;
  /** Nobody listens at the callback: the bot is down, or is just being started again. */
  absent: boolean;
  /** Trying again at once has no sense: the callback has not proved itself. */
  final?: boolean;
}
