/** So many sends as fast as they go: through Chinwag, or over bare undici with as many on their way at once. */
import { MessengerClient } from 'chinwag/messenger';
import { Pool } from 'undici';
import { PAGE, TOKEN } from '../settings.js';

const [, , how, origin, count] = process.argv;
const AT_ONCE = 100;

function overUndici() {
  const pool = new Pool(origin, { connections: AT_ONCE });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` };
  return async (psid, text) => {
    const body = JSON.stringify({ recipient: { id: psid }, messaging_type: 'RESPONSE', message: { text } });
    const answer = await pool.request({ method: 'POST', path: '/v26.0/me/messages', headers, body });
    return answer.body.json();
  };
}

function overChinwag() {
  const pacing = { messages: 1_000_000 };
  const client = new MessengerClient({
    origin,
    pageId: PAGE,
    accessToken: TOKEN,
    pacing,
    maxInFlight: AT_ONCE,
  });
  return (psid, text) => client.sendText(psid, text, { priority: 'campaign' });
}

const send = how === 'bare' ? overUndici() : overChinwag();
const run = async (sends) => {
  let next = 0;
  const lane = async () => {
    while (next < sends) await send(`2481${next++}`, 'Half of everything');
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return sends / ((performance.now() - began) / 1000);
};
await run(Number(count) / 5);
process.send({ rate: await run(Number(count)) });
process.disconnect();
process.exit();
