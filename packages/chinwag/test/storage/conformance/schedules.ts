import type { ScheduledEvent } from 'chinwag';
import { describe, expect, it } from 'vitest';
import type { Scene } from './index.js';
import { incoming, present, textOf } from './place.js';

const ANN = 'messenger:ann';

const toCome = (identity: string, at: number, conversationId = ANN): ScheduledEvent => ({
  identity,
  conversationId,
  platform: 'messenger',
  at,
  serialized: incoming(identity, conversationId).serialize(),
});

export function schedules(scene: Scene): void {
  describe('what is to come', () => {
    it('enters the inbox when its time has come, the earliest first', async () => {
      const { storage } = scene;
      await storage.schedule(toCome('late', 3_000));
      await storage.schedule(toCome('second', 2_000));
      await storage.schedule(toCome('first', 1_000));
      await storage.schedule(toCome('other', 1_000, 'messenger:bob'));
      expect(await storage.promote(999)).toEqual([]);
      expect((await storage.promote(2_000)).sort()).toEqual([ANN, 'messenger:bob']);
      expect(await storage.promote(2_000)).toEqual([]);
      expect(await storage.size()).toBe(3);
      expect((await storage.ready(10)).sort()).toEqual([ANN, 'messenger:bob']);
      const first = present(await storage.take(ANN));
      expect(first).toMatchObject({ identity: 'first', platform: 'messenger', attempts: 0 });
      expect(textOf(first)).toBe('first');
      const second = present(await storage.finish(first, null));
      expect(second.identity).toBe('second');
      expect(await storage.finish(second, null)).toBeNull();
    });

    it('enters once when two look at the same moment', async () => {
      const { storage } = scene;
      const other = await scene.another();
      const ids = Array.from({ length: 1_200 }, (_, index) => `at ${index}`);
      await Promise.all(ids.map((id, index) => storage.schedule(toCome(id, 1_000, `messenger:${index}`))));
      const answers = await Promise.all([
        storage.promote(1_000),
        other.promote(1_000),
        storage.promote(1_000),
      ]);
      expect(answers.flat()).toHaveLength(ids.length);
      expect(await storage.size()).toBe(ids.length);
    });

    it('tells when the next is due', async () => {
      const { storage } = scene;
      expect(await storage.nextDue()).toBeNull();
      await storage.schedule(toCome('late', 3_000));
      await storage.schedule(toCome('early', 1_000));
      expect(await storage.nextDue()).toBe(1_000);
      await storage.promote(1_000);
      expect(await storage.nextDue()).toBe(3_000);
      await storage.unschedule('late');
      expect(await storage.nextDue()).toBeNull();
    });

    it('enters once, even if it is scheduled again when it has entered', async () => {
      const { storage } = scene;
      await storage.schedule(toCome('1', 1_000));
      await storage.promote(1_000);
      await storage.schedule(toCome('1', 1_500));
      expect(await storage.promote(2_000)).toEqual([]);
      expect(await storage.size()).toBe(1);
    });

    it('can be called off, once', async () => {
      const { storage } = scene;
      await storage.schedule(toCome('1', 1_000));
      expect(await storage.unschedule('1')).toBe(true);
      expect(await storage.unschedule('1')).toBe(false);
      expect(await storage.promote(2_000)).toEqual([]);
      await storage.schedule(toCome('2', 1_000));
      await storage.promote(1_000);
      expect(await storage.unschedule('2')).toBe(false);
    });

    it('moves when scheduled anew', async () => {
      const { storage } = scene;
      await storage.schedule(toCome('1', 1_000));
      await storage.schedule(toCome('1', 5_000));
      expect(await storage.promote(4_999)).toEqual([]);
      expect(await storage.promote(5_000)).toEqual([ANN]);
      expect(await storage.size()).toBe(1);
    });

    it('waits behind what the conversation has already', async () => {
      const { storage } = scene;
      await storage.schedule(toCome('timer', 1_000));
      await storage.accept([incoming('1')]);
      const turn = present(await storage.take(ANN));
      await storage.promote(1_000);
      expect(await storage.take(ANN)).toBeNull();
      expect(present(await storage.finish(turn, null)).identity).toBe('timer');
    });
  });
}
