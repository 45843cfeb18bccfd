import { LeaseLostError, type Storage } from 'chinwag';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEASE, type Scene } from './index.js';
import { incoming, present, session, textOf } from './place.js';

const ANN = 'messenger:ann';
const HOUR = 3_600_000;

export function leases(scene: Scene): void {
  describe('leases', () => {
    it('gives a conversation to one at a time', async () => {
      const { storage } = scene;
      expect(storage.lease).toBe(LEASE);
      await storage.accept([incoming('1'), incoming('2'), incoming('3', 'messenger:bob')]);
      expect(present(await storage.take(ANN)).attempts).toBe(0);
      expect(await storage.take(ANN)).toBeNull();
      expect(await storage.hold(ANN)).toBeNull();
      const other = await scene.another();
      expect(await other.take(ANN)).toBeNull();
      expect(textOf(present(await other.take('messenger:bob')))).toBe('3');
      expect(await storage.take('messenger:nobody')).toBeNull();
    });

    it('gives it to another when the lease has run out, and refuses the late-comer everything', async () => {
      const { storage, clock } = scene;
      const other = await scene.another();
      await storage.accept([incoming('1')]);
      const late = present(await storage.take(ANN));
      clock.pass(LEASE - 1);
      expect(await other.take(ANN)).toBeNull();
      expect(await other.ready(10)).toEqual([]);
      clock.pass(2);
      expect(await other.ready(10)).toEqual([ANN]);
      const turn = present(await other.take(ANN));
      expect(turn).toMatchObject({ identity: '1', attempts: 1 });
      expect(turn.fence).toBeGreaterThan(late.fence);

      const attempts: (() => unknown)[] = [
        () => storage.finish(late, session(ANN, { late: true })),
        () => storage.park(late, 'late'),
        () => storage.giveBack(late, 0),
        () => storage.renew(late),
        () => storage.begin(late, '1.0'),
        () => storage.sent(late, '1.0', {}),
        () => storage.unsent(late, '1.0'),
      ];
      for (const attempt of attempts) {
        await expect((async () => attempt())()).rejects.toBeInstanceOf(LeaseLostError);
      }
      expect(await storage.read(ANN)).toBeNull();
      expect(await storage.parked()).toEqual([]);
      expect(await storage.size()).toBe(1);
      expect(await other.finish(turn, session(ANN, { late: false }))).toBeNull();
      expect(present(await storage.read(ANN)).state).toEqual({ late: false });
    });

    it('lets who still holds it go on after the lease, when nobody else came', async () => {
      const { storage, clock } = scene;
      await storage.accept([incoming('1')]);
      const turn = present(await storage.take(ANN));
      clock.pass(2 * LEASE);
      expect(await storage.finish(turn, session(ANN))).toBeNull();
      expect(await storage.size()).toBe(0);
    });

    it('holds for longer when renewed', async () => {
      const { storage, clock } = scene;
      await storage.accept([incoming('1')]);
      const turn = present(await storage.take(ANN));
      for (let time = 0; time < 5; time++) {
        clock.pass(LEASE - 1);
        await storage.renew(turn);
      }
      expect(await storage.take(ANN)).toBeNull();
      expect(await storage.ready(10)).toEqual([]);
    });

    it('runs no longer for a clock that is put back', async () => {
      const { storage, clock } = scene;
      await storage.accept([incoming('1')]);
      present(await storage.take(ANN));
      clock.pass(-HOUR);
      const other = await scene.another();
      // Who looks cuts it to its length, whatever the clock said when it was given.
      for (const id of await other.ready(10)) expect(await other.take(id)).toBeNull();
      clock.pass(LEASE + 1);
      expect(await other.ready(10)).toEqual([ANN]);
      expect(present(await other.take(ANN)).identity).toBe('1');
    });

    it('leaves the event of a lease that ran out to who comes next, also behind a hold', async () => {
      const { storage, clock } = scene;
      await storage.accept([incoming('1'), incoming('2')]);
      present(await storage.take(ANN));
      clock.pass(LEASE + 1);
      const held = present(await storage.hold(ANN));
      expect(present(await storage.finish(held, null)).identity).toBe('1');
    });

    it('refuses a turn that was finished', async () => {
      const { storage } = scene;
      await storage.accept([incoming('1'), incoming('2')]);
      const first = present(await storage.take(ANN));
      const second = present(await storage.finish(first, null));
      await expect((async () => storage.begin(first, '1.9'))()).rejects.toBeInstanceOf(LeaseLostError);
      await expect((async () => storage.finish(first, null))()).rejects.toBeInstanceOf(LeaseLostError);
      expect(await storage.finish(second, null)).toBeNull();
      await expect((async () => storage.finish(second, null))()).rejects.toBeInstanceOf(LeaseLostError);
      expect(await storage.size()).toBe(0);
    });

    it('counts how often an event was taken', async () => {
      const { storage, clock } = scene;
      await storage.accept([incoming('1')]);
      for (let attempts = 0; attempts < 5; attempts++) {
        expect(present(await storage.take(ANN)).attempts).toBe(attempts);
        clock.pass(LEASE + 1);
      }
    });

    it('gives an event back to its place, for later', async () => {
      const { storage, clock } = scene;
      await storage.accept([incoming('1'), incoming('2')]);
      await storage.giveBack(present(await storage.take(ANN)), clock.time + 500);
      await storage.accept([incoming('3')]);
      expect(await storage.take(ANN)).toBeNull();
      expect(await storage.ready(10)).toEqual([]);
      clock.pass(500);
      expect(await storage.ready(10)).toEqual([ANN]);
      const turn = present(await storage.take(ANN));
      expect(turn).toMatchObject({ identity: '1', attempts: 1 });
      expect(present(await storage.finish(turn, null)).identity).toBe('2');
    });

    it('names what is ready, up to a limit, and nothing that is held', async () => {
      const { storage } = scene;
      await storage.accept(['1', '2', '3', '4'].map((id) => incoming(id, `messenger:${id}`)));
      const held = present(await storage.take('messenger:2'));
      expect((await storage.ready(10)).sort()).toEqual(['messenger:1', 'messenger:3', 'messenger:4']);
      expect(await storage.ready(2)).toHaveLength(2);
      await storage.accept([incoming('5', 'messenger:2')]);
      expect(await storage.ready(10)).not.toContain('messenger:2');
      await storage.finish(present(await storage.finish(held, null)), null);
      expect(await storage.ready(10)).not.toContain('messenger:2');
    });

    it('holds a conversation without an event, and hands over what has come meanwhile', async () => {
      const { storage } = scene;
      await storage.write(ANN, session(ANN, { kept: true }));
      const held = present(await storage.hold(ANN));
      expect(held).toMatchObject({
        identity: '',
        session: { state: { kept: true } },
        sends: [],
        attempts: 0,
      });
      expect(await storage.accept([incoming('1')])).toEqual([ANN]);
      expect(await storage.take(ANN)).toBeNull();
      expect(await storage.ready(10)).toEqual([]);
      const turn = present(await storage.finish(held, session(ANN, { kept: 'still' })));
      expect(turn).toMatchObject({ identity: '1', session: { state: { kept: 'still' } } });
      expect(await storage.finish(turn, null)).toBeNull();
      expect(await storage.size()).toBe(0);
    });

    it('lets go of a hold that is given back or runs out', async () => {
      const { storage, clock } = scene;
      await storage.accept([incoming('1')]);
      await storage.giveBack(present(await storage.hold(ANN)), 0);
      expect(await storage.ready(10)).toEqual([ANN]);
      present(await storage.hold(ANN));
      clock.pass(LEASE + 1);
      expect(present(await storage.take(ANN)).attempts).toBe(0);
    });

    it('loses no count and swaps no order when two work at random', { timeout: 60_000 }, async () => {
      const { clock } = scene;
      const owners = [scene.storage, await scene.another()];
      let run = 0;
      const action = fc.record({
        owner: fc.nat(1),
        person: fc.nat(2),
        does: fc.constantFrom(
          'accept',
          'again',
          'take',
          'take',
          'finish',
          'finish',
          'giveBack',
          'wait',
          'renew',
        ),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(action, { minLength: 10, maxLength: 60 }), async (actions) => {
          const people = [0, 1, 2].map((person) => `messenger:${++run}.${person}`);
          const accepted = new Map(people.map((person) => [person, 0]));
          // What comes to two processes at the same moment is in no order.
          const arriving = new Map<string, Promise<unknown>>();
          const held = new Map<string, Awaited<ReturnType<Storage['take']>>>();
          const work = async ({ owner, person, does }: { owner: number; person: number; does: string }) => {
            const storage = present(owners[owner]);
            const id = present(people[person]);
            const mine = held.get(`${owner} ${id}`);
            const count = accepted.get(id) ?? 0;
            try {
              if (does === 'wait') clock.pass(LEASE / 2);
              else if (does === 'accept') {
                accepted.set(id, count + 1);
                const event = incoming(`${id} ${count}`, id, String(count));
                const arrives = Promise.resolve(arriving.get(id)).then(() => storage.accept([event]));
                arriving.set(id, arrives);
                await arrives;
              } else if (does === 'again') {
                await storage.accept(
                  [incoming(`${id} ${Math.max(0, count - 1)}`, id, String(count - 1))].slice(0, count),
                );
              } else if (does === 'take' && !mine) held.set(`${owner} ${id}`, await storage.take(id));
              else if (mine && does === 'finish')
                held.set(`${owner} ${id}`, await storage.finish(mine, counted(mine)));
              else if (mine && does === 'giveBack') {
                held.set(`${owner} ${id}`, null);
                await storage.giveBack(mine, 0);
              } else if (mine && does === 'renew') await storage.renew(mine);
            } catch (error) {
              if (!(error instanceof LeaseLostError)) throw error;
              held.set(`${owner} ${id}`, null);
            }
          };
          for (let index = 0; index < actions.length; index += 2) {
            await Promise.all(actions.slice(index, index + 2).map(work));
          }
          clock.pass(2 * LEASE);
          for (const id of people) {
            let turn = await scene.storage.take(id);
            while (turn) turn = await scene.storage.finish(turn, counted(turn));
            const seen = ((await scene.storage.read(id))?.state.seen ?? []) as string[];
            expect(seen).toEqual(Array.from({ length: accepted.get(id) ?? 0 }, (_, index) => String(index)));
          }
        }),
        { numRuns: 40 },
      );
    });
  });
}

/** The session with the event's text put to what it has seen. */
function counted(turn: NonNullable<Awaited<ReturnType<Storage['take']>>>) {
  const seen = (turn.session?.state.seen ?? []) as string[];
  return session(turn.conversationId, { seen: [...seen, textOf(turn)] });
}
