import { expect } from 'vitest';
import type { MessengerEvent } from '../../src/messenger/event.js';
import { parseWebhook } from '../../src/messenger/events/parse.js';

export const PAGE = '1110001';
export const PERSON = '24810001';

export const RECEIVED_AT = 1790000009999;

/** What a person does to the Page: the envelope of most events. */
export function fromPerson(what: object): object {
  return { sender: { id: PERSON }, recipient: { id: PAGE }, timestamp: 1790000000001, ...what };
}

/** What the Page says, as it comes back. */
export function fromPage(what: object): object {
  return { sender: { id: PAGE }, recipient: { id: PERSON }, timestamp: 1790000000300, ...what };
}

export function entry(lists: object): object {
  return { id: PAGE, time: 1790000000123, ...lists };
}

export function webhook(...entries: unknown[]): object {
  return { object: 'page', entry: entries };
}

/** The events of a body without a fault in it. */
export function eventsOf(body: unknown): MessengerEvent[] {
  const { events, unusable } = parseWebhook(body, RECEIVED_AT);
  expect(unusable).toEqual([]);
  return events;
}

/** The one event of an item of `messaging[]`. */
export function eventOf(item: unknown): MessengerEvent {
  const [event, ...more] = eventsOf(webhook(entry({ messaging: [item] })));
  expect(more).toEqual([]);
  if (!event) throw new Error('no event came of it');
  return event;
}
