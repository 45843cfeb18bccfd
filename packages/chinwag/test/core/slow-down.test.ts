import { expect, test } from 'vitest';
import { Inbox } from '../../src/core/inbox.js';
import type { IncomingEvent } from '../../src/core/storage/storage.js';
import { type Clock, systemClock } from '../../src/core/time/clock.js';
import { MemoryStorage } from '../../src/storage/memory/storage.js';

const from = (person: string): IncomingEvent[] => [
  {
    platform: 'messenger',
    identity: `m_${person}`,
    conversationId: `messenger:${person}`,
    timestamp: 0,
    event: {} as never,
    serialize: () => '',
  },
];

function busyInbox(clock: Clock = systemClock) {
  const { promise, resolve: release } = later();
  const work = () => promise.then(() => ({ session: null }));
  return { inbox: new Inbox(new MemoryStorage(), work, console, { concurrency: 1 }, clock), release };
}

function later() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

test('the answer comes at once while there is a place, and waits a moment when conversations do', async () => {
  const { inbox, release } = busyInbox();
  expect(inbox.accept(from('1'))).toBe(true);
  const waiting = inbox.accept(from('2'));
  expect(waiting).toBeInstanceOf(Promise);
  // An action that never ends does not keep Meta waiting.
  expect(await waiting).toBe(true);
  release();
  await inbox.idle();
});

test('it comes as soon as a conversation gets its turn, whatever the time', async () => {
  const still = { ...systemClock, setTimeout: () => ({}), clearTimeout: () => {} };
  const { inbox, release } = busyInbox(still);
  inbox.accept(from('1'));
  const waiting = inbox.accept(from('2'));
  release();
  expect(await waiting).toBe(true);
  await inbox.idle();
});
