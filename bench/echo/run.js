/**
 * webhook → echo handler → one send, the server alone on one core, load and stub on the other. Rounds in turn,
 * medians, ratios: these machines are too noisy for anything else.
 *
 * The ratios are of CPU time an event, which is what a core can do: a quick server waits for the load on the other
 * core a third of the time, a slow one never, so the rates alone would flatter the slow one.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { median, table } from '../report.js';
import { fire, prepareRequests, stubGraph } from './load.js';

const ROUNDS = 5;
const SERVERS = [
  { name: 'bare node:http + HMAC + undici pool', file: 'bare.js', events: 36_000 },
  { name: 'Chinwag', file: 'chinwag.js', events: 36_000 },
  { name: 'Bottender 1.5.5', file: 'bottender.cjs', events: 6_000 },
];

async function measure({ file, events }, round) {
  let sent = 0;
  let allSent = () => {};
  const stub = await stubGraph(() => {
    if (++sent === wanted) allSent();
  });
  let wanted = 0;
  const script = fileURLToPath(new URL(file, import.meta.url));
  const pinned = process.platform === 'linux' ? ['taskset', '-c', '0'] : [];
  const told = new URL('cpu.js', import.meta.url).href;
  const [command, ...args] = [...pinned, process.execPath, '--import', told, script];
  const server = spawn(command, args, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, GRAPH_ORIGIN: stub.origin, NODE_ENV: 'production' },
  });
  try {
    const [{ port, path }] = await once(server, 'message');
    const cpu = async () => {
      server.send('cpu');
      const [{ cpu }] = await once(server, 'message');
      return cpu;
    };
    const run = async (requests) => {
      wanted = sent + requests.length;
      const done = new Promise((resolve) => {
        allSent = resolve;
      });
      const before = await cpu();
      const began = performance.now();
      await fire(port, requests);
      await done;
      const seconds = (performance.now() - began) / 1000;
      return { rate: requests.length / seconds, cpu: ((await cpu()) - before) / requests.length };
    };
    await run(prepareRequests(Math.ceil(events / 6), path, `warm${round}`));
    return await run(prepareRequests(events, path, `round${round}`));
  } finally {
    server.kill('SIGKILL');
    stub.close();
  }
}

/** This process drives from the second core, so that the server has the first to itself. */
function moveToSecondCore() {
  if (process.platform === 'linux')
    execFileSync('taskset', ['-acp', '1', String(process.pid)], { stdio: 'ignore' });
}

export async function echo(servers = SERVERS) {
  moveToSecondCore();
  const measured = new Map(servers.map(({ name }) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const server of servers) measured.get(server.name).push(await measure(server, round));
  }
  const medians = servers.map(({ name }) => ({
    name,
    rate: median(measured.get(name).map(({ rate }) => rate)),
    cpu: median(measured.get(name).map(({ cpu }) => cpu)),
  }));
  const of = (name) => medians.find((each) => each.name.startsWith(name))?.cpu;
  table(
    'webhook → echo → one send: CPU of the server an event, and events a second under this load',
    medians.map(({ name, rate, cpu }) => [
      name,
      `${Math.round(cpu)} µs`,
      Math.round(rate).toLocaleString('en'),
    ]),
  );
  const against = (name, goal) =>
    of(name) &&
    console.log(`  Chinwag / ${name}: ${(of(name) / of('Chinwag')).toFixed(2)} (goal: at least ${goal})`);
  against('bare', 0.5);
  against('Bottender', 6);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await echo(
    SERVERS.filter(({ file }) => !process.argv[2] || process.argv[2].split(',').includes(file.split('.')[0])),
  );
}
