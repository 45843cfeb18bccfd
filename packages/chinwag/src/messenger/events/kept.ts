import { ChinwagError } from '../../core/errors.js';
import type { MessengerEvent } from '../event.js';
import { parseWebhook } from './parse.js';

/** The event as text: the webhook it would have come in alone. */
export function serializeEvent(event: MessengerEvent): string {
  const { raw, pageId, isStandby, timestamp } = event;
  const list = event.kind === 'change' ? 'changes' : isStandby ? 'standby' : 'messaging';
  return JSON.stringify({ object: 'page', entry: [{ id: pageId, time: timestamp, [list]: [raw] }] });
}

export function reviveEvent(serialized: string): MessengerEvent {
  const { events, unusable } = parseWebhook(JSON.parse(serialized));
  if (events[0]) return events[0];
  throw new ChinwagError('event', `a kept event can no longer be read: ${unusable[0]?.reason}`);
}

/** An event in which nothing happened. */
export function blankEvent(psid: string, pageId: string, timestamp: number): MessengerEvent {
  const raw = { sender: { id: psid }, recipient: { id: pageId }, timestamp };
  return reviveEvent(JSON.stringify({ object: 'page', entry: [{ id: pageId, messaging: [raw] }] }));
}
