/** A stand-in for the Graph API in a process of its own, which notes when each send came. */
import { createServer } from 'node:net';

const ANSWER_BODY = '{"recipient_id":"1","message_id":"m_1"}';
const ANSWER = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${ANSWER_BODY.length}\r\n\r\n${ANSWER_BODY}`;

/** A stub that stood still for longer sees sends come together that did not. */
const STALL = 10;

let times = [];
let stalls = [];

let due = performance.now() + 5;
setInterval(() => {
  const now = performance.now();
  if (now - due > STALL) stalls.push(now);
  due = now + 5;
}, 5);

const server = createServer((socket) => {
  let rest = '';
  socket.setNoDelay(true);
  socket.on('error', () => {});
  socket.on('data', (data) => {
    rest += data.toString('latin1');
    let answers = '';
    for (;;) {
      const end = rest.indexOf('\r\n\r\n');
      if (end === -1) break;
      const length = Number(/content-length: (\d+)/i.exec(rest.slice(0, end))?.[1] ?? 0);
      if (rest.length < end + 4 + length) break;
      rest = rest.slice(end + 4 + length);
      answers += ANSWER;
      times.push(performance.now());
    }
    if (answers) socket.write(answers);
  });
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));

/**
 * The most sends within any stretch of a second, and how many stretches that begin with a send hold too many: in all,
 * and in those during which the stub itself never stood still.
 */
function worstSecond(limit) {
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

process.on('message', ({ limit }) => {
  const seconds = (times.at(-1) - times[0]) / 1000;
  const rate = (times.length - 1) / seconds;
  process.send({ sends: times.length, rate, stalls: stalls.length, ...worstSecond(limit) });
  times = [];
  stalls = [];
});
