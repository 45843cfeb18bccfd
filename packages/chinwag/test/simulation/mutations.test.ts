import type { HeldTurn, IncomingEvent, Storage } from 'chinwag';
import { expect, test } from 'vitest';
import { simulate } from './simulate.js';
import type { Sabotage } from './world.js';

/** A simulation that finds nothing proves nothing until it has found what was put there. */
const SEEDS = 60;

/** A storage in which some methods do something else. */
function broken(make: (storage: Storage) => Partial<Storage>): Sabotage {
  return (storage) => {
    const own = make(storage);
    return new Proxy(storage, {
      get(target, name: keyof Storage) {
        const value = own[name] ?? target[name];
        return typeof value === 'function' && !own[name] ? value.bind(target) : value;
      },
    });
  };
}

const forgetful = (turn: HeldTurn | null) => turn && { ...turn, sends: [] };

const mutations: Record<string, Sabotage> = {
  'a journal that forgets': broken((storage) => ({
    take: async (id) => forgetful(await storage.take(id)),
    finish: async (turn, session) => forgetful(await storage.finish(turn, session)),
    park: async (turn, reason, session) => forgetful(await storage.park(turn, reason, session)),
  })),
  'echoes that nobody notes': broken(() => ({ echoed: () => {} })),
  'a lease without a fence': broken((storage) => {
    const fences = new Map<string, number>();
    const note = (turn: HeldTurn | null) => {
      if (turn) fences.set(turn.conversationId, turn.fence);
      return turn;
    };
    const unfenced = (turn: HeldTurn) => ({ ...turn, fence: fences.get(turn.conversationId) ?? turn.fence });
    return {
      take: async (id) => note(await storage.take(id)),
      finish: async (turn, session) => note(await storage.finish(unfenced(turn), session)),
      begin: (turn, key) => storage.begin(unfenced(turn), key),
      sent: (turn, key, result) => storage.sent(unfenced(turn), key, result),
    };
  }),
  'events that are always new': broken((storage) => {
    let count = 0;
    const renamed = (event: IncomingEvent) => ({ ...event, identity: `${count++}/${event.identity}` });
    return { accept: (events) => storage.accept(events.map(renamed)) };
  }),
  'an event that is done when it is taken': broken((storage) => ({
    async take(id) {
      const turn = await storage.take(id);
      if (turn) await storage.finish(turn, null);
      return turn;
    },
  })),
  'a state that is not written': broken((storage) => ({ finish: (turn) => storage.finish(turn, null) })),
};

test.each(Object.entries(mutations))('finds %s', async (_, sabotage) => {
  let caught: string[] = [];
  for (let seed = 0; seed < SEEDS && caught.length === 0; seed++) {
    const { findings } = await simulate(seed, { sabotage });
    caught = findings;
  }
  expect(caught).not.toEqual([]);
});
