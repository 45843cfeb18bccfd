import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Action, type ChinwagBot, type ChinwagConfig, createBot } from 'chinwag';
import type { MessengerContext } from 'chinwag/messenger';
import { graphRequest } from './graph-request.js';

export const SECRET = 'app-secret';
export const PAGE = '1110001';
export const PERSON = '24810001';
export const TOKEN = 'page-token-never-to-be-seen';

/** A request as it came over the wire to the stand-in for the Graph API. */
export interface Wire {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
  json: Record<string, unknown>;
}

/**
 * What the stand-in answers: a status and a body, so many milliseconds later or after something else; or `drop` to close
 * the connection after reading.
 */
export type Answer =
  | { status?: number; headers?: Record<string, string>; body: unknown; delay?: number | Promise<void> }
  | 'drop';

/** A stand-in for the Graph API that keeps what it read and answers as told. */
export async function stubGraph(answer: (request: Wire, count: number) => Answer = accept) {
  const requests: Wire[] = [];
  let arrived = () => {};
  const server = createServer(async (request, response) => {
    const bytes = await graphRequest(request, response);
    if (!bytes) return;
    const body = bytes.toString('latin1');
    const isJson = request.headers['content-type']?.startsWith('application/json');
    const wire: Wire = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body,
      json: isJson ? JSON.parse(bytes.toString()) : {},
    };
    requests.push(wire);
    const answered = answer(wire, requests.length);
    if (answered === 'drop') request.socket.destroy();
    else {
      const { delay } = answered;
      if (delay)
        await (typeof delay === 'number' ? new Promise((resolve) => setTimeout(resolve, delay)) : delay);
      response.writeHead(answered.status ?? 200, {
        'content-type': 'application/json',
        ...answered.headers,
      });
      response.end(typeof answered.body === 'string' ? answered.body : JSON.stringify(answered.body));
    }
    arrived();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    /** Resolves when so many requests have come. */
    async received(count: number) {
      while (requests.length < count) await new Promise<void>((resolve) => (arrived = resolve));
      return requests;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

let mids = 0;

export function accept(request: Wire): Answer {
  const recipient = (request.json.recipient as { id?: string } | undefined)?.id ?? PERSON;
  return { body: { recipient_id: recipient, message_id: `m_${++mids}` } };
}

/** A bot in this process, listening, in front of the stand-in. */
export async function listeningBot(
  origin: string,
  action: Action<MessengerContext>,
  config: ChinwagConfig & { messenger?: object } = {},
): Promise<{ bot: ChinwagBot; url: string }> {
  const { messenger, ...rest } = config;
  const bot = createBot(
    {
      ...rest,
      channels: {
        messenger: {
          origin,
          pageId: PAGE,
          accessToken: TOKEN,
          appSecret: SECRET,
          verifyToken: 'verify-me',
          // A machine that does much else meanwhile has lost no answer.
          timeout: 60_000,
          ...messenger,
        },
      },
    },
    action,
  );
  const { port } = await bot.listen(0, '127.0.0.1');
  return { bot, url: `http://127.0.0.1:${port}/webhooks/messenger` };
}

export const sign = (body: string | Uint8Array, secret = SECRET) =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

/** Posts a webhook as Meta does. */
export function post(url: string, body: unknown, headers: Record<string, string> = {}) {
  const bytes = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  return fetch(url, {
    method: 'POST',
    body: bytes as string,
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': sign(bytes), ...headers },
  });
}

let clock = 1_790_000_000_000;

/** An event from a person to the Page, in the envelope of a webhook. */
export function webhook(...events: object[]) {
  const messaging = events.map((event) => ({
    sender: { id: PERSON },
    recipient: { id: PAGE },
    timestamp: ++clock,
    ...event,
  }));
  return { object: 'page', entry: [{ id: PAGE, time: clock, messaging }] };
}

export const textEvent = (text: string, more: object = {}) => ({
  message: { mid: `m_in_${++mids}`, text },
  ...more,
});
