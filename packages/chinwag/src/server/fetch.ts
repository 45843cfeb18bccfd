import { BodyTooLargeError, type WebhookRequest } from '../core/channel.js';
import type { Receive } from './node.js';

function toWebhookRequest(request: Request): WebhookRequest {
  const { pathname, searchParams } = new URL(request.url);
  return {
    method: request.method,
    path: pathname,
    query: searchParams,
    header: (name) => request.headers.get(name) ?? undefined,
    body: (limit) => readBody(request, limit),
  };
}

async function readBody(request: Request, limit: number): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw new BodyTooLargeError();
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > limit) throw new BodyTooLargeError();
    chunks.push(chunk);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

/** The webhook as one function from Request to Response: for Hono, edge runtimes and tests. */
export function fetchHandler(receive: Receive): (request: Request) => Promise<Response> {
  return async (request) => {
    const { status, headers, body } = await receive(toWebhookRequest(request));
    return new Response(body ?? null, { status, ...(headers ? { headers } : {}) });
  };
}
