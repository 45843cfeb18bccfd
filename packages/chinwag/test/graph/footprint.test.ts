import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { reply, TOKEN } from './stub.js';

const MB = 1024 * 1024;
const built = (path: string) => JSON.stringify(new URL(`../../build/${path}`, import.meta.url).href);

/** Runs a module by itself, for what can only be seen from outside: its memory and what it loads. */
async function run(script: string): Promise<Record<string, number>> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--expose-gc',
    '--input-type=module',
    '-e',
    script,
  ]);
  return JSON.parse(stdout);
}

/** The most memory above what the process had when it was idle. */
async function peakOf(megabytes: number): Promise<number> {
  const server = createServer((request, response) => {
    request.resume().once('end', () => reply(response, { attachment_id: '1' }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const folder = await mkdtemp(join(tmpdir(), 'chinwag-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [small, large] = [join(folder, 'small.mp4'), join(folder, 'large.mp4')];
  await writeFile(small, 'warm');
  await writeFile(large, '');
  await truncate(large, megabytes * MB);
  const { port } = server.address() as AddressInfo;
  const { peak } = await run(`
    import { createReadStream } from 'node:fs';
    import { Graph } from ${built('graph/graph.js')};
    import { prepareFile } from ${built('graph/file.js')};
    const graph = new Graph({ origin: 'http://127.0.0.1:${port}', accessToken: '${TOKEN}' });
    const send = async (path) => graph.call({
      method: 'POST', path: 'me/message_attachments', body: { message: {} },
      file: await prepareFile(createReadStream(path), { limit: Infinity }),
    });
    await send(${JSON.stringify(small)});
    gc();
    const idle = process.memoryUsage.rss();
    let peak = idle;
    const watch = setInterval(() => { peak = Math.max(peak, process.memoryUsage.rss()); }, 1);
    await send(${JSON.stringify(large)});
    clearInterval(watch);
    await graph.close();
    console.log(JSON.stringify({ peak: (peak - idle) / ${MB} }));`);
  return peak ?? Number.POSITIVE_INFINITY;
}

test('25 MB from a ReadStream take at most 24 MB of memory, and 100 MB no more than that', async () => {
  expect(await peakOf(25)).toBeLessThanOrEqual(24);
  expect(await peakOf(100)).toBeLessThanOrEqual(24);
});

test('importing it loads neither undici nor an HTTP client', async () => {
  const { undici, http } = await run(`
    import { createRequire } from 'node:module';
    await import(${built('graph/graph.js')});
    await import(${built('graph/file.js')});
    const { cache } = createRequire(${built('graph/graph.js')});
    const count = (names, part) => names.filter((name) => part.test(name)).length;
    console.log(JSON.stringify({
      undici: count(Object.keys(cache), /\\/undici\\//),
      http: count(process.moduleLoadList, /^NativeModule (_http_client|http|https|net|tls)$/),
    }));`);
  expect({ undici, http }).toEqual({ undici: 0, http: 0 });
});

test('the first request loads undici’s pool and not the whole of undici', async () => {
  const server = createServer((_request, response) => reply(response, {})).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const { pool, whole } = await run(`
    import { createRequire } from 'node:module';
    import { Graph } from ${built('graph/graph.js')};
    const graph = new Graph({ origin: 'http://127.0.0.1:${port}', accessToken: '${TOKEN}' });
    await graph.call({ method: 'GET', path: 'me' });
    await graph.close();
    const paths = Object.keys(createRequire(${built('graph/graph.js')}).cache);
    const count = (part) => paths.filter((path) => path.includes(part)).length;
    console.log(JSON.stringify({ pool: count('/undici/lib/dispatcher/pool.js'), whole: count('/undici/index.js') + count('/undici/lib/web/') }));`);
  expect({ pool, whole }).toEqual({ pool: 1, whole: 0 });
});
