/**
 * A bot under a steady load for a long time: what it holds on to shows. `MINUTES=30` by default, of which the first
 * sixth is not looked at; `PER_SECOND=300` webhooks come, each is answered with one message.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';
import { ahead } from '../ahead.js';
import { stubGraph } from '../graph-stub.js';
import { verdicts } from '../report.js';
import { prepareEvents, sign } from '../webhooks.js';

const MINUTES = Number(process.env.MINUTES ?? 30);
const PER_SECOND = Number(process.env.PER_SECOND ?? 300);
const PEOPLE = 10_000;
const MEGABYTE = 2 ** 20;
const MINUTE = 60_000;
const LOOKS_EVERY = 2_000;

const folder = mkdtempSync(join(tmpdir(), 'chinwag-bench-soak-'));
let sent = 0;
const stub = await stubGraph(() => void sent++);
const [command, ...args] = [...ahead, process.execPath, fileURLToPath(new URL('bot.js', import.meta.url))];
const bot = spawn(command, args, {
  stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  env: {
    ...process.env,
    GRAPH_ORIGIN: stub.origin,
    NODE_ENV: 'production',
    STORAGE_PLACE: join(folder, 'bot.db'),
  },
});
const ended = once(bot, 'exit').then(() => {
  throw new Error('the bot ended by itself');
});
ended.catch(() => {});
const [{ port, path }] = await Promise.race([once(bot, 'message'), ended]);
const pool = new Pool(`http://127.0.0.1:${port}`, { connections: 32 });

const counts = { come: 0, refused: 0 };

async function deliver(index) {
  const body = prepareEvents([
    { id: `${24_810_000_000 + (index % PEOPLE)}`, mid: `m_${index}_${'x'.repeat(60)}` },
  ]);
  const { statusCode, body: answer } = await pool.request({
    method: 'POST',
    path,
    headers: sign(body),
    body,
  });
  await answer.dump();
  counts[statusCode === 200 ? 'come' : 'refused']++;
}

async function look() {
  bot.send('look');
  const [seen] = await Promise.race([once(bot, 'message'), ended]);
  return { at: performance.now(), ...seen };
}

/** Megabytes an hour, by least squares through the least of each minute: what goes with the next collection is no growth. */
function slope(samples) {
  const least = new Map();
  for (const { at, rss } of samples) {
    const minute = Math.floor(at / MINUTE);
    least.set(minute, Math.min(least.get(minute) ?? Number.POSITIVE_INFINITY, rss));
  }
  const points = [...least].map(([minute, rss]) => [minute / 60, rss / MEGABYTE]);
  const mean = (index) => points.reduce((sum, point) => sum + point[index], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const above = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return above / points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}

const samples = [];
const began = performance.now();
const until = began + MINUTES * MINUTE;
const settled = began + (MINUTES * MINUTE) / 6;
const under = new Set();
let index = 0;
let nextLook = began;
while (performance.now() < until) {
  const now = performance.now();
  for (const due = ((now - began) / 1_000) * PER_SECOND; index < due; index++) {
    const delivery = deliver(index).finally(() => under.delete(delivery));
    under.add(delivery);
  }
  if (now >= nextLook) {
    nextLook += LOOKS_EVERY;
    if (samples.length === 0 && now >= settled) bot.send('begin');
    const seen = await look();
    if (now >= settled) samples.push(seen);
  }
  await pause(5);
}
await Promise.all(under);
// The longest that a webhook's turn may wait for the next look around.
for (const late = performance.now() + 5_000; sent < counts.come && performance.now() < late; )
  await pause(20);
await pause(3_000);
const last = await look();

const rss = samples.map((sample) => sample.rss / MEGABYTE);
const handles = samples.map((sample) => sample.handles);
const growth = slope(samples);
const delay = samples.at(-1).delay;
const spread = Math.max(...handles) - Math.min(...handles);
const half = Math.floor(handles.length / 2);
const middle = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const drift = Math.abs(middle(handles.slice(half)) - middle(handles.slice(0, half)));
const left = last.pending + last.active + last.waiting;

const isMet = verdicts(`${PER_SECOND} events a second in, as many messages out, for ${MINUTES} min`, [
  {
    name: 'events, messages',
    promise: 'each is answered, none refused',
    measured: `${counts.come} in, ${sent} out, ${counts.refused} refused`,
    isMet: counts.come === sent && counts.refused === 0,
  },
  {
    name: 'memory',
    promise: 'grows by 5 MB an hour at most',
    measured: `${growth.toFixed(1)} MB/h, between ${Math.min(...rss).toFixed(0)} and ${Math.max(...rss).toFixed(0)} MB`,
    isMet: growth <= 5,
  },
  {
    name: 'handles',
    promise: 'constant',
    measured: `${middle(handles)} in the middle (${spread} between the most and the least, ${drift} between the halves)`,
    isMet: drift <= 2,
  },
  {
    name: 'event loop delay',
    promise: '99 % within 20 ms',
    measured: `${delay.toFixed(1)} ms`,
    isMet: delay <= 20,
  },
  {
    name: 'left in the inbox',
    promise: 'nothing',
    measured: `${left} events and conversations, ${last.handles} handles`,
    isMet: left === 0,
  },
]);

await pool.destroy();
stub.close();
bot.kill('SIGKILL');
rmSync(folder, { recursive: true, force: true });
process.exit(isMet ? 0 : 1);
