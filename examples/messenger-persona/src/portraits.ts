import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';

// The platform fetches a persona's picture from an address. A real Page needs a public one, in PORTRAITS; on localhost
// the bot serves them itself.
const server = createServer(async (request, response) => {
  try {
    const file = new URL(`../portraits/${basename(request.url ?? '')}`, import.meta.url);
    response.setHeader('content-type', 'image/png').end(await readFile(file));
  } catch {
    response.writeHead(404).end();
  }
});
// The bot may end without waiting for it.
server.on('connection', (socket) => socket.unref()).unref();

let serving: Promise<string> | undefined;

export async function portraitUrl(name: string): Promise<string> {
  if (process.env.PORTRAITS) return `${process.env.PORTRAITS}/${name}`;
  serving ??= serve();
  return `${await serving}/${name}`;
}

async function serve(): Promise<string> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
