/**
 * webhook → echo handler → one send, the server alone on one core, load and stub on the other. Rounds in turn,
 * medians, ratios: these machines are too noisy for anything else.
 *
 * The ratios are of CPU time an event, which is what a core can do: a quick server waits for the load on the other
 * core a third of the time, a slow one never, so the rates alone would flatter the slow one.
 */
import { fileURLToPath } from 'node:url';
import { moveToSecondCore } from '../cores.js';
import { table } from '../report.js';
import { chosen, throughputs } from '../throughput.js';

const ROUNDS = 5;
const script = (path) => new URL(path, import.meta.url);
const BARE = { name: 'bare node:http + HMAC + undici pool', file: script('bare.js'), events: 36_000 };
const CHINWAG = { name: 'Chinwag', file: script('chinwag.js'), events: 36_000 };
const BOTTENDER = { name: 'Bottender 1.5.5', file: script('../bottender/server.cjs'), events: 6_000 };
const SERVERS = [BARE, CHINWAG, BOTTENDER];

export async function echo(servers = SERVERS) {
  moveToSecondCore();
  const of = await throughputs(servers, ROUNDS);
  table(
    'webhook → echo → one send: CPU of the server an event, and events a second under this load',
    servers.map(({ name }) => [
      name,
      `${Math.round(of(name, 'cost'))} µs`,
      Math.round(of(name, 'rate')).toLocaleString('en'),
    ]),
  );
  const against = (other, goal) => {
    if (![CHINWAG, other].every((server) => servers.includes(server))) return;
    const ratio = of(other.name, 'cost') / of(CHINWAG.name, 'cost');
    console.log(`  Chinwag / ${other.name}: ${ratio.toFixed(2)} (goal: at least ${goal})`);
  };
  against(BARE, 0.5);
  against(BOTTENDER, 6);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await echo(chosen(SERVERS));
}
