// The process that is killed: sends one campaign, or goes on with it. As `standby` it asks until it may.
import { readFileSync } from 'node:fs';
import { campaign, SqliteLedger } from 'chinwag/campaigns';
import { MessengerClient, text } from 'chinwag/messenger';

const { LEDGER_PATH, GRAPH_ORIGIN, ACCESS_TOKEN, PEOPLE, RATE, ROLE } = process.env;

const defined = campaign({
  name: 'black-friday',
  audience: readFileSync(PEOPLE, 'utf8').split('\n'),
  message: ({ psid }) => text(`Half price for ${psid}!`),
  ...(RATE && { rate: Number(RATE) }),
  client: new MessengerClient({
    origin: GRAPH_ORIGIN,
    accessToken: ACCESS_TOKEN,
    // A machine that stands still for seconds has lost no answer.
    timeout: 60_000,
    pacing: { messages: 10_000 },
  }),
  ledger: new SqliteLedger({ path: LEDGER_PATH }),
});

async function send() {
  for (;;) {
    try {
      return await defined.start();
    } catch (error) {
      if (ROLE !== 'standby' || error.code !== 'running') throw error;
    }
  }
}
process.send?.(await send());
process.disconnect?.();
