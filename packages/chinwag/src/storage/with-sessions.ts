import type { SessionStore } from '../core/storage/session.js';
import type { HeldTurn, Storage } from '../core/storage/storage.js';

/**
 * A storage whose sessions are kept elsewhere. "Session written" and "event done" are then two writes: a crash
 * between them has the event worked through once more, on the session it has written.
 */
export function withSessions(storage: Storage, sessions: SessionStore): Storage {
  const withSession = async (turn: HeldTurn | null): Promise<HeldTurn | null> => {
    if (!turn) return null;
    try {
      return { ...turn, session: await sessions.read(turn.conversationId) };
    } catch (error) {
      if (turn.identity !== '') await storage.spare?.(turn);
      // A storage of this process would hold it for ever.
      await storage.giveBack(turn, 0);
      throw error;
    }
  };
  /** What comes with the end of another turn must not make that seem to have failed. */
  const nextWithSession = (turn: HeldTurn | null) => withSession(turn).catch(() => null);

  const own: Partial<Storage> = {
    read: (id) => sessions.read(id),
    write: (id, session) => sessions.write(id, session),
    destroy: (id) => sessions.destroy(id),
    all: () => sessions.all(),
    each: async () => (await sessions.each?.()) ?? sessions.all(),
    take: async (id) => withSession(await storage.take(id)),
    hold: async (id) => withSession(await storage.hold(id)),
    async park(turn, reason, session) {
      if (session) await sessions.write(session.id, session);
      return nextWithSession(await storage.park(turn, reason));
    },
    async finish(turn, session) {
      if (session) await sessions.write(session.id, session);
      return nextWithSession(await storage.finish(turn, null));
    },
    async close() {
      await sessions.close?.();
      await storage.close?.();
    },
  };
  return new Proxy(storage, {
    get(target, name: keyof Storage) {
      const value = own[name] ?? target[name];
      return typeof value === 'function' && !(name in own) ? value.bind(target) : value;
    },
  });
}
