/** Signed webhooks, sent as fast as they are answered. */
import { createHmac } from 'node:crypto';
import net from 'node:net';
import { PAGE, SECRET } from './settings.js';

const CONNECTIONS = 64;
const PEOPLE = 10_000;

/** The body of a webhook with a message of each of these people. */
export function prepareEvents(events) {
  const messaging = events.map(({ id, mid }, index) => ({
    sender: { id },
    recipient: { id: PAGE },
    timestamp: 1_790_000_000_000 + index,
    message: { mid, text: `Hello number ${index}` },
  }));
  return JSON.stringify({ object: 'page', entry: [{ id: PAGE, time: 1_790_000_000_000, messaging }] });
}

/** The headers that say whose it is. */
export const sign = (body) => ({
  'content-type': 'application/json',
  'x-hub-signature-256': `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`,
});

/** Requests ready to be written, so that signing is not part of what is measured. */
export function prepareRequests(count, path, round) {
  return Array.from({ length: count }, (_, index) => {
    const body = JSON.stringify({
      object: 'page',
      entry: [
        {
          id: PAGE,
          time: 1_790_000_000_000 + index,
          messaging: [
            {
              sender: { id: String(24_810_000_000 + (index % PEOPLE)) },
              recipient: { id: PAGE },
              timestamp: 1_790_000_000_000 + index,
              message: { mid: `m_${round}_${index}_${'x'.repeat(60)}`, text: `Hello number ${index}` },
            },
          ],
        },
      ],
    });
    const sha256 = createHmac('sha256', SECRET).update(body).digest('hex');
    const sha1 = createHmac('sha1', SECRET).update(body).digest('hex');
    return (
      `POST ${path} HTTP/1.1\r\nhost: bot\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n` +
      `x-hub-signature: sha1=${sha1}\r\nx-hub-signature-256: sha256=${sha256}\r\n\r\n${body}`
    );
  });
}

/** Writes the requests over a number of connections, one at a time on each; resolves when all are answered. */
export async function fire(port, requests) {
  let next = 0;
  let refused = 0;
  await Promise.all(
    Array.from(
      { length: CONNECTIONS },
      () =>
        new Promise((resolve, reject) => {
          const socket = net.connect(port, '127.0.0.1');
          socket.setNoDelay(true);
          const more = () => {
            if (next >= requests.length) return socket.end(resolve);
            socket.write(requests[next++], 'latin1');
          };
          socket.on('connect', more);
          socket.on('data', (data) => {
            if (!data.subarray(0, 12).equals(OK)) refused++;
            more();
          });
          socket.on('error', reject);
        }),
    ),
  );
  if (refused > 0) throw new Error(`${refused} webhooks were not answered with 200`);
}

const OK = Buffer.from('HTTP/1.1 200');
