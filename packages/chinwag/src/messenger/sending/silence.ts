import { ChinwagError } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import type { MessengerEvent } from '../event.js';
import type { Recipient } from '../message.js';

/** The turn took too long, and the conversation has gone on without it. */
export class TurnOverError extends ChinwagError {
  constructor() {
    super('timeout', 'the turn has ended without this action, and nothing was sent', {
      hint: 'Long work belongs outside the turn: start it, return, and send with bot.to(psid) when it is done.',
    });
  }
}

/** The event belongs to the Page and not to a person, so there is nobody to answer. */
export class NobodyError extends ChinwagError {
  constructor(kind: string) {
    super('recipient', `a ${kind} event comes from nobody, so there is nobody to send to`, {
      hint: 'Send to a person you know: context.client.sendText(psid, …).',
    });
  }
}

/** Stands for the recipient of an event that belongs to nobody. */
export const NOBODY: Recipient = '';

export function recipientOf(event: MessengerEvent): Recipient {
  if (event.psid !== null) return { id: event.psid };
  return event.userRef !== null ? { userRef: event.userRef } : NOBODY;
}

/** Why an answer to this event would be wrong: an answer to an echo is echoed, and so on for ever. */
export function silence(event: MessengerEvent): string | undefined {
  if (event.isStandby) return 'another app has this conversation, and the bot is on standby';
  if (event.isEcho || event.isDelivery || event.isRead) return `${event.kind} events are not to be answered`;
  return undefined;
}

const warned = new WeakMap<Logger, Set<string>>();

export function warnOnce(logger: Logger, message: string): void {
  const before = warned.get(logger) ?? new Set();
  warned.set(logger, before);
  if (before.has(message)) return;
  before.add(message);
  logger.warn(message);
}
