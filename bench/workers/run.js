// How much faster two worker processes are than one, and what a recipient costs in Redis. The platform is a stub that
// answers after a time, as the real one does: with it the workers wait for answers, and not for the processor that
// they share with Redis and the stub here.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { startRedis } from '../redis.js';

const PEOPLE = Number(process.env.PEOPLE ?? 20_000);
const LATENCY = Number(process.env.LATENCY ?? 80);

const folder = mkdtempSync(join(tmpdir(), 'chinwag-bench-workers-'));
const server = await startRedis('--dir', folder, '--appendonly', 'yes');
const redis = new Redis(server.url, { maxRetriesPerRequest: null });

let times = [];
const stub = http.createServer((request, response) => {
  request.resume();
  request.once('end', async () => {
    times.push(performance.now());
    await pause(LATENCY);
    response.setHeader('content-type', 'application/json');
    response.end(`{"recipient_id":"1","message_id":"m_${times.length}"}`);
  });
});
stub.listen(0, '127.0.0.1');
await once(stub, 'listening');

async function info(section, name) {
  const text = await redis.info(section);
  return Number(new RegExp(`${name}:([\\d.]+)`).exec(text)?.[1]);
}
const redisCpu = async () => (await info('cpu', 'used_cpu_user')) + (await info('cpu', 'used_cpu_sys'));

async function measure(workers, people = PEOPLE) {
  await redis.flushall();
  times = [];
  const empty = await info('memory', 'used_memory');
  const cpuBefore = await redisCpu();
  const children = Array.from({ length: workers }, (_, index) =>
    fork(fileURLToPath(new URL('worker.js', import.meta.url)), [], {
      env: {
        ...process.env,
        REDIS_URL: server.url,
        ORIGIN: `http://127.0.0.1:${stub.address().port}`,
        PEOPLE: `${people}`,
        ROLE: index === 0 ? 'starter' : 'worker',
      },
    }),
  );
  await Promise.all(children.map((child) => once(child, 'message')));
  const began = performance.now();
  const ended = children.map((child) => once(child, 'message'));
  for (const child of children) child.send('go');
  while (times.length === 0) await pause(5);
  const filled = times[0] - began;
  const queued = (await info('memory', 'used_memory')) - empty;
  const used = (await Promise.all(ended)).map(([message]) => message);
  const sent = (await info('memory', 'used_memory')) - empty;
  // Between the beginning, when the others join, and the end, when they have nothing left to do.
  const [from, to] = [Math.floor(times.length * 0.2), Math.floor(times.length * 0.8)];
  const seconds = (times[to] - times[from]) / 1_000;
  const result = {
    workers,
    people: times.length,
    perSecond: (to - from) / seconds,
    intakeMicroseconds: (filled * 1_000) / people,
    queuedBytes: queued / people,
    sentBytes: sent / people,
    workerCpuMicroseconds: (used.reduce((sum, { cpu }) => sum + cpu, 0) * 1e6) / people,
    redisCpuMicroseconds: (((await redisCpu()) - cpuBefore) * 1e6) / people,
    workerMegabytes: Math.max(...used.map(({ rss }) => rss)) / 1e6,
  };
  console.log(
    JSON.stringify(result, (_, value) => (typeof value === 'number' ? Math.round(value * 10) / 10 : value)),
  );
  return result;
}

// What is there once, whoever sends: steps that Redis has read, code that is warm.
await measure(1, 1_000);
const one = await measure(1);
const two = await measure(2);
console.log(`two processes send ${(two.perSecond / one.perSecond).toFixed(2)} times what one does`);

redis.disconnect();
stub.close();
stub.closeAllConnections();
await server.stop();
rmSync(folder, { recursive: true, force: true });
