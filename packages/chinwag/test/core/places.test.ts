import { expect, test } from 'vitest';
import { Places } from '../../src/core/places.js';

const never = new Promise(() => {});

test('who waits for their Page lends their place, and a Page has no more than there are', () => {
  const places = new Places(2, () => {});
  const first = [places.take('1', 'A'), places.take('2', 'A')];
  expect(places.take('3', 'A')).toBeUndefined();
  for (const seat of first) seat?.rest(never);
  // There is room by now, and not for this Page.
  expect(places.next()).toBeUndefined();
  expect(places.take('4', 'B')).toBeDefined();
  expect(places.isLinedUp('A')).toBe(true);
  expect(places.isLinedUp('B')).toBe(false);
  first[0]?.leave();
  expect(places.next()?.conversationId).toBe('3');
  expect([places.taken, places.waiting, places.free]).toEqual([3, 0, 0]);
});

test('Pages take turns, each in its own order', () => {
  const places = new Places(1, () => {});
  let seat = places.take('0', 'A');
  for (const id of ['a1', 'a2', 'a3']) places.take(id, 'A');
  for (const id of ['b1', 'b2']) places.take(id, 'B');
  const order: string[] = [];
  while (seat) {
    order.push(seat.conversationId);
    seat.leave();
    seat = places.next();
  }
  expect(order).toEqual(['0', 'a1', 'b1', 'a2', 'b2', 'a3']);
});

test('a place that was lent is offered, and taken back even when it is taken', async () => {
  const began: (string | undefined)[] = [];
  const places = new Places(1, () => began.push(places.next()?.conversationId));
  const seat = places.take('1', 'A');
  places.take('2', 'B');
  let goOn = () => {};
  const waiting = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  seat?.rest(waiting);
  seat?.rest(waiting);
  expect(began).toEqual(['2']);
  goOn();
  await waiting;
  await Promise.resolve();
  expect([places.taken, places.free]).toEqual([2, 0]);
  seat?.leave();
  expect(places.taken).toBe(1);
});

test('who turns out to be with a Page counts among its own, or has no place', () => {
  const places = new Places(2, () => {});
  const first = places.take('1', 'A');
  first?.rest(never);
  const [found, another] = [places.take('2', ''), places.take('3', '')];
  expect(found?.isWith('A')).toBe(true);
  expect(another?.isWith('A')).toBe(false);
  another?.leave();
  expect(places.take('3', 'A')).toBeUndefined();
  // Whose it is has been told: nothing changes that.
  expect(found?.isWith('A')).toBe(true);
  found?.leave();
  expect(places.next()?.conversationId).toBe('3');
  expect(places.take('4', '')).toBeDefined();
});
