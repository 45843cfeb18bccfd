import { type HeldTurn, type IncomingEvent, LeaseLostError, type Storage, StorageError } from 'chinwag';
import type { Ledger } from './ledger.js';
import type { Life, Scheduler } from './scheduler.js';

/** How the way to the storage is. */
export interface Way {
  /** Milliseconds one way, at most. */
  latency: number;
  /** Whether what was asked is done even if the process that asked is gone by then, as with a server. */
  outlivesProcess: boolean;
  /** Until when nothing is answered but errors. */
  goneUntil: number;
}

type Method = (...args: unknown[]) => unknown;

/** A storage with the ledger beside it, told of each write in the same step. */
export function withLedger(inner: Storage, ledger: Ledger): Storage {
  const taken = (turn: HeldTurn | null) => {
    ledger.taken(turn);
    return turn;
  };
  const own: Partial<Storage> = {
    accept: (events) =>
      after(inner.accept(events), (conversations) => {
        ledger.accepted(events);
        return conversations;
      }),
    take: (id) => after(inner.take(id), taken),
    finish: (turn, session) =>
      after(inner.finish(turn, session), (next) => {
        ledger.finished(turn, session);
        return taken(next);
      }),
    park: (turn, reason, session) =>
      after(inner.park(turn, reason, session), (next) => {
        ledger.parked(turn);
        return taken(next);
      }),
    begin: (turn, key) =>
      after(inner.begin(turn, key), (known) => {
        ledger.begun(key, known !== null);
        return known;
      }),
    sent: (turn, key, result) =>
      after(inner.sent(turn, key, result), () => {
        ledger.arrived(key);
      }),
    echoed: (key, result) =>
      after(inner.echoed(key, result), () =>
        after(inner.sendOf(key), (send) => {
          if (send?.state === 'sent') ledger.arrived(key);
        }),
      ),
    schedule: (event) => after(inner.schedule(event), () => ledger.scheduled(event)),
    promote: (now) =>
      after(inner.promote(now), (conversations) => {
        ledger.promoted(now);
        return conversations;
      }),
    unschedule: (identity) =>
      after(inner.unschedule(identity), (was) => {
        ledger.unscheduled(identity);
        return was;
      }),
  };
  return beside(inner, (name) => own[name] as Method | undefined);
}

/** A storage of this process that stands for one outside of it: events are kept as text. */
export function inText(inner: Storage): Storage {
  const asText = (turn: HeldTurn | null): HeldTurn | null =>
    turn && 'event' in turn.kept ? { ...turn, kept: turn.kept.event as never } : turn;
  const own: Partial<Storage> = {
    accept: (events) => inner.accept(events.map(keptAsText)),
    take: (id) => after(inner.take(id), asText),
    finish: (turn, session) => after(inner.finish(turn, session), asText),
    park: (turn, reason, session) => after(inner.park(turn, reason, session), asText),
  };
  return beside(inner, (name) => own[name] as Method | undefined);
}

function keptAsText(event: IncomingEvent): IncomingEvent {
  const serialized = event.serialize();
  return { ...event, event: { serialized } as never, serialize: () => serialized };
}

/**
 * A process's way to a storage that outlives it: every call travels there and back in steps of the scheduler, so that
 * a process can end before a write, after it, and before it hears of it.
 */
export function distant(
  inner: Storage,
  { scheduler, life, way }: { scheduler: Scheduler; life: Life; way: Way },
): Storage {
  const travel = () => scheduler.random.between(0, way.latency);

  const ask = (name: string, work: () => unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const answer = (settle: () => void) =>
        scheduler.after(travel(), `${life.name} hears of ${name}`, settle, life);
      const arrive = async () => {
        try {
          if (scheduler.time < way.goneUntil) throw new StorageError('The storage is gone.');
          const result = await work();
          answer(() => resolve(result));
        } catch (error) {
          if (!(error instanceof StorageError || error instanceof LeaseLostError)) throw error;
          scheduler.note(`${life.name} ${name}: ${error.name}`);
          answer(() => reject(error));
        }
      };
      scheduler.after(
        travel(),
        `${life.name} asks to ${name}`,
        arrive,
        way.outlivesProcess ? undefined : life,
      );
    });

  return new Proxy(inner, {
    get(target, name: keyof Storage) {
      if (name === 'isDurable') return true;
      if (name === 'close') return async () => {};
      const method = target[name];
      if (typeof method !== 'function') return method;
      return (...args: unknown[]) => {
        // What is written is what was handed over, whatever becomes of it on the way.
        const sent =
          name === 'accept' ? [(args[0] as IncomingEvent[]).map(keptAsText)] : structuredClone(args);
        return ask(described(name, args), () => (method as Method).apply(target, sent));
      };
    },
  });
}

function described(name: string, [first, second]: unknown[]): string {
  const about = typeof first === 'string' ? first : (first as Partial<HeldTurn> | undefined)?.identity;
  return [name, about, typeof second === 'string' ? second : undefined].filter(Boolean).join(' ');
}

/** Storages in this process answer at once, and so does what stands beside them. */
function after<T, R>(answer: T | Promise<T>, then: (value: T) => R | Promise<R>): R | Promise<R> {
  return answer instanceof Promise ? answer.then(then) : then(answer);
}

function beside(inner: Storage, own: (name: keyof Storage) => Method | undefined): Storage {
  return new Proxy(inner, {
    get(target, name: keyof Storage) {
      const value = own(name) ?? target[name];
      return typeof value === 'function' && !own(name) ? value.bind(target) : value;
    },
  });
}
