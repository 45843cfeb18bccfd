import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FleetingMap } from '../../src/core/fleeting-map.js';

test('holds what a Map holds, however much comes and goes', () => {
  const step = fc.record({ key: fc.integer({ min: 0, max: 3_000 }), comes: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { minLength: 5_000, maxLength: 8_000 }), (steps) => {
      const plain = new Map<number, string>();
      const fleeting = new FleetingMap<number, string>();
      for (const [at, { key, comes }] of steps.entries()) {
        if (comes) {
          plain.set(key, `${at}`);
          fleeting.set(key, `${at}`);
        } else {
          plain.delete(key);
          fleeting.delete(key);
        }
        if (fleeting.size !== plain.size || fleeting.get(key) !== plain.get(key)) return false;
      }
      expect(new Map(fleeting)).toEqual(plain);
      return true;
    }),
    { numRuns: 20 },
  );
});
