/** What `npm i chinwag` brings, and what `import 'chinwag'` costs beside a bare Node. */
import { execFileSync, spawnSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, table } from '../report.js';

const ROUNDS = 15;
const root = fileURLToPath(new URL('../..', import.meta.url));

function sizeOf(path) {
  const stat = lstatSync(path);
  if (!stat.isDirectory()) return stat.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}

function startUp(folder, code) {
  const began = performance.now();
  const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { cwd: folder });
  if (status !== 0) throw new Error(`a start-up ended with ${status}`);
  return performance.now() - began;
}

export function install() {
  const folder = mkdtempSync(join(tmpdir(), 'chinwag-bench-'));
  try {
    const npm = (...args) =>
      execFileSync('npm', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    writeFileSync(join(folder, 'package.json'), '{ "private": true }');
    const packed = npm('pack', '--silent', join(root, 'packages/chinwag')).trim();
    npm('install', '--omit=peer', `./${packed}`);
    const packages = npm('ls', '--all', '--parseable').trim().split('\n').length - 1;
    const bytes = sizeOf(join(folder, 'node_modules'));
    const bare = [];
    const chinwag = [];
    for (let round = 0; round < ROUNDS; round++) {
      bare.push(startUp(folder, ''));
      chinwag.push(startUp(folder, "import 'chinwag'"));
    }
    table('npm i chinwag', [
      ['packages (goal: at most 10)', packages],
      ['size (goal: at most 5 MB)', `${(bytes / 1e6).toFixed(2)} MB`],
      ["import 'chinwag' / bare Node (goal: at most 1.6)", (median(chinwag) / median(bare)).toFixed(2)],
      ['', `${Math.round(median(chinwag))} ms / ${Math.round(median(bare))} ms`],
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) install();
