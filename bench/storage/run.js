/**
 * webhook → session → one send, with each storage. The server is alone on one core; load, stub and Redis are on the
 * other, and are often what is waited for. So what counts is the server's own time for an event, and rates stand beside.
 */
import { fileURLToPath } from 'node:url';
import { moveToSecondCore } from '../cores.js';
import { table } from '../report.js';
import { chosen, throughputs } from '../throughput.js';
import { beside } from './beside.js';

const ROUNDS = Number(process.env.ROUNDS ?? 3);
const chinwag = new URL('chinwag.js', import.meta.url);
const bottender = new URL('../bottender/server.cjs', import.meta.url);
const SERVERS = [
  { name: 'Chinwag, memory', file: chinwag, storage: 'memory', events: 20_000 },
  { name: 'Chinwag, sqlite', file: chinwag, storage: 'sqlite', events: 20_000 },
  { name: 'Chinwag, redis', file: chinwag, storage: 'redis', events: 20_000 },
  { name: 'Bottender 1.5.5, file sessions', file: bottender, storage: 'file', events: 4_000 },
  { name: 'Bottender 1.5.5, Redis sessions', file: bottender, storage: 'redis', events: 4_000 },
];
/** Whose time for an event is compared with whose: at least so many times as much. */
const GOALS = [
  ['Chinwag, sqlite', 'Chinwag, memory', 0.5],
  ['Chinwag, redis', 'Chinwag, memory', 0.35],
  ['Chinwag, sqlite', 'Bottender 1.5.5, file sessions', 3],
  ['Chinwag, redis', 'Bottender 1.5.5, Redis sessions', 1.5],
];

export async function storage(servers = SERVERS) {
  moveToSecondCore();
  const of = await throughputs(servers, ROUNDS);
  table(
    "webhook → session → one send, by storage: events a second, and the server's own time for one",
    servers.map(({ name }) => [
      name,
      Math.round(of(name, 'rate')).toLocaleString('en').padStart(7),
      `${Math.round(of(name, 'cost'))} µs`.padStart(8),
    ]),
  );
  for (const [one, other, goal] of GOALS) {
    if (![one, other].every((name) => servers.some((server) => server.name === name))) continue;
    const ratio = (of(other, 'cost') / of(one, 'cost')).toFixed(2);
    const rates = (of(one, 'rate') / of(other, 'rate')).toFixed(2);
    console.log(`  ${one} / ${other}: ${ratio} (goal: at least ${goal}); by rates ${rates}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await storage(chosen(SERVERS));
  await beside();
}
