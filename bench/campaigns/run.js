/**
 * What a campaign costs: the bookkeeping of a million people, and sends with no limit beside bare undici. One process on
 * one core, the stub on the other.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stubGraph } from '../graph-stub.js';
import { median, table } from '../report.js';

const MEGABYTE = 2 ** 20;
const PEOPLE = Number(process.env.PEOPLE ?? 1_000_000);
const SENDS = Number(process.env.SENDS ?? 40_000);
const ROUNDS = Number(process.env.ROUNDS ?? 9);

async function run(file, { args = [], env = {} }) {
  const pinned = process.platform === 'linux' ? ['taskset', '-c', '0'] : [];
  const script = fileURLToPath(new URL(file, import.meta.url));
  const [command, ...rest] = [...pinned, process.execPath, script, ...args];
  const child = spawn(command, rest, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production', ...env },
  });
  const [answer] = await once(child, 'message');
  return answer;
}

async function bookkeeping(folder) {
  const { intake, sends, sent, peak } = await run('bookkeeping.js', { args: [folder, String(PEOPLE)] });
  table(`a campaign's bookkeeping of ${PEOPLE.toLocaleString('en')} people in SQLite`, [
    ['taking them in', `${intake.toFixed(1)} s`],
    ['handing out, begun, sent', `${sends.toFixed(1)} s`],
    ['together', `${(intake + sends).toFixed(1)} s`, '(goal: under 60 for a million)'],
    ['memory at most', `${(peak / MEGABYTE).toFixed(0)} MB`, '(goal: under 150)'],
  ]);
  if (sent !== PEOPLE) throw new Error(`${sent} of ${PEOPLE} were sent`);
}

async function sends(folder) {
  const stub = await stubGraph(() => {});
  const costs = { bare: [], campaign: [] };
  const rates = { bare: [], campaign: [] };
  const ratios = [];
  let peak = 0;
  for (let round = 0; round < ROUNDS; round++) {
    for (const how of ['bare', 'campaign']) {
      const env = { HOW: how, ORIGIN: stub.origin, FOLDER: folder, PEOPLE: String(SENDS) };
      const result = await run('sender.js', { env });
      costs[how].push((result.cpu * 1e6) / SENDS);
      rates[how].push(SENDS / result.elapsed);
      if (how === 'campaign') peak = Math.max(peak, result.peak);
    }
    ratios.push(costs.bare[round] / costs.campaign[round]);
  }
  stub.close();
  const both = (how) => [
    `${median(costs[how]).toFixed(1)} µs`,
    `${Math.round(median(rates[how])).toLocaleString('en')} a second`,
  ];
  table('sends with no limit, on one core: its time for each, and how many', [
    ['bare undici', ...both('bare')],
    ['a campaign, everything noted', ...both('campaign')],
    ['bare / campaign, of each round', median(ratios).toFixed(2), '(goal: at least 0.7)'],
    ['memory at most', `${(peak / MEGABYTE).toFixed(0)} MB`],
  ]);
}

export async function campaigns() {
  if (process.platform === 'linux') {
    execFileSync('taskset', ['-acp', '1', String(process.pid)], { stdio: 'ignore' });
  }
  const folder = mkdtempSync(join(tmpdir(), 'chinwag-bench-'));
  try {
    await bookkeeping(folder);
    await sends(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await campaigns();
