import { describe, expect, it } from 'vitest';
import { REMEMBER, type Scene } from './index.js';
import { incoming, present, session, textOf } from './place.js';

export function accepting(scene: Scene): void {
  describe('accepting', () => {
    it('answers the conversations that got something new, each once', async () => {
      const { storage } = scene;
      const events = [incoming('1'), incoming('2', 'messenger:bob'), incoming('3')];
      expect(await storage.accept(events)).toEqual(['messenger:ann', 'messenger:bob']);
      expect(await storage.size()).toBe(3);
      expect(await storage.accept([])).toEqual([]);
    });

    it('takes an event once, whether it comes in one call, in another or by another process', async () => {
      const { storage } = scene;
      expect(await storage.accept([incoming('1'), incoming('1')])).toEqual(['messenger:ann']);
      expect(await storage.accept([incoming('1')])).toEqual([]);
      expect(await (await scene.another()).accept([incoming('1')])).toEqual([]);
      expect(await storage.size()).toBe(1);
    });

    it('takes ten copies at once as one', async () => {
      const { storage } = scene;
      const answers = await Promise.all(Array.from({ length: 10 }, () => storage.accept([incoming('1')])));
      expect(answers.flat()).toEqual(['messenger:ann']);
      expect(await storage.size()).toBe(1);
    });

    it('knows an event when it is done, until the time to remember is over', async () => {
      const { storage, clock } = scene;
      await storage.accept([incoming('1')]);
      await storage.finish(present(await storage.take('messenger:ann')), null);
      clock.pass(REMEMBER - 1);
      expect(await storage.accept([incoming('1')])).toEqual([]);
      clock.pass(2 * REMEMBER);
      await storage.accept([incoming('2')]);
      expect(await storage.accept([incoming('1')])).toEqual(['messenger:ann']);
    });

    it('hands out the events of a conversation in the order they were accepted', async () => {
      const { storage } = scene;
      await storage.accept(['b', 'a', 'c'].map((id) => incoming(id)));
      await storage.accept([incoming('0')]);
      const order: string[] = [];
      let turn = await storage.take('messenger:ann');
      while (turn) {
        order.push(textOf(turn));
        turn = await storage.finish(turn, null);
      }
      expect(order).toEqual(['b', 'a', 'c', '0']);
      expect(await storage.size()).toBe(0);
    });

    it('works through 10,000 events of one conversation, in order, without slowing another', async () => {
      const { storage } = scene;
      const ids = Array.from({ length: 10_000 }, (_, index) => String(index));
      for (let first = 0; first < ids.length; first += 1_000) {
        await storage.accept(ids.slice(first, first + 1_000).map((id) => incoming(id)));
      }
      const others = ['messenger:bob', 'messenger:cat', 'messenger:dan'];
      await storage.accept(others.map((id) => incoming(id, id)));
      expect(await storage.size()).toBe(10_003);

      // A busy machine may hold up any of them; a conversation that is slowed holds up each.
      const took: number[] = [];
      for (const id of others) {
        const began = performance.now();
        await storage.finish(present(await storage.take(id)), session(id));
        took.push(performance.now() - began);
      }
      expect(Math.min(...took)).toBeLessThan(1_000);

      const order: string[] = [];
      let turn = await storage.take('messenger:ann');
      while (turn) {
        order.push(turn.identity);
        turn = await storage.finish(turn, null);
      }
      expect(order).toEqual(ids);
    });
  });
}
