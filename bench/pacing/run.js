/**
 * Sending at the platform's limit: the worst second, the mean and how long an answer takes beside a campaign; two
 * processes that share a limit through Redis; and what there is without a limit, beside bare undici.
 * `--seconds 600` for as long as the platform looks.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ahead } from '../ahead.js';
import { onCore } from '../cores.js';
import { startRedis } from '../redis.js';
import { median, table } from '../report.js';

const LIMIT = 300;
const SENDS = 40_000;
const ROUNDS = 3;

const script = (name) => fileURLToPath(new URL(name, import.meta.url));

function start(before, name, ...args) {
  const [command, ...rest] = [...before, process.execPath, script(name), ...args];
  return spawn(command, rest, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
}

async function startStub(before) {
  const stub = start(before, 'stub.js');
  const [{ origin }] = await once(stub, 'message');
  return {
    origin,
    async report() {
      stub.send({ limit: LIMIT });
      const [[report]] = await once(stub, 'message');
      return report;
    },
    close: () => stub.kill(),
  };
}

async function send(options, before = []) {
  const sender = start(before, 'sender.js', JSON.stringify(options));
  const [[report]] = await Promise.all([once(sender, 'message'), once(sender, 'exit')]);
  return report;
}

function rows({ sends, rate, seen, clear, stalls }) {
  const shown = (number) => number.toLocaleString('en');
  return [
    ['sends', shown(sends)],
    ['mean, of the limit', (rate / LIMIT).toFixed(4), '(goal: 0.98)'],
    ['worst second', clear.worst, `(limit ${LIMIT})`],
    ['seconds over the limit', clear.over, `of ${shown(clear.seconds)}`],
    ['with those in which the stub stood still', seen.worst, `${seen.over} over, ${stalls} times`],
  ];
}

async function atTheLimit(seconds) {
  const stub = await startStub(ahead);
  try {
    const { replies, p50, p99 } = await send({ origin: stub.origin, seconds, repliesPerSecond: 10 }, ahead);
    table(`a campaign at ${LIMIT}/s for ${seconds} s, people answered beside it`, [
      ...rows(await stub.report()),
      ['answers', replies, `half within ${p50.toFixed(1)} ms, 99 % within ${p99.toFixed(1)} ms (goal: 100)`],
    ]);
  } finally {
    stub.close();
  }
}

async function twoProcesses(seconds) {
  const redis = await startRedis().catch(() => undefined);
  if (!redis) return console.log('\nTwo processes on Redis: skipped, there is no redis-server here');
  const stub = await startStub(ahead);
  try {
    const options = { origin: stub.origin, seconds, redis: redis.url, repliesPerSecond: 5 };
    const reports = await Promise.all([send(options), send(options)]);
    table(`two processes share ${LIMIT}/s through Redis, for ${seconds} s`, [
      ...rows(await stub.report()),
      ['answers, 99 % within', ...reports.map(({ p99 }) => `${p99.toFixed(1)} ms`)],
    ]);
  } finally {
    stub.close();
    await redis.stop();
  }
}

async function withoutLimit() {
  const rates = { bare: [], chinwag: [] };
  const stub = await startStub(onCore(1));
  try {
    for (let round = 0; round < ROUNDS; round++) {
      for (const how of ['bare', 'chinwag']) {
        const sender = start(onCore(0), 'unlimited.js', how, stub.origin, String(SENDS));
        const [{ rate }] = await once(sender, 'message');
        rates[how].push(rate);
        await stub.report();
      }
    }
  } finally {
    stub.close();
  }
  const [bare, chinwag] = [median(rates.bare), median(rates.chinwag)];
  const shown = (rate) => Math.round(rate).toLocaleString('en');
  table('sends a second without a limit, on one core', [
    ['bare undici', shown(bare)],
    ['Chinwag', shown(chinwag)],
  ]);
  console.log(`  Chinwag / bare undici: ${(chinwag / bare).toFixed(2)} (goal: at least 0.7)`);
}

export async function pacing(seconds = 20, parts = ['limit', 'redis', 'unlimited']) {
  if (parts.includes('limit')) await atTheLimit(seconds);
  if (parts.includes('redis')) await twoProcesses(seconds);
  if (parts.includes('unlimited')) await withoutLimit();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const after = (name) => process.argv.includes(name) && process.argv[process.argv.indexOf(name) + 1];
  await pacing(Number(after('--seconds') || 20), (after('--only') || 'limit,redis,unlimited').split(','));
}
