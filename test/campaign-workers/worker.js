// One of the processes that are killed: starts the campaign, joins it, or goes on with it.
import { readFileSync } from 'node:fs';
import { campaign, campaignWorker, RedisLedger } from 'chinwag/campaigns';
import { MessengerClient, text } from 'chinwag/messenger';

const { REDIS_URL, GRAPH_ORIGIN, ACCESS_TOKEN, PEOPLE, RATE, ROLE } = process.env;

const ledger = new RedisLedger({ url: REDIS_URL });
const defined = campaign({
  name: 'black-friday',
  audience: readFileSync(PEOPLE, 'utf8').split('\n'),
  message: ({ psid }) => text(`Half price for ${psid}!`),
  rate: RATE ? Number(RATE) : null,
  client: new MessengerClient({
    origin: GRAPH_ORIGIN,
    accessToken: ACCESS_TOKEN,
    // A machine that stands still for seconds has lost no answer.
    timeout: 60_000,
    pacing: { messages: 100_000 },
  }),
  ledger,
});
if (ROLE === 'starter') await defined.start();
else await campaignWorker(defined, { ledger }).run();
process.send?.(await defined.report());
process.disconnect?.();
await defined.close();
await ledger.close();
process.exit();
