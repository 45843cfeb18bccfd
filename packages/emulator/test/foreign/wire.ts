import { once } from 'node:events';
import net from 'node:net';

/** A request as it went over the wire, with `{{names}}` in place of what differs from run to run. */
export interface RecordedRequest {
  /** What the library was asked to do. */
  call: string;
  /** The kind of answer that has to come. */
  answers: string;
  /** The name under which later requests know the id that is answered. */
  keeps?: string;
  /** Request line and headers. */
  head: string[];
  /** The pieces of the body, each a chunk of its own when the request was chunked. */
  body: (string | { base64: string })[];
}

export interface WireAnswer {
  status: number;
  head: string;
  body: unknown;
}

/** The very bytes that were recorded, the names filled in; only lengths are counted anew. */
export function bytesOf(request: RecordedRequest, names: Record<string, string>): Buffer {
  const fill = (text: string) =>
    text.replace(/\{\{([a-z-]+)\}\}/g, (_, name: string) => {
      const value = names[name];
      if (value === undefined) throw new Error(`${request.call}: nothing is known as {{${name}}}.`);
      return value;
    });
  const pieces = request.body.map((piece) =>
    typeof piece === 'string' ? Buffer.from(fill(piece)) : Buffer.from(piece.base64, 'base64'),
  );
  const chunked = request.head.some((line) => /^transfer-encoding: chunked$/i.test(line));
  const length = String(pieces.reduce((sum, piece) => sum + piece.length, 0));
  const head = request.head.map((line) => fill(line.replace('{{length}}', length)));
  const framed = chunked ? [...pieces.flatMap(chunk), Buffer.from('0\r\n\r\n')] : pieces;
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), ...framed]);
}

function chunk(piece: Buffer): Buffer[] {
  return [Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')];
}

/** Writes the bytes to a socket and reads the one answer. */
export async function exchange(origin: string, bytes: Buffer): Promise<WireAnswer> {
  const { hostname, port } = new URL(origin);
  const socket = net.connect(Number(port), hostname);
  try {
    await once(socket, 'connect');
    socket.write(bytes);
    let received = Buffer.alloc(0);
    for await (const data of socket) {
      received = Buffer.concat([received, data]);
      const answer = readAnswer(received);
      if (answer) return answer;
    }
    throw new Error(`The connection closed after ${received.length} bytes of an answer.`);
  } finally {
    socket.destroy();
  }
}

function readAnswer(received: Buffer): WireAnswer | undefined {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = received.subarray(0, end).toString('latin1');
  const length = /^content-length: (\d+)$/im.exec(head)?.[1];
  if (length === undefined) throw new Error(`The answer does not say how long it is:\n${head}`);
  const body = received.subarray(end + 4);
  if (body.length < Number(length)) return undefined;
  return { status: Number(head.split(' ')[1]), head, body: JSON.parse(body.toString('utf8')) };
}
