import http from 'node:http';
import https from 'node:https';
import net from 'node:net';

export interface CallbackAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Messenger waits this long for a webhook to be answered. */
export const CALLBACK_TIMEOUT = 5_000;

/** More of an answer than this nobody reads. */
const LARGEST_ANSWER = 64 * 1024;

/** Keeps connections to the callbacks open, and closes them with the emulator. */
export class CallbackClient {
  readonly #http = new http.Agent({ keepAlive: true, maxSockets: 256 });
  readonly #https = new https.Agent({ keepAlive: true, maxSockets: 256 });

  /** Sends a request; rejects when there is no whole answer within five seconds. */
  send(method: string, url: URL, headers: Record<string, string>, body?: Buffer): Promise<CallbackAnswer> {
    const secure = url.protocol === 'https:';
    const agent = secure ? this.#https : this.#http;
    return new Promise((resolve, reject) => {
      const request = (secure ? https : http).request(url, { method, headers, agent }, (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size <= LARGEST_ANSWER) chunks.push(chunk);
        });
        response.on('error', reject);
        response.on('end', () => {
          clearTimeout(timer);
          resolve({
            status: response.statusCode ?? 0,
            headers: flat(response.headers),
            body: Buffer.concat(chunks).toString('utf8'),
          });
        });
      });
      const timer = setTimeout(() => {
        request.destroy(new Error(`no answer within ${CALLBACK_TIMEOUT / 1000} seconds`));
      }, CALLBACK_TIMEOUT);
      request.on('error', (error) => {
        clearTimeout(timer);
        reject(error);
      });
      request.end(body);
    });
  }

  /** Whether anybody listens there. Nothing is sent, so the bot does not see it. */
  knock({ hostname, port, protocol }: URL): Promise<boolean> {
    const host = hostname.replace(/^\[(.*)\]$/, '$1');
    return new Promise((resolve) => {
      const socket = net.connect({ host, port: Number(port) || (protocol === 'https:' ? 443 : 80) });
      const answer = (open: boolean) => {
        socket.destroy();
        resolve(open);
      };
      socket.setTimeout(CALLBACK_TIMEOUT, () => answer(false));
      socket.on('connect', () => answer(true));
      socket.on('error', () => answer(false));
    });
  }

  close(): void {
    this.#http.destroy();
    this.#https.destroy();
  }
}

function flat(headers: http.IncomingHttpHeaders): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) plain[name] = String(value);
  return plain;
}
