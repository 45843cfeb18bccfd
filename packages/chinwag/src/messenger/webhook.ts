import { sameBytes, verifier } from '#crypto';
import {
  BodyTooLargeError,
  type Received,
  type WebhookAnswer,
  type WebhookRequest,
} from '../core/channel.js';
import { ConfigError } from '../core/errors.js';
import type { Answer } from '../core/storage/storage.js';
import { type Clock, systemClock } from '../core/time/clock.js';
import type { MessengerEvent } from './event.js';
import { parseWebhook } from './events/parse.js';

export interface WebhookOptions {
  /** Signs every webhook. */
  appSecret: string;
  /** What Meta repeats when it verifies the webhook. */
  verifyToken: string;
  /** Bytes; default 4 MB, room for the 1,000 events that Messenger may send at once. */
  bodyLimit?: number;
}

const BODY_LIMIT = 4 * 1024 * 1024;
const CHALLENGE_LIMIT = 256;
const SIGNATURE = /^sha256=[0-9a-f]{64}$/;
const PREFIX_LENGTH = 'sha256='.length;

// Without a body it is one write to the socket instead of two; Meta looks at nothing but the status.
const OK: WebhookAnswer = { status: 200 };
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The two requests Meta makes: the verification GET and the signed POST. */
export class MessengerWebhook {
  #options: Required<WebhookOptions>;
  #clock: Clock;
  #isSigned: (body: Uint8Array, signature: string) => Answer<boolean>;

  constructor(options: WebhookOptions, clock: Clock = systemClock) {
    this.#options = { bodyLimit: BODY_LIMIT, ...options };
    this.#clock = clock;
    this.#isSigned = verifier(options.appSecret);
  }

  async receive(request: WebhookRequest): Promise<Received<MessengerEvent>> {
    if (request.method === 'GET') return only(this.#verify(request.query));
    const signature = request.header('x-hub-signature-256');
    // Decided before the body is read: a stranger costs nothing.
    if (typeof signature !== 'string' || !SIGNATURE.test(signature)) return only({ status: 403 });
    if ((request.header('content-encoding') ?? 'identity') !== 'identity') return only({ status: 415 });

    let body: Uint8Array;
    try {
      body = await request.body(this.#options.bodyLimit);
    } catch (error) {
      if (error instanceof ConfigError) throw error;
      return only({ status: error instanceof BodyTooLargeError ? 413 : 400 });
    }
    // Only the web's crypto makes one wait for it.
    const signed = this.#isSigned(body, signature.slice(PREFIX_LENGTH));
    if (!(typeof signed === 'boolean' ? signed : await signed)) return only({ status: 403 });
    // What is signed but cannot be used is answered 200: anything else makes Meta send it again for hours.
    return { answer: OK, ...readEvents(body, this.#clock.now()) };
  }

  #verify(query: URLSearchParams): WebhookAnswer {
    const [mode, token, challenge] = ['hub.mode', 'hub.verify_token', 'hub.challenge'].map((name) => {
      const values = query.getAll(name);
      return values.length === 1 ? values[0] : undefined;
    });
    const known =
      mode === 'subscribe' &&
      token !== undefined &&
      sameBytes(encoder.encode(token), encoder.encode(this.#options.verifyToken));
    if (!known || challenge === undefined || challenge.length > CHALLENGE_LIMIT) return { status: 403 };
    return {
      status: 200,
      headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
      body: challenge,
    };
  }
}

function only(answer: WebhookAnswer): Received<MessengerEvent> {
  return { answer, events: [], unusable: [] };
}

function readEvents(body: Uint8Array, receivedAt: number): Omit<Received<MessengerEvent>, 'answer'> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(decoder.decode(body));
  } catch {
    return { events: [], unusable: [{ at: 'body', reason: 'it is no JSON', body: decoder.decode(body) }] };
  }
  return parseWebhook(parsed, receivedAt);
}
