import { describe, expect, it } from 'vitest';
import type { Scene } from './index.js';
import { incoming, present, session, textOf } from './place.js';

const NAMES: [what: string, id: string][] = [
  ['a prototype', '__proto__'],
  ['a constructor', 'constructor'],
  ['a method', 'hasOwnProperty'],
  ['nothing', ''],
  ['a blank', ' '],
  ['SQL', `'; DROP TABLE events; --`],
  ['a pattern', 'a*b?[c]%_'],
  ['braces', '{other}:x}'],
  ['colons', 'a:b::c'],
  ['emoji', 'messenger:👩‍👩‍👧‍👦'],
  ['another script', 'messenger:ナンバー'],
  ['line breaks', 'a\r\nb\r\n'],
  ['a path', '../../etc/passwd'],
  ['a long text', 'x'.repeat(4_096)],
];

export function strangers(scene: Scene): void {
  describe('odd names and large things', () => {
    it.each(NAMES)('works with %s for a name', async (_, id) => {
      const { storage } = scene;
      const identity = id || 'none';
      expect(await storage.accept([incoming(identity, id)])).toEqual([id]);
      expect(await storage.accept([incoming(identity, id)])).toEqual([]);
      expect(await storage.ready(10)).toEqual([id]);
      const turn = present(await storage.take(id));
      expect(turn).toMatchObject({ identity, conversationId: id, session: null });
      await storage.begin(turn, id);
      await storage.sent(turn, id, { [id]: id });
      expect(present(await storage.sendOf(id)).result).toEqual({ [id]: id });
      expect(await storage.finish(turn, session(id, { id }))).toBeNull();
      expect(await storage.read(id)).toEqual(session(id, { id }));
      expect(({} as Record<string, unknown>).state).toBeUndefined();
      expect(await storage.all()).toHaveLength(1);
      await storage.destroy(id);
      expect(await storage.read(id)).toBeNull();
    });

    it('keeps texts as they are', async () => {
      const { storage } = scene;
      const text = 'NUL \0, a lone \ud83d, 👩‍👩‍👧‍👦, \u2028, "quotes", ünïcode, \\';
      await storage.accept([incoming('1', 'messenger:ann', text)]);
      const turn = present(await storage.take('messenger:ann'));
      expect(textOf(turn)).toBe(text);
      await storage.finish(turn, session('messenger:ann', { text }));
      expect(present(await storage.read('messenger:ann')).state).toEqual({ text });
    });

    it('keeps a state of 5 MB and a thousand events of one call', { timeout: 30_000 }, async () => {
      const { storage } = scene;
      const large = 'ä'.repeat(2_500_000);
      await storage.write('messenger:ann', session('messenger:ann', { large }));
      expect(present(await storage.read('messenger:ann')).state.large).toBe(large);
      const events = Array.from({ length: 1_000 }, (_, index) =>
        incoming(`e${index}`, `messenger:${index % 200}`),
      );
      expect(await storage.accept(events)).toHaveLength(200);
      expect(await storage.accept(events)).toEqual([]);
      expect(await storage.size()).toBe(1_000);
    });

    it('goes on with one caller when another has asked for the impossible', async () => {
      const { storage } = scene;
      await storage.accept([incoming('1')]);
      const turn = present(await storage.take('messenger:ann'));
      const cyclic = session('messenger:ann');
      cyclic.state.self = cyclic;
      const outcomes = await Promise.allSettled([
        (async () => storage.finish(turn, cyclic))(),
        (async () => storage.accept([incoming('2', 'messenger:bob')]))(),
        (async () => storage.write('messenger:carl', session('messenger:carl')))(),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
      expect(await storage.finish(turn, session('messenger:ann'))).toBeNull();
    });
  });
}
