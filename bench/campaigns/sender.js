/** One process that sends as fast as it can: bare undici, or a campaign. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { campaign, SqliteLedger } from 'chinwag/campaigns';
import { MessengerClient, text } from 'chinwag/messenger';

const { HOW, ORIGIN, FOLDER, PEOPLE } = process.env;
const IN_FLIGHT = 50;

async function bare(people) {
  // The campaign loads less of it, and shall not be charged for the rest.
  const { Pool } = await import('undici');
  const pool = new Pool(ORIGIN, { connections: IN_FLIGHT });
  let next = 0;
  const send = async () => {
    while (next < people) {
      const psid = String(2e15 + next++);
      const { body } = await pool.request({
        method: 'POST',
        path: '/v26.0/me/messages',
        headers: { authorization: 'Bearer token', 'content-type': 'application/json' },
        body: JSON.stringify({
          recipient: { id: psid },
          messaging_type: 'RESPONSE',
          message: { text: `Hi ${psid}!` },
        }),
      });
      await body.json();
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, send));
  await pool.close();
}

/** One client and one ledger, however many campaigns a process sends. */
function noted() {
  const client = new MessengerClient({ origin: ORIGIN, accessToken: 'token', pacing: false });
  const ledger = new SqliteLedger({ path: join(FOLDER, 'sender.sqlite') });
  return (people) =>
    campaign({
      name: `${people} by ${process.pid}`,
      audience: psids(people),
      message: ({ psid }) => text(`Hi ${psid}!`),
      client,
      ledger,
    }).start();
}

/** One by one, as a large audience comes from a file. */
function* psids(people) {
  for (let index = 0; index < people; index++) yield String(2e15 + index);
}

const send = HOW === 'bare' ? bare : noted();
// What is compiled by then is no part of what a send costs.
await send(Math.ceil(PEOPLE / 4));
const before = process.cpuUsage();
const began = performance.now();
await send(Number(PEOPLE));
const { user, system } = process.cpuUsage(before);
const elapsed = performance.now() - began;
const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) * 1024;
process.send({ cpu: (user + system) / 1e6, elapsed: elapsed / 1e3, peak });
process.disconnect();
process.exit();
