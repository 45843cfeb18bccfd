import { assumed, measured } from './measured.js';

/** Numbers that look random and repeat with the seed. */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
}

/** Events by their time: the earliest first. */
class Agenda {
  #heap = [];

  get isEmpty() {
    return this.#heap.length === 0;
  }

  add(at, act) {
    const heap = this.#heap;
    let index = heap.push({ at, act }) - 1;
    while (index > 0) {
      const above = (index - 1) >> 1;
      if (heap[above].at <= heap[index].at) break;
      [heap[above], heap[index]] = [heap[index], heap[above]];
      index = above;
    }
  }

  next() {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (heap.length === 0) return first;
    heap[0] = last;
    for (let index = 0; ; ) {
      const [left, right] = [2 * index + 1, 2 * index + 2];
      let least = index;
      if (left < heap.length && heap[left].at < heap[least].at) least = left;
      if (right < heap.length && heap[right].at < heap[least].at) least = right;
      if (least === index) return first;
      [heap[least], heap[index]] = [heap[index], heap[least]];
      index = least;
    }
  }
}

/** How many people each Page has: few have many, as everywhere. */
export function sizesOf({ people, pages, skew }) {
  const weights = Array.from({ length: pages }, (_, rank) => 1 / (rank + 1) ** skew);
  const sum = weights.reduce((all, one) => all + one, 0);
  return weights.map((weight) => Math.max(1, Math.round((people * weight) / sum)));
}

/**
 * Sends to everybody, chunk by chunk, in virtual seconds. A worker works for as many Pages at once as its core allows;
 * a Page's chunks are sent at the Page's limit by whoever has them.
 */
export function simulate({ people, pages, skew, workers, redises, seed, pageLimit = assumed.pageLimit }) {
  const chance = random(seed);
  const agenda = new Agenda();
  const sizes = sizesOf({ people, pages, skew });
  // A core does so many sends a second; what a campaign has under way in one worker allows so many.
  const core = (1e6 / measured.workerCpu) * assumed.load;
  const redis = (1e6 / measured.redisCpu) * assumed.load;
  const perPage = Math.min(pageLimit, measured.inFlight / assumed.latency);
  const together = Math.max(1, Math.floor(core / perPage));
  const slots = Math.min(workers * together, Math.floor((redises * redis) / perPage));

  let now = 0;
  let free = slots;
  const stand = { chunks: 0, sent: 0, doubtful: 0, throttled: 0, deaths: 0, failovers: 0, busy: 0 };
  let peakRate = 0;
  let active = 0;
  const waiting = sizes.map((left, page) => ({ page, left }));
  let nextPage = 0;

  const take = () => {
    while (free > 0 && nextPage < waiting.length) {
      free--;
      active++;
      peakRate = Math.max(peakRate, active * perPage);
      send(waiting[nextPage++]);
    }
  };
  const send = (page) => {
    const count = Math.min(measured.chunk, page.left);
    let seconds = Math.max(count / perPage, assumed.latency);
    stand.chunks++;
    if (chance() < assumed.throttled) {
      stand.throttled++;
      seconds += assumed.throttledFor;
    }
    // Of the worker's share that this Page has.
    if (chance() < seconds / (assumed.workerLife * 3_600)) {
      stand.deaths++;
      stand.doubtful += Math.min(count, Math.round(perPage * assumed.latency));
      seconds += measured.takeover;
    }
    if (chance() < seconds / (assumed.redisLife * 3_600)) {
      stand.failovers++;
      seconds += assumed.failover;
    }
    stand.busy += seconds;
    agenda.add(now + seconds, () => {
      page.left -= count;
      stand.sent += count;
      if (page.left > 0) return send(page);
      free++;
      active--;
      take();
    });
  };

  take();
  while (!agenda.isEmpty) {
    const { at, act } = agenda.next();
    now = at;
    act();
  }

  const jobs = sizes.reduce((sum, size) => sum + Math.ceil(size / measured.chunk), 0);
  const memory = people * measured.sentBytes + jobs * measured.jobBytes;
  const intake = (people * measured.intake) / 1e6 / workers;
  const hours = (now + intake) / 3_600;
  return {
    hours,
    intakeHours: intake / 3_600,
    largestPage: sizes[0],
    slots,
    jobs,
    memoryGigabytes: memory / 1e9,
    redises,
    workers,
    workerGigabytes: (workers * measured.workerMegabytes) / 1e3,
    meanRate: people / now,
    peakRate,
    redisLoad: (peakRate * measured.redisCpu) / 1e6 / redises,
    ...stand,
    dollars:
      hours *
      (workers * assumed.corePrice +
        (memory / 1e9) * 1.5 * assumed.gigabytePrice +
        redises * assumed.corePrice),
  };
}
