/** Every figure, as ratios in one run. `npm run bench`; takes a few minutes and wants a quiet machine. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { campaigns } from './campaigns/run.js';
import { echo } from './echo/run.js';
import { emulator } from './emulator/run.js';
import { install } from './install/run.js';
import { pacing } from './pacing/run.js';
import { beside } from './storage/beside.js';
import { storage } from './storage/run.js';
import { upload } from './upload/run.js';

const peers = fileURLToPath(new URL('peers', import.meta.url));
if (!existsSync(`${peers}/node_modules/bottender`)) {
  console.log('Installing the peers to compare with …');
  execFileSync('npm', ['install', '--no-save', '--no-package-lock', '--ignore-scripts'], {
    cwd: peers,
    stdio: 'ignore',
  });
}

await echo();
await storage();
await beside();
await upload();
await emulator();
await pacing();
await campaigns();
install();
