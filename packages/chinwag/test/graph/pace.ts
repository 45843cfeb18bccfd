import { onTestFinished } from 'vitest';
import type { Logger } from '../../src/core/logger.js';
import type { GraphCall } from '../../src/graph/call.js';
import { Graph } from '../../src/graph/graph.js';
import type { GraphOptions } from '../../src/graph/options.js';
import {
  type Transport,
  type TransportAnswer,
  TransportFailure,
  type TransportRequest,
} from '../../src/graph/transport/transport.js';
import { messengerRules, type RateLimits } from '../../src/messenger/rate-limits.js';
import { TestClock } from './test-clock.js';

/** A request as the platform got it. */
export interface Arrival {
  at: number;
  token: string;
  text: string;
  path: string;
}

/** Milliseconds that a request is held up on its way to the wire. */
export type HoldingUp = () => number;

export type Answering = (arrival: Arrival) => Partial<TransportAnswer> | 'nobody there' | undefined;

/** A platform on the other side of a wire in which time passes as the test says. */
export function paced(
  answering: Answering = () => undefined,
  limits?: RateLimits | false,
  options: GraphOptions = {},
  holdingUp: HoldingUp = () => 0,
) {
  const clock = new TestClock();
  const arrivals: Arrival[] = [];
  const said: string[] = [];
  const say = (message: string) => void said.push(message);
  const logger: Logger = { debug: () => {}, info: say, warn: say, error: say };
  const transport: Transport = {
    send: (request) =>
      new Promise((resolve, reject) => {
        const start = () => {
          request.onStart?.();
          const arrival = arrivalOf(request, clock.monotonic());
          arrivals.push(arrival);
          clock.setTimeout(() => {
            const answer = answering(arrival);
            if (answer === 'nobody there') reject(new TransportFailure('connection', 'notSent'));
            else resolve({ status: 200, headers: {}, body: '{"message_id":"m"}', ...answer });
          }, 5);
        };
        const held = holdingUp();
        if (held > 0) clock.setTimeout(start, held);
        else start();
      }),
    close: async () => {},
  };
  const graph = new Graph({
    accessToken: 'page-a',
    transport,
    clock,
    logger,
    rules: messengerRules(limits),
    ...options,
  });
  graph.bind('page-a', 'A');
  graph.bind('page-b', 'B');
  graph.bind('page-c', 'C');
  onTestFinished(async () => {
    await Promise.race([graph.close(), clock.pass(3_600_000)]);
  });
  return { clock, graph, arrivals, said };
}

function arrivalOf({ headers, path, body }: TransportRequest, at: number): Arrival {
  const json = typeof body === 'string' ? JSON.parse(body) : {};
  return {
    at,
    token: String(headers.authorization).replace('Bearer ', ''),
    text: json.message?.text ?? json.message?.attachment?.type ?? '',
    path,
  };
}

export const send = (text: string, accessToken = 'page-a'): GraphCall => ({
  method: 'POST',
  path: 'me/messages',
  body: { recipient: { id: '1' }, message: { text } },
  accessToken,
});

export const sendMedia = (type: string): GraphCall => ({
  method: 'POST',
  path: 'me/messages',
  body: { recipient: { id: '1' }, message: { attachment: { type } } },
});

/** So many at once. Those that are still waiting when the test is over are turned away, which nobody minds. */
export function many<T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> {
  const all = Promise.all(Array.from({ length: count }, (_, index) => make(index)));
  all.catch(() => undefined);
  return all;
}

export const refusal = (
  code: number,
  subcode?: number,
  headers: TransportAnswer['headers'] = {},
): Partial<TransportAnswer> => ({
  status: 400,
  headers,
  body: JSON.stringify({ error: { code, error_subcode: subcode, message: 'no' } }),
});

/** The most within any stretch of so many milliseconds. */
export function worst(arrivals: readonly Arrival[], stretch = 1_000): number {
  let most = 0;
  for (let first = 0, end = 0; first < arrivals.length; first++) {
    while (end < arrivals.length && (arrivals[end]?.at ?? 0) - (arrivals[first]?.at ?? 0) < stretch) end++;
    most = Math.max(most, end - first);
  }
  return most;
}
