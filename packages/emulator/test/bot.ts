import { createHmac } from 'node:crypto';
import http from 'node:http';
import { steadyPort } from '../../../test/steady-port.js';

export interface Received {
  headers: http.IncomingHttpHeaders;
  raw: Buffer;
  /** The body, read as JSON. */
  body: {
    object: string;
    entry: { id: string; time: number; messaging: Event[]; standby: Event[]; changes: Event[] }[];
  };
}

export type Event = Record<string, unknown> & { timestamp: number };

/** A bot made of nothing but node:http: it proves itself, keeps what it gets, and answers as it is told. */
export class TestBot {
  readonly received: Received[] = [];
  readonly verifications: URLSearchParams[] = [];
  verifyToken: string | undefined;
  /** The status of the next answers, one each; 200 once they are used up. */
  statuses: number[] = [];
  readonly #server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://bot');
    if (request.method === 'GET') {
      this.verifications.push(url.searchParams);
      const right =
        this.verifyToken === undefined || url.searchParams.get('hub.verify_token') === this.verifyToken;
      response.writeHead(right ? 200 : 403).end(right ? url.searchParams.get('hub.challenge') : '');
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks);
      this.received.push({ headers: request.headers, raw, body: JSON.parse(raw.toString('utf8')) });
      response.writeHead(this.statuses.shift() ?? 200).end();
    });
  });

  /** Where it listens: at a port of its own, or where another one did. */
  async listen(at?: number): Promise<string> {
    const port = at ?? (await steadyPort());
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    return `http://127.0.0.1:${port}/webhook`;
  }

  /** Every event of every webhook, in the order of arrival. */
  get events(): Event[] {
    return this.received.flatMap(({ body }) =>
      body.entry.flatMap((entry) => entry.messaging ?? entry.standby ?? entry.changes ?? []),
    );
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}

export function hmac(algorithm: 'sha1' | 'sha256', secret: string, bytes: Buffer | string): string {
  return createHmac(algorithm, secret).update(bytes).digest('hex');
}
