import type { Emulator } from '../src/index.js';

export interface Answer {
  status: number;
  headers: Headers;
  body: Body;
}

export interface Body {
  [field: string]: unknown;
  error?: {
    message: string;
    code: number;
    error_subcode?: number;
    type: string;
    fbtrace_id: string;
    error_user_msg?: string;
  };
}

/** Calls the Graph API over HTTP in the name of the first Page. */
export function graphOf(emulator: Emulator) {
  const call = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const plain = body instanceof FormData || body instanceof URLSearchParams || typeof body === 'string';
    const response = await fetch(`${emulator.origin}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${emulator.page.accessToken}`,
        ...(!plain && body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: plain ? (body as string) : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: JSON.parse(text) };
  };
  return {
    call,
    get: (path: string) => call('GET', path),
    post: (path: string, body?: unknown) => call('POST', path, body),
    delete: (path: string, body?: unknown) => call('DELETE', path, body),
    /** POST /me/messages to one person. */
    send: (psid: string, message: unknown, more: Record<string, unknown> = {}) =>
      call('POST', '/v26.0/me/messages', {
        recipient: { id: psid },
        messaging_type: 'RESPONSE',
        message,
        ...more,
      }),
  };
}
