import { unusable } from './answer.js';
import { AbortError, ConnectionError, GraphAnswerError, type RequestName, TimeoutError } from './errors.js';
import { redact } from './redact.js';
import { ANSWER_LIMIT, type TransportFailure, type TransportRequest } from './transport/transport.js';

/** Makes what a transport failed with into the error the caller gets: typed, named, without a token. */
export function describeFailure(
  name: RequestName,
  request: TransportRequest,
  failure: unknown,
  secrets: readonly string[],
): unknown {
  // An injected transport may throw anything, even with the request in it; then only the message is kept.
  if (!isTransportFailure(failure)) {
    return new ConnectionError(name, `failed: ${reasonOf(failure, secrets)}`, 'unknown');
  }
  const { kind, outcome, answer, cause } = failure;
  switch (kind) {
    case 'timeout':
      return new TimeoutError(name, request.timeout, outcome);
    case 'aborted':
      return new AbortError(name, outcome, cause);
    case 'content':
      return cause;
    case 'tooLarge':
    case 'cutOff': {
      const wrong =
        kind === 'cutOff' ? 'was cut off' : `is larger than ${ANSWER_LIMIT} bytes; the rest was not read`;
      return answer ? unusable(name, answer, wrong, secrets) : new GraphAnswerError(name, 0, wrong);
    }
    case 'connection': {
      const what =
        outcome === 'notSent'
          ? `could not reach ${request.origin}`
          : `lost its connection to ${request.origin}`;
      return new ConnectionError(name, `${what} (${reasonOf(cause, secrets)})`, outcome);
    }
  }
}

// By shape, so that a transport need not come from this very copy of the package.
function isTransportFailure(failure: unknown): failure is TransportFailure {
  return failure instanceof Error && 'kind' in failure && 'outcome' in failure;
}

/** In words, for the objects of socket errors say nothing more, and may say too much. */
function reasonOf(cause: unknown, secrets: readonly string[]): string {
  if (!(cause instanceof Error)) return 'no reason given';
  // fetch hides its reason in the cause, several addresses tried hide theirs in a list.
  if (cause instanceof AggregateError && cause.errors.length > 0) return reasonOf(cause.errors[0], secrets);
  if (cause.cause instanceof Error) return reasonOf(cause.cause, secrets);
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  const isNamed = code === '' || cause.message.includes(code);
  return redact(isNamed ? cause.message : `${cause.message} ${code}`.trim(), secrets);
}
