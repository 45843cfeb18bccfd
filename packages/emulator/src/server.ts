import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { controlApp } from './control/control.js';
import { Graph } from './graph/graph.js';
import type { Platform } from './platform.js';
import { PortInUse } from './port-in-use.js';

/** The chat page and its files. No path of the Graph API looks like one of them. */
const PAGE_FILES = /^\/(?:$|\?|assets\/|[\w-]+\.(?:svg|png|ico|webmanifest|txt|html|js|css)(?:\?|$))/;

/** Listens; the Graph API is everything that is neither the page nor the control API. */
export async function serve(platform: Platform, port: number, host: string): Promise<http.Server> {
  const graph = new Graph(platform);
  const control = getRequestListener(controlApp(platform).fetch, { overrideGlobalObjects: false });
  const server = http.createServer({ keepAliveTimeout: 60_000 }, (incoming, outgoing) => {
    const url = incoming.url ?? '/';
    const forPage = incoming.method === 'GET' && PAGE_FILES.test(url);
    if (forPage || url.startsWith('/_emulator/')) void control(incoming, outgoing);
    else void graph.serve(incoming, outgoing);
  });
  platform.origin = await listen(server, port, host);
  return server;
}

function listen(server: http.Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortInUse(port, host, error) : error);
    });
    server.listen(port, host, () => {
      const address = server.address() as AddressInfo;
      const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
      resolve(`http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${address.port}`);
    });
  });
}
