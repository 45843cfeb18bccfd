import { describe, expect, it } from 'vitest';
import { LEASE, type Scene } from './index.js';
import { incoming, present } from './place.js';

const ANN = 'messenger:ann';

export function journals(scene: Scene): void {
  describe('the journal of sends', () => {
    it('tells the next attempt what was begun and what was sent, in order', async () => {
      const { storage, clock } = scene;
      await storage.accept([incoming('1')]);
      const turn = present(await storage.take(ANN));
      expect(turn.sends).toEqual([]);
      for (const key of ['k.0', 'k.1', 'k.2']) await storage.begin(turn, key);
      await storage.sent(turn, 'k.0', { messageId: 'm_0' });
      await storage.unsent(turn, 'k.1');
      const at = clock.time;
      clock.pass(LEASE + 1);
      const other = await scene.another();
      expect(present(await other.take(ANN)).sends).toMatchObject([
        { key: 'k.0', state: 'sent', result: { messageId: 'm_0' }, at },
        { key: 'k.2', state: 'begun', at },
      ]);
      expect(await other.sendOf('k.1')).toBeNull();
    });

    it('learns from an echo, with or without a lease', async () => {
      const { storage } = scene;
      await storage.accept([incoming('1')]);
      const turn = present(await storage.take(ANN));
      await storage.begin(turn, 'k.0');
      await (await scene.another()).echoed('k.0', { messageId: 'm_echo' });
      expect(await storage.sendOf('k.0')).toMatchObject({ state: 'sent', result: { messageId: 'm_echo' } });
    });

    it('stops a send that is known to have arrived, and tells what it came to', async () => {
      const { storage } = scene;
      await storage.accept([incoming('1')]);
      const turn = present(await storage.take(ANN));
      expect(await storage.begin(turn, 'k.0')).toBeNull();
      expect(await storage.begin(turn, 'k.0')).toBeNull();
      await storage.echoed('k.0', { messageId: 'm_echo' });
      expect(await storage.begin(turn, 'k.0')).toEqual({ messageId: 'm_echo' });
      expect(await storage.sendOf('k.0')).toMatchObject({ state: 'sent' });
    });

    it('holds the conversation for half a lease more whenever a send begins', async () => {
      const { storage, clock } = scene;
      await storage.accept([incoming('1')]);
      const turn = present(await storage.take(ANN));
      clock.pass(LEASE - 1);
      await storage.begin(turn, 'k.0');
      clock.pass(LEASE / 2 - 1);
      expect(await (await scene.another()).take(ANN)).toBeNull();
    });

    it('makes nothing of the echo of a send it does not know', async () => {
      const { storage } = scene;
      await storage.echoed('k.9', { messageId: 'm' });
      expect(await storage.sendOf('k.9')).toBeNull();
      await storage.accept([incoming('1')]);
      await storage.sent(present(await storage.take(ANN)), 'k.9', { messageId: 'm' });
      expect(await storage.sendOf('k.9')).toBeNull();
    });

    it('begins a send again', async () => {
      const { storage, clock } = scene;
      await storage.accept([incoming('1')]);
      const turn = present(await storage.take(ANN));
      await storage.begin(turn, 'k.0');
      clock.pass(5);
      await storage.begin(turn, 'k.0');
      const again = present(await storage.sendOf('k.0'));
      expect(again).toMatchObject({ key: 'k.0', state: 'begun', at: clock.time });
      expect(again.result).toBeUndefined();
      await storage.giveBack(turn, 0);
      expect(present(await storage.take(ANN)).sends).toHaveLength(1);
    });

    it('keeps the sends of each event apart', async () => {
      const { storage } = scene;
      await storage.accept([incoming('1'), incoming('2')]);
      const first = present(await storage.take(ANN));
      await storage.begin(first, '1.0');
      const second = present(await storage.finish(first, null));
      expect(second.sends).toEqual([]);
      await storage.begin(second, '2.0');
      await storage.giveBack(second, 0);
      expect(present(await storage.take(ANN)).sends.map(({ key }) => key)).toEqual(['2.0']);
    });

    it('journals what is sent while a conversation is held without an event', async () => {
      const { storage } = scene;
      const held = present(await storage.hold(ANN));
      await storage.begin(held, 'h.0');
      await storage.sent(held, 'h.0', { messageId: 'm' });
      expect(await storage.sendOf('h.0')).toMatchObject({ state: 'sent', result: { messageId: 'm' } });
      await storage.finish(held, null);
      expect(present(await storage.hold(ANN)).sends).toEqual([]);
    });
  });
}
