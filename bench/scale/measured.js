// What one recipient, one worker and one Redis do, from our own benches: `node bench/workers/run.js` on two cores of a
// cloud machine, Redis 7 with `appendonly`. Change a figure here and run again.
export const measured = {
  /** People who are handed out together, as one job. */
  chunk: 500,
  /** Bytes of Redis a recipient takes while they are queued, and when their message was sent. */
  queuedBytes: 39,
  sentBytes: 69,
  /** Bytes of Redis a job of BullMQ takes, of which there is one for each chunk. */
  jobBytes: 849,
  /** Microseconds of a core to read a recipient of an audience into the ledger. */
  intake: 53,
  /** Microseconds of a worker's core a send takes with all its bookkeeping, and of Redis's. */
  workerCpu: 370,
  redisCpu: 90,
  /** Sends a campaign has under way in one worker. */
  inFlight: 50,
  /** Megabytes of a worker. */
  workerMegabytes: 170,
  /** Seconds until what a worker that dies was sending is taken over by others. */
  takeover: 11,
};

// What nobody here can measure: the platform's documented limits, and guesses that are named as such.
export const assumed = {
  /** Documented: sends a second a Page may make. */
  pageLimit: 300,
  /** Guess: seconds until the platform answers a send. */
  latency: 0.15,
  /** Guess: how often a Page is throttled per chunk, and for how many seconds. */
  throttled: 0.001,
  throttledFor: 60,
  /** Guess: hours a worker lives until something ends it. */
  workerLife: 200,
  /** Guess: hours between two failovers of a Redis, and the seconds one takes. */
  redisLife: 500,
  failover: 30,
  /** How much of a core may be busy before things queue up. */
  load: 0.6,
  /** List prices of a middling cloud, in dollars an hour: a core with 2 GB, and a gigabyte of Redis. */
  corePrice: 0.04,
  gigabytePrice: 0.02,
};
