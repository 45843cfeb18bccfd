import { Deadline, refuseAborted } from './deadline.js';
import {
  ANSWER_LIMIT,
  type MultipartBody,
  type Transport,
  type TransportAnswer,
  TransportFailure,
  type TransportRequest,
} from './transport.js';

/** Where there is no Node: the global `fetch`, whose connections are the platform's own affair. */
export function createTransport(): Transport {
  return { send, close: async () => {} };
}

async function send(request: TransportRequest): Promise<TransportAnswer> {
  refuseAborted(request.signal);
  const body = typeof request.body === 'object' ? await gather(request.body) : request.body;
  const stop = new AbortController();
  const deadline = new Deadline(request.timeout, request.signal, (kind) => {
    const cause = kind === 'aborted' ? request.signal?.reason : undefined;
    stop.abort(new TransportFailure(kind, 'unknown', { cause }));
  });
  const { method, headers, origin, path } = request;
  try {
    request.onStart?.();
    const response = await fetch(origin + path, {
      method,
      headers,
      body,
      redirect: 'manual',
      signal: stop.signal,
    });
    return await read(response);
  } catch (cause) {
    if (cause instanceof TransportFailure) throw cause;
    if (stop.signal.aborted) throw stop.signal.reason;
    // fetch does not tell whether it ever had a connection.
    throw new TransportFailure('connection', 'unknown', { cause });
  } finally {
    deadline.clear();
  }
}

async function read(response: Response): Promise<TransportAnswer> {
  const decoder = new TextDecoder();
  const answer = { status: response.status, headers: Object.fromEntries(response.headers), body: '' };
  let length = 0;
  try {
    for await (const chunk of response.body ?? []) {
      length += chunk.byteLength;
      if (length > ANSWER_LIMIT) throw new TransportFailure('tooLarge', 'unknown', { answer });
      answer.body += decoder.decode(chunk, { stream: true });
    }
  } catch (cause) {
    if (cause instanceof TransportFailure) throw cause;
    throw new TransportFailure('cutOff', 'unknown', { cause, answer });
  }
  return answer;
}

/** A stream would travel without a length here, so the form is held whole. */
async function gather(body: MultipartBody): Promise<Uint8Array<ArrayBuffer>> {
  const whole = new Uint8Array(body.contentLength);
  let filled = 0;
  try {
    for await (const chunk of body.chunks()) {
      whole.set(chunk, filled);
      filled += chunk.byteLength;
    }
  } catch (cause) {
    throw new TransportFailure('content', 'notSent', { cause });
  }
  return whole;
}
