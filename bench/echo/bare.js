// The limit: node:http, HMAC, JSON and an undici pool with at most 100 sends in flight, and nothing else.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { Pool } from 'undici';
import { graphOrigin, SECRET, TOKEN } from '../settings.js';

const LIMIT = 100;
const pool = new Pool(graphOrigin(), { connections: LIMIT });
const headers = { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` };
const proof = createHmac('sha256', SECRET).update(TOKEN).digest('hex');
const waiting = [];
let inFlight = 0;

async function send(event) {
  if (inFlight >= LIMIT) await new Promise((resolve) => waiting.push(resolve));
  inFlight++;
  const body = JSON.stringify({
    recipient: { id: event.sender.id },
    messaging_type: 'RESPONSE',
    message: { text: event.message.text },
  });
  const answer = await pool.request({
    method: 'POST',
    path: `/v26.0/me/messages?appsecret_proof=${proof}`,
    headers,
    body,
  });
  await answer.body.json();
  inFlight--;
  waiting.shift()?.();
}

createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    const expected = createHmac('sha256', SECRET).update(body).digest();
    const given = Buffer.from(String(request.headers['x-hub-signature-256']).slice(7), 'hex');
    if (given.length !== 32 || !timingSafeEqual(given, expected)) return response.writeHead(403).end();
    response.writeHead(200, { 'content-length': 2 }).end('OK');
    for (const entry of JSON.parse(body).entry) for (const event of entry.messaging) send(event);
  });
}).listen(0, '127.0.0.1', function () {
  process.send?.({ port: this.address().port, path: '/' });
});
