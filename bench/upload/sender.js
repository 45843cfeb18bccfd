// Sends one file by a ReadStream and tells how much memory that took above idle.
import { createReadStream } from 'node:fs';
import { MessengerClient } from 'chinwag/messenger';

const [file, origin, limit] = process.argv.slice(2);
const client = new MessengerClient({ accessToken: 'bench', origin, fileLimit: Number(limit) });
// What the first request loads (undici, node:http) is not the file's memory.
await client.sendText('1', 'warm');
await client.sendFile('1', createReadStream(new URL('./small.bin', `file://${file}`)));
// undici compiles its parser in the background after its first request; that is not the file's memory either.
await new Promise((resolve) => setTimeout(resolve, 1_000));
globalThis.gc?.();
const idle = process.memoryUsage.rss();
let peak = idle;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 1);
const began = performance.now();
await client.sendFile('1', createReadStream(file));
const milliseconds = performance.now() - began;
clearInterval(watch);
peak = Math.max(peak, process.memoryUsage.rss());
process.send?.({ above: (peak - idle) / 2 ** 20, milliseconds });
await client.close();
