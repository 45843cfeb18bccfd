import { LeaseLostError } from 'chinwag';
import { describe, expect, it } from 'vitest';
import type { Scene } from './index.js';
import { incoming, present, session, textOf } from './place.js';

const ANN = 'messenger:ann';

export function asides(scene: Scene): void {
  describe('what is put aside', () => {
    it('leaves the conversation to go on, and the session as it was', async () => {
      const { storage, clock } = scene;
      await storage.write(ANN, session(ANN, { kept: true }));
      await storage.accept([incoming('1'), incoming('2')]);
      const next = present(await storage.park(present(await storage.take(ANN)), 'it broke'));
      expect(next).toMatchObject({ identity: '2', session: { state: { kept: true } } });
      expect(await storage.size()).toBe(1);
      const [parked, ...others] = await storage.parked();
      expect(others).toEqual([]);
      const said = {
        conversationId: ANN,
        platform: 'messenger',
        reason: 'it broke',
        attempts: 1,
        at: clock.time,
      };
      expect(parked).toMatchObject(said);
      expect(textOf(present(parked))).toBe('1');
    });

    it('writes the session it is given with it, for whoever still holds the conversation', async () => {
      const { storage } = scene;
      await storage.write(ANN, session(ANN, { turn: 0 }));
      await storage.accept([incoming('1'), incoming('2')]);
      const held = present(await storage.take(ANN));
      const next = await storage.park(held, 'it broke', session(ANN, { turn: 1 }));
      expect(next).toMatchObject({ identity: '2', session: { state: { turn: 1 } } });
      const late = async () => storage.park(held, 'late', session(ANN, { turn: 9 }));
      await expect(late()).rejects.toThrow(LeaseLostError);
      expect(await storage.read(ANN)).toMatchObject({ state: { turn: 1 } });
    });

    it('comes back to its conversation, as if it had never been taken', async () => {
      const { storage } = scene;
      await storage.accept([incoming('1')]);
      expect(await storage.park(present(await storage.take(ANN)), 'it broke')).toBeNull();
      const { id } = present((await storage.parked())[0]);
      expect(await storage.unpark(id)).toBe(true);
      expect(await storage.unpark(id)).toBe(false);
      expect(await storage.parked()).toEqual([]);
      expect(await storage.ready(10)).toEqual([ANN]);
      const turn = present(await storage.take(ANN));
      expect(turn.attempts).toBe(0);
      expect(textOf(turn)).toBe('1');
      expect(await storage.finish(turn, null)).toBeNull();
      expect(await storage.size()).toBe(0);
    });

    it('is still the same event when it is delivered again', async () => {
      const { storage } = scene;
      await storage.accept([incoming('1')]);
      await storage.park(present(await storage.take(ANN)), 'it broke');
      expect(await storage.accept([incoming('1')])).toEqual([]);
    });

    it('is listed newest first, up to a limit, and can be forgotten', async () => {
      const { storage } = scene;
      for (const id of ['1', '2', '3']) {
        await storage.accept([incoming(id)]);
        await storage.park(present(await storage.take(ANN)), `reason ${id}`);
      }
      const reasons = async (limit?: number) => (await storage.parked(limit)).map(({ reason }) => reason);
      expect(await reasons()).toEqual(['reason 3', 'reason 2', 'reason 1']);
      expect(await reasons(2)).toEqual(['reason 3', 'reason 2']);
      const newest = present((await storage.parked(1))[0]);
      expect(await storage.discard(newest.id)).toBe(true);
      expect(await storage.discard(newest.id)).toBe(false);
      expect(await storage.unpark(newest.id)).toBe(false);
      expect(await reasons()).toEqual(['reason 2', 'reason 1']);
    });

    it('keeps a body that never was an event, which cannot come back', async () => {
      const { storage } = scene;
      await storage.keepUnusable('messenger', 'not JSON', '{"entry":');
      const parked = present((await storage.parked())[0]);
      expect(parked).toMatchObject({
        platform: 'messenger',
        reason: 'not JSON',
        attempts: 0,
        conversationId: '',
      });
      expect(parked.kept).toEqual({ serialized: '{"entry":' });
      expect(await storage.unpark(parked.id)).toBe(false);
      expect(await storage.size()).toBe(0);
      expect(await storage.discard(parked.id)).toBe(true);
    });

    it('has nothing under ids that never were', async () => {
      const { storage } = scene;
      for (const id of ['', '0', '999', 'x', '__proto__', '1 OR 1=1']) {
        expect(await storage.unpark(id)).toBe(false);
        expect(await storage.discard(id)).toBe(false);
      }
    });

    it('is bounded: the oldest goes first', async () => {
      const storage = await scene.another({ maxParked: 3, expiresIn: 60 });
      for (const id of ['1', '2', '3', '4']) {
        await storage.accept([incoming(id)]);
        await storage.park(present(await storage.take(ANN)), 'it broke');
      }
      await storage.keepUnusable('messenger', 'not JSON', 'body');
      const kept = (await storage.parked()).map((parked) => parked.conversationId && textOf(parked));
      expect(kept).toEqual(['', '4', '3']);
    });
  });
}
