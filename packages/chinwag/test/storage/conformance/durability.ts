import { StorageError } from 'chinwag';
import { describe, expect, it } from 'vitest';
import type { Scene } from './index.js';
import { incoming, present, session } from './place.js';

const ANN = 'messenger:ann';

/** What is promised by storages that outlive the process. */
export function durability(scene: Scene): void {
  describe('outliving the process', () => {
    it('keeps all or none', async () => {
      const { storage } = scene;
      const bad = {
        ...incoming('2'),
        serialize(): string {
          throw new TypeError('cannot be text');
        },
      };
      await expect(storage.accept([incoming('1'), bad])).rejects.toThrow('cannot be text');
      expect(await storage.size()).toBe(0);
      expect(await storage.accept([incoming('1')])).toEqual([ANN]);
    });

    it('lets the next process find everything', async () => {
      const { storage, clock } = scene;
      await storage.accept([incoming('1'), incoming('2')]);
      const turn = present(await storage.take(ANN));
      await storage.begin(turn, '1.0');
      await storage.keepUnusable('messenger', 'not JSON', '{');
      await storage.schedule({ ...incoming('timer'), at: 1_000, serialized: incoming('timer').serialize() });
      await storage.write('messenger:bob', session('messenger:bob'));
      await storage.keepAttachmentId?.('logo', '1857777774821032', 60_000);
      await storage.close?.();

      const next = await scene.another();
      expect(await next.size()).toBe(2);
      expect(await next.attachmentId?.('logo')).toBe('1857777774821032');
      expect(await next.take(ANN)).toBeNull();
      clock.pass(31_000);
      expect(present(await next.take(ANN))).toMatchObject({
        attempts: 1,
        sends: [{ key: '1.0', state: 'begun' }],
      });
      expect(await next.parked()).toHaveLength(1);
      expect(await next.promote(1_000)).toEqual([ANN]);
      expect(await next.read('messenger:bob')).toEqual(session('messenger:bob'));
    });

    it('lets a process that starts again under its name go on at once', async () => {
      const { storage } = scene;
      const first = await scene.another({ owner: 'one' });
      await storage.accept([incoming('1'), incoming('2', 'messenger:bob')]);
      present(await first.take(ANN));
      present(await storage.take('messenger:bob'));
      const again = await scene.another({ owner: 'one' });
      expect(await again.ready(10)).toEqual([ANN]);
      expect(present(await again.take(ANN)).attempts).toBe(1);
      expect(await again.take('messenger:bob')).toBeNull();
    });

    it('knows a send for a late echo after its event is done', async () => {
      const { storage } = scene;
      await storage.accept([incoming('1')]);
      const turn = present(await storage.take(ANN));
      await storage.begin(turn, 'k.0');
      await storage.finish(turn, null);
      await storage.echoed('k.0', { messageId: 'm' });
      expect(await storage.sendOf('k.0')).toMatchObject({ state: 'sent' });
    });

    it('knows what was sent by an event that is put aside and comes back', async () => {
      const { storage } = scene;
      await storage.accept([incoming('1')]);
      const turn = present(await storage.take(ANN));
      await storage.begin(turn, 'k.0');
      await storage.sent(turn, 'k.0', { messageId: 'm' });
      await storage.park(turn, 'trouble');
      await storage.unpark(present((await storage.parked())[0]).id);
      const again = present(await storage.take(ANN));
      expect(again.identity).toBe('1');
      expect(again.sends).toMatchObject([{ key: 'k.0', state: 'sent' }]);
    });

    it('tells a session that cannot be read from none, and lets the others go on', async () => {
      const { storage, clock } = scene;
      const odd = { ...session(ANN), toJSON: () => 'no session' };
      await storage.write(ANN, odd);
      await expect(storage.read(ANN)).rejects.toThrow(StorageError);
      await expect(storage.read(ANN)).rejects.toThrow(ANN);
      await storage.accept([incoming('1'), incoming('2', 'messenger:bob')]);
      await expect(storage.take(ANN)).rejects.toThrow(StorageError);
      await storage.finish(present(await storage.take('messenger:bob')), session('messenger:bob'));

      await storage.destroy(ANN);
      clock.pass(31_000);
      expect(present(await storage.take(ANN))).toMatchObject({ identity: '1', session: null });
    });
  });
}
