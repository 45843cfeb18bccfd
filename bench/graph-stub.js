import net from 'node:net';

const ANSWER = (() => {
  const body = '{"recipient_id":"1","message_id":"m_1"}';
  return `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
})();

/** A stand-in for the Graph API that does as little as it can; `onSend` hears each request's head and body. */
export async function stubGraph(onSend) {
  const server = net.createServer((socket) => {
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
        const [head, body] = [rest.slice(0, end), rest.slice(end + 4, end + 4 + length)];
        rest = rest.slice(end + 4 + length);
        answers += ANSWER;
        onSend(head, body);
      }
      if (answers) socket.write(answers);
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
