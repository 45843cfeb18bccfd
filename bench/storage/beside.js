/**
 * A conversation with 10,000 queued events beside others: how long those wait from webhook to send, with it and
 * without, in the same process. The Graph side takes its time over the one, so that its queue stays long.
 */
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { percentile, table } from '../report.js';
import { startServer } from '../server.js';
import { prepareEvents, sign } from '../webhooks.js';

const QUEUED = 10_000;
const IN_ONE_POST = 500;
const PROBES = Number(process.env.PROBES ?? 1_000);
const WARM = 300;
const GOAL = 2;
const LOUD = '24810000000';
const LOUD_ANSWER_MILLISECONDS = 50;

/** A Graph API that tells when somebody's answer has come. */
async function graph() {
  const awaited = new Map();
  const server = createServer(async (incoming, response) => {
    let text = '';
    for await (const chunk of incoming) text += chunk;
    const { id } = JSON.parse(text).recipient;
    awaited.get(id)?.();
    const answer = () =>
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end('{"recipient_id":"1","message_id":"m_1"}');
    if (id === LOUD) setTimeout(answer, LOUD_ANSWER_MILLISECONDS);
    else answer();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    answered: (id) => new Promise((resolve) => awaited.set(id, resolve)),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function post(port, path, events) {
  const body = prepareEvents(events);
  const sent = request({ port, path, host: '127.0.0.1', method: 'POST', headers: sign(body) });
  sent.end(body);
  const [response] = await once(sent, 'response');
  response.resume();
  await once(response, 'end');
  if (response.statusCode !== 200) throw new Error(`a webhook was answered with ${response.statusCode}`);
}

async function measure(storage) {
  const platform = await graph();
  const bot = await startServer(new URL('chinwag.js', import.meta.url), platform.origin, storage);
  let person = 24_820_000_000;
  const probe = async () => {
    const id = String(++person);
    const answered = platform.answered(id);
    const began = performance.now();
    await post(bot.port, bot.path, [{ id, mid: `m_${id}` }]);
    await answered;
    return performance.now() - began;
  };
  const probes = async (count) => {
    const waits = [];
    for (let index = 0; index < count; index++) waits.push(await probe());
    return percentile(waits, 0.99);
  };
  try {
    await probes(WARM);
    const alone = await probes(PROBES);
    for (let first = 0; first < QUEUED; first += IN_ONE_POST) {
      const events = Array.from({ length: IN_ONE_POST }, (_, index) => ({
        id: LOUD,
        mid: `m_loud_${first + index}`,
      }));
      await post(bot.port, bot.path, events);
    }
    return { alone, beside: await probes(PROBES) };
  } finally {
    await bot.stop();
    platform.close();
  }
}

export async function beside(storages = ['memory', 'sqlite', 'redis']) {
  const rows = [];
  for (const storage of storages) {
    const { alone, beside } = await measure(storage);
    const ratio = (beside / alone).toFixed(2);
    rows.push([
      `Chinwag, ${storage}`,
      `${alone.toFixed(1)} ms alone`,
      `${beside.toFixed(1)} ms beside it`,
      `${ratio} times (goal: at most ${GOAL})`,
    ]);
  }
  table(
    `webhook → send of others beside a conversation with ${QUEUED.toLocaleString('en')} queued events: 99th percentile`,
    rows,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await beside(process.argv[2]?.split(','));
