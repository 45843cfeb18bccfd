/** A stand-in for the Graph API in a process of its own, which notes when each send came, by Page and class. */
import { stubGraph } from '../graph-stub.js';

/** A stub that stood still for longer sees sends come together that did not. */
const STALL = 10;

/** When sends came, by whose they are: the Page's token, and `media` where they are of that class. */
let lines = new Map();
let stalls = [];

let due = performance.now() + 5;
setInterval(() => {
  const now = performance.now();
  if (now - due > STALL) stalls.push(now);
  due = now + 5;
}, 5);

const { origin } = await stubGraph((head, body) => {
  const [, token = ''] = /authorization: Bearer (\S+)/i.exec(head) ?? [];
  const line = /"type":"(audio|video)"/.test(body) ? `${token} media` : token;
  if (!lines.has(line)) lines.set(line, []);
  lines.get(line).push(performance.now());
});
process.send({ origin });

/**
 * The most sends within any stretch of a second, and how many stretches that begin with a send hold too many: in all,
 * and in those during which the stub itself never stood still.
 */
function worstSecond(times, limit) {
  const seen = { worst: 0, over: 0, seconds: 0 };
  const clear = { worst: 0, over: 0, seconds: 0 };
  for (let first = 0, end = 0, stall = 0; first < times.length; first++) {
    const from = times[first];
    while (end < times.length && times[end] - from < 1000) end++;
    // Also what came right after a stall came together with what had come before.
    while (stalls[stall] < from - STALL) stall++;
    const isClear = !(stalls[stall] < from + 1000 + STALL);
    for (const count of isClear ? [seen, clear] : [seen]) {
      count.worst = Math.max(count.worst, end - first);
      if (end - first > limit) count.over++;
      count.seconds++;
    }
  }
  return { seen, clear };
}

process.on('message', ({ limit, seconds: asked = Number.POSITIVE_INFINITY }) => {
  const report = (times) => {
    const seconds = (times.at(-1) - times[0]) / 1000;
    const rate = (times.length - 1) / seconds;
    const within = times.filter((at) => at - times[0] < asked * 1000).length;
    return { sends: times.length, within, rate, stalls: stalls.length, ...worstSecond(times, limit) };
  };
  process.send([...lines].map(([line, times]) => ({ line, ...report(times) })));
  lines = new Map();
  stalls = [];
});
