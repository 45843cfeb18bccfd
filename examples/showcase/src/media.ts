import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../media', import.meta.url));

const types: Record<string, string> = {
  '.gif': 'image/gif',
  '.jpg': 'image/jpeg',
  '.mp3': 'audio/mpeg',
  '.mp4': 'video/mp4',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
};

/** Where a file of `media/` is. */
export function mediaPath(name: string): string {
  return join(folder, basename(name));
}

/** Its address, for messages that give Messenger a URL to fetch from. */
export function mediaUrl(name: string): string {
  return `${origin}/${name}`;
}

// A bot in production has its media on a web server anyway, and says where in MEDIA_ORIGIN. Here it is its own.
const server = createServer((request, response) => {
  const name = basename(request.url ?? '');
  const file = createReadStream(mediaPath(name));
  file.on('error', () => response.writeHead(404).end());
  file.on('open', () => {
    response.setHeader('content-type', types[extname(name)] ?? 'application/octet-stream');
    file.pipe(response);
  });
});
// The bot may end without waiting for it.
server.on('connection', (socket) => socket.unref()).unref();

// The same port each time, so that pictures of yesterday's cards are still there after a restart.
const origin = process.env.MEDIA_ORIGIN ?? (await serve(3200).catch(() => serve(0)));

async function serve(port: number): Promise<string> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : port}`;
}
