import type { Weather } from './platform.js';
import { Random } from './random.js';

/** Which storage the bots are on. */
export type Kind = 'memory' | 'model' | 'sqlite';

/** What is promised about sends whose outcome nobody knows. */
export type Promised =
  /** Echoes come in time: everything exactly once. */
  | 'once'
  /** Echoes may come too late, or never, and what is unknown is sent again: nothing is missing. */
  | 'atLeastOnce'
  /** What is unknown is left: nothing is doubled. */
  | 'atMostOnce';

/** How a simulation goes, all of it from the seed. */
export interface Plan {
  seed: number;
  kind: Kind;
  promised: Promised;
  processes: number;
  people: number;
  messages: number;
  /** Calls of `withConversation`. */
  outside: number;
  crashes: number;
  pauses: number;
  outages: number;
  /** Moves of the machine's clock. */
  jumps: number;
  lease: number;
  /** Whether a process starts again under its name, and lets go of what it held. */
  hasOwner: boolean;
  storage: { latency: number; outlivesProcess: boolean };
  weather: Weather;
  echoWait: number;
}

const SQLITE_SHARE = 0.1;
const MEMORY_SHARE = 0.1;

export function planOf(seed: number): Plan {
  const random = new Random(seed);
  const draw = random.next();
  const kind: Kind = draw < SQLITE_SHARE ? 'sqlite' : draw < SQLITE_SHARE + MEMORY_SHARE ? 'memory' : 'model';
  const isDurable = kind !== 'memory';
  const promised: Promised = isDurable
    ? random.pick(['once', 'once', 'once', 'atLeastOnce', 'atMostOnce'])
    : 'once';
  const mayLose = isDurable && random.chance(0.7);
  const echo = {
    once: { least: 5, most: 400 },
    atMostOnce: random.chance(0.5) ? { least: 5, most: 8_000 } : null,
    atLeastOnce: random.chance(0.7) ? { least: 5, most: 8_000 } : null,
  }[promised];
  return {
    seed,
    kind,
    promised,
    processes: isDurable ? random.whole(1, 2) : 1,
    people: random.whole(1, 3),
    messages: random.whole(2, 5),
    outside: random.whole(0, 2),
    crashes: isDurable ? random.whole(0, 4) : 0,
    pauses: isDurable && random.chance(0.4) ? random.whole(1, 4) : 0,
    outages: isDurable && random.chance(0.2) ? 1 : 0,
    jumps: random.chance(0.15) ? random.whole(1, 2) : 0,
    lease: random.pick([1_000, 3_000, 10_000]),
    hasOwner: random.chance(0.5),
    storage: { latency: random.pick([0.5, 5, 50]), outlivesProcess: kind === 'model' && random.chance(0.5) },
    weather: {
      latency: random.pick([5, 50, 200]),
      loss: mayLose ? random.between(0, 0.15) : 0,
      refusal: random.chance(0.3) ? random.pick([0.05, 0.5]) : 0,
      // An echo that was sent to a process that stands still comes when the platform has given up on that.
      patience: promised === 'once' ? 1_500 : 5_000,
      echo,
    },
    echoWait: 5_000,
  };
}
