/** Talks to the emulator with as little work as possible, so that it is what is measured. */
import net from 'node:net';

const CONNECTIONS = 32;

/** Writes the requests over a number of connections, one at a time on each; rejects unless all are answered with 200. */
export async function fire(origin, requests) {
  const port = Number(new URL(origin).port);
  let next = 0;
  let refusal;
  const one = () =>
    new Promise((resolve, reject) => {
      const socket = net.connect(port, '127.0.0.1');
      socket.setNoDelay(true);
      let answer = '';
      const more = () => {
        if (next >= requests.length) return socket.end(resolve);
        answer = '';
        socket.write(requests[next++], 'latin1');
      };
      socket.on('connect', more);
      socket.on('data', (data) => {
        answer += data.toString('latin1');
        if (!isWhole(answer)) return;
        if (!answer.startsWith('HTTP/1.1 200')) refusal ??= answer;
        more();
      });
      socket.on('error', reject);
    });
  await Promise.all(Array.from({ length: CONNECTIONS }, one));
  if (refusal) throw new Error(`a send was not taken:\n${refusal}`);
}

function isWhole(answer) {
  const end = answer.indexOf('\r\n\r\n');
  if (end === -1) return false;
  const length = Number(/content-length: (\d+)/i.exec(answer)?.[1] ?? 0);
  return answer.length >= end + 4 + length;
}

/** A bot that proves itself, counts webhooks and answers them at once. */
export async function stubBot() {
  const bot = { received: 0, origin: '', close: () => server.close() };
  const server = net.createServer((socket) => {
    socket.setNoDelay(true);
    socket.on('error', () => {});
    let rest = '';
    socket.on('data', (data) => {
      rest += data.toString('latin1');
      const challenge = /^GET \S*hub\.challenge=(\d+)/.exec(rest)?.[1];
      while (isWhole(rest)) {
        const end = rest.indexOf('\r\n\r\n');
        const length = Number(/content-length: (\d+)/i.exec(rest.slice(0, end))?.[1] ?? 0);
        rest = rest.slice(end + 4 + length);
        const body = challenge ?? '';
        if (challenge === undefined) bot.received++;
        socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
      }
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  bot.origin = `http://127.0.0.1:${server.address().port}`;
  return bot;
}
