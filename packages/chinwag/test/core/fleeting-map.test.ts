import { expect, test } from 'vitest';
import { FleetingMap } from '../../src/core/fleeting-map.js';

/** `stay` keys at a time pass through, one of seven comes again, and one of eleven is deleted twice. */
test.each([0, 1, 100, 3_000])('holds what a Map holds, while 20,000 come and go and %i stay', (stay) => {
  const plain = new Map<string, number>();
  const fleeting = new FleetingMap<string, number>();
  const put = (key: string, value: number) => {
    plain.set(key, value);
    fleeting.set(key, value);
  };
  const drop = (key: string) => {
    plain.delete(key);
    fleeting.delete(key);
  };
  for (let at = 0; at < 20_000; at++) {
    put(`key ${at}`, at);
    if (at % 7 === 0) put(`key ${at >> 1}`, -at);
    drop(`key ${at - stay}`);
    if (at % 11 === 0) drop(`key ${at - stay}`);
    expect(fleeting.size).toBe(plain.size);
    if (at % 1_000 === 999) expect(new Map(fleeting)).toEqual(plain);
  }
  expect(fleeting.get('key 19999')).toBe(plain.get('key 19999'));
});
