import { createServer } from 'node:net';
import { ConfigError } from '../core/errors.js';

const TRIES = 20;

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });
}

/** The port, or the next free one after it. */
export async function freePort(wanted: number): Promise<number> {
  for (let port = wanted; port < wanted + TRIES; port++) {
    if (await isFree(port)) return port;
  }
  throw new ConfigError(`the ports from ${wanted} to ${wanted + TRIES - 1} are all in use`, {
    hint: 'Choose another with --port.',
  });
}
