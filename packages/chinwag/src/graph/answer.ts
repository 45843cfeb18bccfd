import type { GraphCall } from './call.js';
import { GraphAnswerError, GraphError, type Refusal, type RequestName } from './errors.js';
import { redact } from './redact.js';

/** What came back: from the wire, or as an item of a batch. */
export interface RawAnswer {
  status: number;
  body: string;
}

/** Makes an answer into what the caller gets, or into the error it is. */
export function readAnswer<Result>(
  call: GraphCall<Result>,
  answer: RawAnswer,
  secrets: readonly string[],
): Result {
  const value = parseAnswer(call, answer, secrets);
  if (Array.isArray(value)) throw unusable(call, answer, 'is a list, not an object', secrets);
  if (!call.read) return value as Result;
  try {
    return call.read(value as never);
  } catch (cause) {
    throw unusable(call, answer, 'lacks what was expected in it', secrets, cause);
  }
}

/** An object or a list; anything else is an error, and so is an object that says it is one. */
export function parseAnswer(request: RequestName, answer: RawAnswer, secrets: readonly string[]): object {
  const value = parse(request, answer, secrets);
  if (typeof value !== 'object' || value === null) {
    throw unusable(request, answer, 'is not an object', secrets);
  }
  // Old proxies turn the status of an error into 200.
  if ('error' in value) throw refused(request, answer, value.error, secrets);
  if (answer.status < 200 || answer.status > 299)
    throw unusable(request, answer, failed(answer.status), secrets);
  return value;
}

/** An answer that is none, with its beginning, so that one sees who spoke. */
export function unusable(
  request: RequestName,
  { status, body }: RawAnswer,
  wrong: string,
  secrets: readonly string[],
  cause?: unknown,
): GraphAnswerError {
  return new GraphAnswerError(request, status, wrong, excerpt(body, secrets), cause);
}

function parse(request: RequestName, answer: RawAnswer, secrets: readonly string[]): unknown {
  const { status, body } = answer;
  if (body === '') {
    const wrong = status < 200 || status > 299 ? failed(status) : 'is empty';
    throw unusable(request, answer, wrong, secrets);
  }
  try {
    return JSON.parse(body.startsWith('\ufeff') ? body.slice(1) : body);
  } catch {
    // JSON.parse quotes what it stumbles over, which may be a token; so it is no cause here.
    throw unusable(request, answer, describe(answer), secrets);
  }
}

function describe({ status, body }: RawAnswer): string {
  if (isRedirect(status)) return failed(status);
  if (body.startsWith('\x1f')) return 'is compressed, which was not asked for';
  if (/^\s*</.test(body)) return 'is HTML, not JSON';
  if (/^\s*[{[]/.test(body)) return 'is JSON that was cut off or damaged';
  return 'is not JSON';
}

function failed(status: number): string {
  return isRedirect(status)
    ? 'is a redirect, which is not followed because the token would go along'
    : 'is a failure without an error of the Graph API';
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}

function refused(request: RequestName, answer: RawAnswer, error: unknown, secrets: readonly string[]): Error {
  const said: Record<string, unknown> = typeof error === 'object' && error !== null ? { ...error } : {};
  const code = number(said.code);
  if (code === undefined) return unusable(request, answer, 'holds an error without a code', secrets);
  const text = (value: unknown) => (typeof value === 'string' ? redact(value, secrets) : undefined);
  const refusal: Refusal = {
    message: text(said.message) ?? 'no message',
    code,
    subcode: number(said.error_subcode),
    type: text(said.type),
    fbtraceId: text(said.fbtrace_id),
    isTransient: said.is_transient === true,
    userTitle: text(said.error_user_title),
    userMessage: text(said.error_user_msg),
  };
  return new GraphError(request, answer.status, refusal);
}

/** Codes come as numbers, and from some places as strings. */
function number(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : undefined;
}

const EXCERPT = 200;
/** Enough to blank whole tokens before cutting, without searching a megabyte. */
const SEARCHED = 4000;

function excerpt(body: string, secrets: readonly string[]): string {
  const clean = redact(body.slice(0, SEARCHED), secrets)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return clean.length > EXCERPT ? `${clean.slice(0, EXCERPT)}…` : clean;
}
