/**
 * The list of faults at its own numbers: what was promised of each, and what was measured. The scenes are those of the
 * tests, which do a part of it each time; here they take the time they need. `node bench/faults/run.js F34 F38` for some.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ahead } from '../ahead.js';
import { verdicts } from '../report.js';

const graph = (name) => `packages/chinwag/test/graph/${name}.test.ts`;
const MINUTE = 60_000;
/** Nothing here takes longer. */
const LONGEST = 15 * MINUTE;

/** Where each fault is tested, what is set besides, and what the machine must not get in the way of. */
const faults = {
  F22: { files: [graph('pacing'), 'test/pages-at-once.test.ts'], before: ahead },
  F23: { files: [graph('pacing'), 'test/pages-at-once.test.ts'], before: ahead },
  F24: { files: [graph('pacing'), 'test/pacing.test.ts', 'test/pages-at-once.test.ts'] },
  F25: { files: [graph('pacing')] },
  F26: { files: [graph('retries')] },
  F27: { files: [graph('broken-connections'), 'test/pacing.test.ts'] },
  F28: { files: [graph('connection'), 'packages/chinwag/test/campaigns/engine/trouble.test.ts'] },
  F29: { files: [graph('connection')] },
  F30: { files: [graph('answers')] },
  F31: { files: [graph('connection')] },
  F32: { files: [graph('batch')] },
  F33: { files: ['test/pacing.test.ts'] },
  F34: { files: [graph('retries'), 'test/pacing.test.ts'] },
  F35: { files: ['packages/chinwag/test/assets/uploads.test.ts'] },
  F36: { files: ['packages/chinwag/test/assets/refused.test.ts'] },
  F37: {
    files: ['test/campaign-kill.test.ts', 'test/campaign-workers.test.ts'],
    set: { PEOPLE: '10000', KILLS: '20' },
  },
  F38: { files: ['test/campaign-standstill.test.ts', 'test/faults.test.ts'] },
  F39: {
    files: [
      'packages/chinwag/test/campaigns/engine/takeover.test.ts',
      'packages/chinwag/test/storage/sqlite-kill.test.ts',
    ],
  },
  F40: { files: ['test/disk.test.ts', 'packages/chinwag/test/campaigns/engine/trouble.test.ts'] },
};

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'chinwag-bench-faults-'));

/** Runs the tests of one fault; answers what they found. */
async function run(fault) {
  const { files, set = {}, before = [] } = faults[fault];
  const [command, ...args] = [...before, 'npx', 'vitest', 'run', ...files, '-t', `${fault}\\b`];
  const figures = join(folder, `${fault}.jsonl`);
  const tests = spawn(command, [...args, '--testTimeout', `${LONGEST}`], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...set, LISTED: '1', FIGURES: figures, NO_COLOR: '1' },
    timeout: LONGEST,
  });
  let said = '';
  const hear = (data) => {
    said += data;
  };
  for (const stream of [tests.stdout, tests.stderr]) stream.on('data', hear);
  const began = performance.now();
  const [code] = await once(tests, 'exit');
  const took = `${((performance.now() - began) / 1_000).toFixed(0)} s`;
  const lines = existsSync(figures) ? readFileSync(figures, 'utf8').trim().split('\n') : [];
  const found = lines.map((line) => JSON.parse(line)).filter((row) => row.fault === fault);
  console.log(`${fault}: ${code === 0 ? 'all of its tests hold' : 'TESTS FAIL'} (${took})`);
  if (code !== 0) console.log(said);
  const rows = found.map(({ scene, ...row }) => ({ ...row, name: `${fault} ${scene}` }));
  // Some are at the list's numbers whenever they run, and have nothing to tell but that they hold.
  const [, hold = 0] = /Tests .*?(\d+) passed/.exec(said) ?? [];
  if (code === 0 && rows.length === 0)
    rows.push({ name: fault, promise: 'its tests hold', measured: `${hold} tests`, isMet: Number(hold) > 0 });
  else if (code !== 0 && rows.every(({ isMet }) => isMet))
    rows.push({ name: fault, promise: 'its tests hold', measured: said ? 'they do not' : '', isMet: false });
  return rows;
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((fault) => !(fault in faults));
if (unknown.length > 0) throw new Error(`Not on the list: ${unknown.join(', ')}`);
const rows = [];
for (const fault of wanted.length > 0 ? wanted : Object.keys(faults)) rows.push(...(await run(fault)));
rmSync(folder, { recursive: true, force: true });
process.exit(verdicts('the list of faults at its own numbers', rows) ? 0 : 1);
