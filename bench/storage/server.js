import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
};

/** Keeps what it is told as its defaults do, in a folder of its own. */
async function startRedis(folder) {
  const port = await freePort();
  const args = ['--port', port, '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'yes'];
  const server = spawn('redis-server', args.map(String), { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => {
    server.stdout.on('data', (said) => String(said).includes('Ready to accept') && resolve());
  });
  return { url: `redis://127.0.0.1:${port}`, stop: () => server.kill('SIGKILL') };
}

/** A bot in a process of its own, alone on one core, with the storage it is told. */
export async function startServer(file, storage, graphOrigin) {
  const folder = mkdtempSync(join(tmpdir(), 'chinwag-bench-'));
  const redis = storage === 'redis' ? await startRedis(folder) : undefined;
  const place = redis?.url ?? (storage === 'sqlite' ? join(folder, 'bot.db') : folder);
  const pinned = process.platform === 'linux' ? ['taskset', '-c', '0'] : [];
  const script = fileURLToPath(new URL(file, import.meta.url));
  const [command, ...args] = [...pinned, process.execPath, script];
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
    async ask(question) {
      server.send(question);
      const [answer] = await once(server, 'message');
      return answer;
    },
    stop() {
      server.kill('SIGKILL');
      redis?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
