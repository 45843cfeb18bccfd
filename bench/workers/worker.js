// One of the processes that send.
import { campaign, campaignWorker, RedisLedger } from 'chinwag/campaigns';
import { MessengerClient, text } from 'chinwag/messenger';

const { REDIS_URL, ORIGIN, PEOPLE, ROLE } = process.env;

function* people() {
  for (let index = 0; index < Number(PEOPLE); index++)
    yield `${24_810_001_000_000_000n + BigInt(index) * 7_919n}`;
}

const ledger = new RedisLedger({ url: REDIS_URL });
const defined = campaign({
  name: 'bench',
  audience: { name: 'everybody', rows: () => rowsOf(people()) },
  message: () => text('Half price!'),
  client: new MessengerClient({ origin: ORIGIN, accessToken: 'token', pacing: { messages: 1_000_000 } }),
  ledger,
});

function* rowsOf(psids) {
  let line = 0;
  for (const psid of psids) yield { line: ++line, person: { psid } };
}

process.once('message', async () => {
  const before = process.cpuUsage();
  if (ROLE === 'starter') await defined.start();
  else await campaignWorker(defined, { ledger }).run();
  const { user, system } = process.cpuUsage(before);
  process.send({ cpu: (user + system) / 1e6, rss: process.resourceUsage().maxRSS * 1024 });
  await defined.close();
  await ledger.close();
  process.exit();
});
process.send('ready');
