import type { Server } from 'node:http';
import type { NodeListener } from './node.js';

/** A server that listens, and gives up on clients that send too slowly. */
export async function listen(listener: NodeListener, port: number, host?: string): Promise<Server> {
  // Loaded by whoever listens: it is a good part of a start-up, and a bot may stand behind another server.
  const { createServer } = await import('node:http');
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000 }, listener);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}
