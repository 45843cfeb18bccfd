/**
 * webhook → session → one send, with each storage. The server is alone on one core; load, stub and Redis are on the
 * other, and are often what is waited for. So what counts is the server's own time for an event, and rates stand beside.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { fire, prepareRequests, stubGraph } from '../echo/load.js';
import { median, table } from '../report.js';
import { beside } from './beside.js';
import { startServer } from './server.js';

const ROUNDS = Number(process.env.ROUNDS ?? 3);
const SERVERS = [
  { name: 'Chinwag, memory', file: 'chinwag.js', storage: 'memory', events: 20_000 },
  { name: 'Chinwag, sqlite', file: 'chinwag.js', storage: 'sqlite', events: 20_000 },
  { name: 'Chinwag, redis', file: 'chinwag.js', storage: 'redis', events: 20_000 },
  { name: 'Bottender 1.5.5, file sessions', file: 'bottender.cjs', storage: 'file', events: 4_000 },
  { name: 'Bottender 1.5.5, Redis sessions', file: 'bottender.cjs', storage: 'redis', events: 4_000 },
];
/** Whose time for an event is compared with whose: at least so many times as much. */
const GOALS = [
  ['Chinwag, sqlite', 'Chinwag, memory', 0.5],
  ['Chinwag, redis', 'Chinwag, memory', 0.35],
  ['Chinwag, sqlite', 'Bottender 1.5.5, file sessions', 3],
  ['Chinwag, redis', 'Bottender 1.5.5, Redis sessions', 1.5],
];

/** Events a second, and the microseconds of the server's own time that one took. */
async function measure({ file, storage, events }, round) {
  let sent = 0;
  let wanted = 0;
  let allSent = () => {};
  const stub = await stubGraph(() => {
    if (++sent === wanted) allSent();
  });
  const server = await startServer(file, storage, stub.origin);
  const cpu = async () => {
    const { cpu } = await server.ask('cpu');
    return cpu.user + cpu.system;
  };
  try {
    const { port, path, ended } = server;
    const run = async (requests) => {
      wanted = sent + requests.length;
      const done = new Promise((resolve) => {
        allSent = resolve;
      });
      const [began, cpuBefore] = [performance.now(), await cpu()];
      await Promise.race([fire(port, requests).then(() => done), ended]);
      const seconds = (performance.now() - began) / 1000;
      return { rate: requests.length / seconds, cost: ((await cpu()) - cpuBefore) / requests.length };
    };
    await run(prepareRequests(Math.ceil(events / 4), path, `warm${round}`));
    return await run(prepareRequests(events, path, `round${round}`));
  } finally {
    server.stop();
    stub.close();
  }
}

export async function storage(servers = SERVERS) {
  if (process.platform === 'linux')
    execFileSync('taskset', ['-acp', '1', String(process.pid)], { stdio: 'ignore' });
  const measured = new Map(servers.map(({ name }) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const server of servers) measured.get(server.name).push(await measure(server, round));
  }
  const of = (name, figure) => median(measured.get(name).map((each) => each[figure]));
  table(
    "webhook → session → one send, by storage: events a second, and the server's own time for one",
    servers.map(({ name }) => [
      name,
      Math.round(of(name, 'rate')).toLocaleString('en').padStart(7),
      `${Math.round(of(name, 'cost'))} µs`.padStart(8),
    ]),
  );
  for (const [one, other, goal] of GOALS) {
    if (!measured.has(one) || !measured.has(other)) continue;
    const ratio = (of(other, 'cost') / of(one, 'cost')).toFixed(2);
    const rates = (of(one, 'rate') / of(other, 'rate')).toFixed(2);
    console.log(`  ${one} / ${other}: ${ratio} (goal: at least ${goal}); by rates ${rates}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const wanted = process.argv[2]?.split(',');
  await storage(SERVERS.filter(({ name }) => !wanted || wanted.some((word) => name.includes(word))));
  await beside();
}
