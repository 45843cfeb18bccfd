import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below what the systems give away by themselves, which are some thousand ports, each soon again. */
const [LOWEST, COUNT] = [20_000, 12_000];

/**
 * A port for a server that goes away, for a while or for good, and is asked for meanwhile. At a port that the system
 * chose (`listen(0)`) the server of another test would soon be met there, and could not be told from it.
 */
export async function steadyPort(): Promise<number> {
  const port = LOWEST + Math.floor(Math.random() * COUNT);
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return steadyPort();
  }
  server.close();
  await once(server, 'close');
  return port;
}
