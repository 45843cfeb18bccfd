/** A file from a ReadStream: peak memory above idle, for 25 MB and for 100 MB (limit lifted). */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, table } from '../report.js';

const ROUNDS = 5;
const MEGABYTE = 2 ** 20;
const SIZES = [9, 25, 100];

export async function upload() {
  const folder = mkdtempSync(join(tmpdir(), 'chinwag-bench-'));
  const received = [];
  const server = createServer(async (request, response) => {
    let size = 0;
    for await (const chunk of request) size += chunk.length;
    received.push(size);
    response.setHeader('content-type', 'application/json').end('{"recipient_id":"1","message_id":"m_1"}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${server.address().port}`;
  try {
    writeFileSync(join(folder, 'small.bin'), Buffer.alloc(64 * 1024, 7));
    const rows = [];
    for (const size of SIZES) {
      const file = join(folder, `${size}.bin`);
      writeFileSync(file, Buffer.alloc(size * MEGABYTE, 7));
      const runs = [];
      for (let round = 0; round < ROUNDS; round++) {
        const child = fork(
          fileURLToPath(new URL('sender.js', import.meta.url)),
          [file, origin, String(size * MEGABYTE)],
          { execArgv: ['--expose-gc'] },
        );
        const [result] = await once(child, 'message');
        await once(child, 'exit');
        if (received.at(-1) < size * MEGABYTE) throw new Error(`only ${received.at(-1)} bytes arrived`);
        runs.push(result);
      }
      rows.push([
        `${size} MB`,
        `${median(runs.map(({ above }) => above)).toFixed(1)} MB above idle`,
        `${Math.round(median(runs.map(({ milliseconds }) => milliseconds)))} ms`,
      ]);
    }
    table('a file from a ReadStream (goal: 25 MB in at most 24 MB, 100 MB in no more)', rows);
  } finally {
    server.close();
    rmSync(folder, { recursive: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await upload();
