import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onCore } from './cores.js';
import { startRedis } from './redis.js';

/** A bot in a process of its own, alone on one core, with the storage it is told. */
export async function startServer(file, graphOrigin, storage = 'memory') {
  const folder = mkdtempSync(join(tmpdir(), 'chinwag-bench-'));
  const redis = storage === 'redis' ? await startRedis('--dir', folder, '--appendonly', 'yes') : undefined;
  const place = redis?.url ?? (storage === 'sqlite' ? join(folder, 'bot.db') : folder);
  const cpu = new URL('cpu.js', import.meta.url).href;
  const [command, ...args] = [...onCore(0), process.execPath, '--import', cpu, fileURLToPath(file)];
  const server = spawn(command, args, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      GRAPH_ORIGIN: graphOrigin,
      NODE_ENV: 'production',
      STORAGE: storage,
      STORAGE_PLACE: place,
    },
  });
  const ended = once(server, 'exit').then(() => {
    throw new Error(`${file} with ${storage} ended by itself`);
  });
  ended.catch(() => {});
  const [{ port, path }] = await Promise.race([once(server, 'message'), ended]);
  return {
    port,
    path,
    /** Fails when the process ends before it is stopped. */
    ended,
    /** The microseconds of the processor's time that the process has used. */
    async cpu() {
      server.send('cpu');
      const [{ cpu }] = await once(server, 'message');
      return cpu;
    },
    async stop() {
      server.kill('SIGKILL');
      await redis?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
