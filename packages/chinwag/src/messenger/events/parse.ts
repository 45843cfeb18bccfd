import type { Unusable } from '../../core/channel.js';
import { systemClock } from '../../core/time/clock.js';
import { MessengerEvent } from '../event.js';
import { kinds, type Recognised, recognise } from './kinds.js';
import { id, isObject, number } from './wire.js';

/** The events of a webhook, and what in it is no event or none that can be used. */
export interface ParsedWebhook {
  events: MessengerEvent[];
  unusable: Unusable[];
}

/** The platform's ids have about 20 characters; far longer ones are not kept as keys of anything. */
const LONGEST_ID = 128;

/** A time below this is in seconds, as it is in `changes`: in milliseconds it would be before 1973. */
const SECONDS_END_HERE = 1e11;

/**
 * Makes events of a webhook's body: of every item of `messaging`, `standby` and `changes` of every entry. Throws
 * for nothing; one bad item takes none of the good ones with it.
 *
 * Events of one person come out in the order in which they happened; between people the order stays as it was.
 *
 * @param receivedAt Milliseconds since 1970: the time of events that neither have one nor stand in an entry that has.
 */
export function parseWebhook(body: unknown, receivedAt: number = systemClock.now()): ParsedWebhook {
  const found: ParsedWebhook = { events: [], unusable: [] };
  if (!isObject(body)) return refused(found, 'body', `an object expected, got ${called(body)}`);
  if (body.object !== 'page') return refused(found, 'body', `object is ${called(body.object)}, not "page"`);
  if (!Array.isArray(body.entry))
    return refused(found, 'entry', `an array expected, got ${called(body.entry)}`);
  for (const [index, entry] of body.entry.entries()) parseEntry(entry, `entry[${index}]`, receivedAt, found);
  return { ...found, events: inOrder(found.events) };
}

function parseEntry(entry: unknown, at: string, receivedAt: number, found: ParsedWebhook): void {
  if (!isObject(entry)) return void refused(found, at, `an object expected, got ${called(entry)}`);
  let lists = 0;
  for (const name of ['messaging', 'standby', 'changes']) {
    const items = entry[name];
    if (items === undefined) continue;
    lists++;
    if (!Array.isArray(items)) {
      refused(found, `${at}.${name}`, `an array expected, got ${called(items)}`);
      continue;
    }
    for (const [index, item] of items.entries()) {
      const event = parseItem(item, name, entry, receivedAt);
      if (typeof event === 'string') refused(found, `${at}.${name}[${index}]`, event);
      else found.events.push(event);
    }
  }
  if (lists === 0) refused(found, at, 'it has neither messaging nor standby nor changes');
}

/** The event, or the reason why there is none. */
function parseItem(
  item: unknown,
  list: string,
  entry: Record<string, unknown>,
  receivedAt: number,
): MessengerEvent | string {
  if (!isObject(item)) return `an object expected, got ${called(item)}`;
  const recognised = list === 'changes' ? recogniseChange(item) : recognise(item);
  const { person } = kinds[recognised.name];
  const [theirs, ours] =
    person === 'recipient' ? (['recipient', 'sender'] as const) : (['sender', 'recipient'] as const);

  const them = party(item[theirs]);
  const psid = them.id === undefined ? null : personId(them.id, theirs);
  if (psid && 'reason' in psid) return psid.reason;
  const userRef = shortId(them.user_ref) ?? shortId(party(item.optin).user_ref) ?? null;
  if (psid === null && userRef === null && person !== 'anyone') return `${theirs}.id is missing`;

  const pageId = shortId(entry.id) ?? shortId(party(item[ours]).id);
  if (pageId === undefined) return 'the Page is not named: neither entry.id nor the other party is an id';
  return new MessengerEvent(item, recognised, {
    pageId,
    psid: psid?.id ?? null,
    userRef,
    isStandby: list === 'standby',
    timestamp: milliseconds(item.timestamp) ?? milliseconds(entry.time) ?? receivedAt,
    sentAt: entry.time,
  });
}

function recogniseChange(item: Record<string, unknown>): Recognised {
  return { name: kinds.change.accepts(item) ? 'change' : 'unknown', part: item };
}

function party(wire: unknown): Record<string, unknown> {
  return isObject(wire) ? wire : {};
}

function shortId(wire: unknown): string | undefined {
  const known = id(wire);
  return known !== undefined && known.length <= LONGEST_ID ? known : undefined;
}

/** To answer under a wrong id would be to answer somebody else. */
function personId(wire: unknown, whose: string): { id: string } | { reason: string } {
  const known = id(wire);
  if (known === undefined) {
    const lost = typeof wire === 'number' ? 'a number whose digits are lost past 2^53' : called(wire);
    return { reason: `${whose}.id is ${lost}` };
  }
  if (known.length <= LONGEST_ID) return { id: known };
  return { reason: `${whose}.id has ${known.length.toLocaleString('en')} characters, at most ${LONGEST_ID}` };
}

function milliseconds(wire: unknown): number | undefined {
  const time = number(wire);
  if (time === undefined || time <= 0) return undefined;
  return time < SECONDS_END_HERE ? time * 1000 : time;
}

function refused(found: ParsedWebhook, at: string, reason: string): ParsedWebhook {
  found.unusable.push({ at, reason });
  return found;
}

/** A value's type, in words; never the value, which may be a person's own. */
function called(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (value === '') return 'an empty text';
  if (Array.isArray(value)) return 'an array';
  return (
    { object: 'an object', string: 'a text', boolean: 'true or false' }[typeof value as string] ?? 'a number'
  );
}

/** Puts each person's events in the order of their timestamps, into the places that their events have. */
function inOrder(events: MessengerEvent[]): MessengerEvent[] {
  if (!isDisordered(events)) return events;
  const places = new Map<string, number[]>();
  for (const [index, { psid }] of events.entries()) {
    if (psid === null) continue;
    const theirs = places.get(psid);
    if (theirs) theirs.push(index);
    else places.set(psid, [index]);
  }
  const ordered = [...events];
  for (const theirs of places.values()) {
    const sorted = theirs.flatMap((index) => events[index] ?? []).sort((a, b) => a.timestamp - b.timestamp);
    for (const [nth, event] of sorted.entries()) ordered[theirs[nth] as number] = event;
  }
  return ordered;
}

function isDisordered(events: MessengerEvent[]): boolean {
  if (events.length < 2) return false;
  const latest = new Map<string, number>();
  for (const { psid, timestamp } of events) {
    if (psid === null) continue;
    if (timestamp < (latest.get(psid) ?? 0)) return true;
    latest.set(psid, timestamp);
  }
  return false;
}
