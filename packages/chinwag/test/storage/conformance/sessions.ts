import { describe, expect, it } from 'vitest';
import type { Scene } from './index.js';
import { incoming, present, session } from './place.js';

const ANN = 'messenger:ann';

export function sessions(scene: Scene): void {
  describe('sessions', () => {
    it('are written, read, listed and destroyed', async () => {
      const { storage } = scene;
      expect(await storage.read(ANN)).toBeNull();
      expect(await storage.all()).toEqual([]);
      await storage.write(ANN, session(ANN, { count: 1 }));
      await storage.write('messenger:bob', session('messenger:bob'));
      await storage.write(ANN, session(ANN, { count: 2 }));
      expect(await storage.read(ANN)).toEqual(session(ANN, { count: 2 }));
      expect((await storage.all()).map(({ id }) => id).sort()).toEqual([ANN, 'messenger:bob']);
      await storage.destroy(ANN);
      await storage.destroy(ANN);
      expect(await storage.read(ANN)).toBeNull();
      expect(await storage.all()).toEqual([session('messenger:bob')]);
    });

    it('are written together with what is done', async () => {
      const { storage } = scene;
      await storage.accept([incoming('1'), incoming('2')]);
      const first = present(await storage.take(ANN));
      expect(first.session).toBeNull();
      const second = present(await storage.finish(first, session(ANN, { count: 1 })));
      expect(second.session).toEqual(session(ANN, { count: 1 }));
      expect(await storage.finish(second, null)).toBeNull();
      expect(await storage.read(ANN)).toEqual(session(ANN, { count: 1 }));
    });

    it('are copies: nobody holds what is kept', async () => {
      const { storage } = scene;
      const written = session(ANN, { list: [1] });
      await storage.write(ANN, written);
      written.state.list = 'changed';
      present(await storage.read(ANN)).state.list = 'changed too';
      expect(present(await storage.read(ANN)).state).toEqual({ list: [1] });
    });

    it('are forgotten when unused for as long as they may be', async () => {
      const { clock } = scene;
      const storage = await scene.another({ expiresIn: 10 });
      await storage.write(ANN, session(ANN));
      await storage.write('messenger:bob', session('messenger:bob'));
      clock.pass(9 * 60_000);
      await storage.write(ANN, session(ANN, { again: true }));
      clock.pass(2 * 60_000);
      expect(await storage.read('messenger:bob')).toBeNull();
      expect(await storage.all()).toEqual([session(ANN, { again: true })]);
      clock.pass(10 * 60_000);
      expect(await storage.read(ANN)).toBeNull();
      expect(await storage.all()).toEqual([]);
      await storage.accept([incoming('1')]);
      expect(present(await storage.take(ANN)).session).toBeNull();
    });

    it('are listed when there are many', async () => {
      const { storage } = scene;
      const ids = Array.from({ length: 2_000 }, (_, index) => `messenger:${index}`);
      await Promise.all(ids.map((id) => storage.write(id, session(id))));
      expect((await storage.all()).map(({ id }) => id).sort()).toEqual([...ids].sort());
      const listed: string[] = [];
      for await (const { id } of present((await storage.each?.()) ?? null)) listed.push(id);
      expect(listed.sort()).toEqual([...ids].sort());
    });
  });
}
