import { stubGraph } from './graph-stub.js';
import { median } from './report.js';
import { startServer } from './server.js';
import { fire, prepareRequests } from './webhooks.js';

/**
 * Webhooks to a bot that answers each with one send, until all are sent: how many a second, and the microseconds of the
 * bot's own time that one took. What is counted comes after a quarter as many to warm up.
 */
async function throughput({ file, storage, events }, round) {
  let sent = 0;
  let wanted = 0;
  let allSent = () => {};
  const stub = await stubGraph(() => {
    if (++sent === wanted) allSent();
  });
  const { port, path, ended, cpu, stop } = await startServer(file, stub.origin, storage);
  const run = async (requests) => {
    wanted = sent + requests.length;
    const done = new Promise((resolve) => {
      allSent = resolve;
    });
    const before = await cpu();
    const began = performance.now();
    await Promise.race([fire(port, requests).then(() => done), ended]);
    const seconds = (performance.now() - began) / 1000;
    return { rate: requests.length / seconds, cost: ((await cpu()) - before) / requests.length };
  };
  try {
    await run(prepareRequests(Math.ceil(events / 4), path, `warm${round}`));
    return await run(prepareRequests(events, path, `round${round}`));
  } finally {
    await stop();
    stub.close();
  }
}

/** Rounds in turn, so that a slow moment of the machine strikes all; `of(name, figure)` is the median of a figure. */
export async function throughputs(servers, rounds) {
  const measured = new Map(servers.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const server of servers) measured.get(server.name).push(await throughput(server, round));
  }
  return (name, figure) => median(measured.get(name).map((each) => each[figure]));
}

/** Those whose names hold a word of the command line, or all. */
export function chosen(servers, words = process.argv[2]?.toLowerCase().split(',')) {
  return servers.filter(({ name }) => !words || words.some((word) => name.toLowerCase().includes(word)));
}
