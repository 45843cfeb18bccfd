import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MessengerEvent } from '../../src/messenger/event.js';
import { facets } from '../../src/messenger/events/facets.js';
import { kinds } from '../../src/messenger/events/kinds.js';
import { parseWebhook } from '../../src/messenger/events/parse.js';
import { samples } from './samples/index.js';
import { entry, webhook } from './webhook.js';

const getters = [
  ...Object.keys(facets).flatMap((name) => [name, `is${name[0]?.toUpperCase()}${name.slice(1)}`]),
  ...['identity', 'conversationId', 'timestamp', 'value', 'attachments', 'hasAttachment', 'images', 'ref'],
  ...['replyTo', 'commands', 'isLikeSticker', 'isRequestThreadControlFromPageInbox', 'lead', 'priorMessage'],
];

/** Asks an event for everything it knows. */
function askAll(event: MessengerEvent): void {
  for (const getter of getters) (event as unknown as Record<string, unknown>)[getter];
}

const wireNames = [
  ...Object.values(kinds).flatMap((kind) => kind.keys),
  ...['sender', 'recipient', 'id', 'user_ref', 'timestamp', 'mid', 'text', 'attachments', 'type', 'payload'],
  ...['quick_reply', 'is_echo', 'referral', 'watermark', 'action', 'questions', 'screens', 'products'],
  ...['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString', 'length'],
];

const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom<unknown>(
      null,
      true,
      false,
      '',
      0,
      -0,
      Number.POSITIVE_INFINITY,
      2 ** 60,
      '__proto__',
      '\ud800',
      '\u0000',
    ),
    fc.string(),
    fc.double(),
    fc.array(tie('json'), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.constantFrom(...wireNames), tie('json')), { maxLength: 5 })
      .map((entries) => Object.fromEntries(entries)),
  ),
}));

/** A sample with any of its parts, at any depth, made into something else. */
const mutated = fc
  .tuple(fc.constantFrom(...samples), fc.infiniteStream(fc.nat(20)), json)
  .map(([sample, dice, other]) => {
    const mutate = (value: unknown): unknown => {
      if (dice.next().value === 0) return other;
      if (Array.isArray(value)) return value.map(mutate);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mutate(inner)]));
    };
    return mutate(sample.item);
  });

const bodies = fc.oneof(
  json,
  fc.record({ object: fc.constant('page'), entry: json }),
  json.map((messaging) => webhook({ id: '1', messaging })),
  fc
    .array(fc.oneof(mutated, json), { maxLength: 5 })
    .chain((items) =>
      fc.constantFrom('messaging', 'standby', 'changes').map((list) => webhook(entry({ [list]: items }))),
    ),
);

describe('whatever JSON comes', () => {
  test('nothing throws, every item is an event or named, and nothing leaks into other objects', () => {
    const before = Object.getOwnPropertyNames(Object.prototype).join();
    fc.assert(
      fc.property(bodies, (body) => {
        const copy = JSON.stringify(body);
        const { events, unusable } = parseWebhook(body);
        for (const event of events) {
          askAll(event);
          expect(typeof event.pageId).toBe('string');
          expect(Number.isFinite(event.timestamp)).toBe(true);
          expect(event.psid === null || (event.psid !== '' && event.psid.length <= 128)).toBe(true);
        }
        for (const { at, reason } of unusable) expect(at && reason).toBeTruthy();
        expect(JSON.stringify(body)).toBe(copy);
      }),
      { numRuns: 5000 },
    );
    expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before);
  });

  test('of items in a list, each is an event or named, none is dropped', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(mutated, json), { maxLength: 8 }), (items) => {
        const { events, unusable } = parseWebhook(webhook(entry({ messaging: items })));
        expect(events.length + unusable.length).toBe(items.length);
      }),
      { numRuns: 1000 },
    );
  });
});
