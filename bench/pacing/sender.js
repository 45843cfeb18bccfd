/** Sends a campaign as fast as it may, answers people beside it, and tells how long an answer took. */
import { MessengerClient } from 'chinwag/messenger';
import { RedisStorage } from 'chinwag/redis';
import { median, percentile } from '../report.js';
import { PAGE, SECRET, TOKEN } from '../settings.js';

const { origin, seconds, redis, repliesPerSecond } = JSON.parse(process.argv[2]);
/** How many of the campaign's sends wait at a time. */
const OUTSTANDING = 500;

const storage = redis && new RedisStorage({ url: redis });
await storage?.open('visitor');
const client = new MessengerClient({
  origin,
  pageId: PAGE,
  accessToken: TOKEN,
  appSecret: SECRET,
  ...(storage ? { budgets: storage } : {}),
});

const ends = performance.now() + seconds * 1000;
let person = 0;

async function campaign() {
  while (performance.now() < ends) {
    await client.sendText(`${process.pid}${person++}`, 'Half of everything', { priority: 'campaign' });
  }
}

const took = [];
async function reply() {
  const began = performance.now();
  await client.sendText(`r${process.pid}${person++}`, 'Yes, we have it in red');
  took.push(performance.now() - began);
}

const lanes = Array.from({ length: OUTSTANDING }, campaign);
const replies = [];
while (repliesPerSecond > 0 && performance.now() < ends) {
  // Not in step with anything.
  await new Promise((resolve) => setTimeout(resolve, (Math.random() * 2000) / repliesPerSecond));
  replies.push(reply());
}
await Promise.all([...lanes, ...replies]);
process.send({
  replies: took.length,
  p50: median(took),
  p99: percentile(took, 0.99),
});
await client.close();
await storage?.close();
process.disconnect();
