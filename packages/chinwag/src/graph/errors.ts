import { ChinwagError } from '../core/errors.js';
import type { Retry } from './errors/group.js';
import { explain } from './errors/table.js';

/**
 * What became of a request that failed. `refused`: the platform read it and did nothing. `notSent`: it cannot
 * have got it. `unknown`: it may have carried it out; repeating it may do it twice.
 */
export type Outcome = 'refused' | 'notSent' | 'unknown';

/** Which request an error is about. Never a token, never what was sent. */
export interface RequestName {
  method: string;
  /** Relative to the version, without the query: `me/messages`. */
  path: string;
}

/** What the platform says in `error`, in its own terms. */
export interface Refusal {
  message: string;
  code: number;
  subcode?: number;
  type?: string;
  fbtraceId?: string;
  isTransient?: boolean;
  userTitle?: string;
  userMessage?: string;
}

/**
 * The platform refused a request. Decide by `code` and `subcode`, or by `retry`, never by the HTTP status: the
 * platform does not document it.
 */
export class GraphError extends ChinwagError {
  /** The platform's `code`: 190, 100, 10, … */
  declare readonly code: number;
  /** The platform's `error_subcode`. */
  readonly subcode: number | undefined;
  /** `OAuthException`, `GraphMethodException`, … */
  readonly type: string | undefined;
  /** What the code means, in our words; undefined for an error that no list has. */
  readonly meaning: string | undefined;
  /** What Meta's support asks for. */
  readonly fbtraceId: string | undefined;
  /** The same request may succeed a moment later. */
  readonly isTransient: boolean;
  /** Too many requests or messages; later it works again. */
  readonly isRateLimit: boolean;
  /** The Page has to slow down altogether, and not only towards this person. */
  readonly isThrottle: boolean;
  /** Whether and when a repetition makes sense. */
  readonly retry: Retry;
  /** `unknown` for the few errors after which a message may have been delivered all the same. */
  readonly outcome: Outcome;
  /** HTTP status. */
  readonly status: number;
  /** The platform's words for an end user, in the end user's language. */
  readonly userTitle: string | undefined;
  readonly userMessage: string | undefined;
  readonly method: string;
  readonly path: string;
  #refusal: Refusal;

  constructor(request: RequestName, status: number, refusal: Refusal) {
    const { code, subcode } = refusal;
    const known = explain(code, subcode);
    const name = subcode === undefined ? `${code}` : `${code}/${subcode}`;
    super(code, `The Graph API refused ${title(request)}: ${refusal.message} (${name})`, {
      hint: known.hint,
    });
    this.subcode = subcode;
    this.type = refusal.type;
    this.meaning = known.meaning;
    this.fbtraceId = refusal.fbtraceId;
    this.isTransient = refusal.isTransient === true || known.retry === 'soon';
    this.isRateLimit = known.isRateLimit;
    this.isThrottle = known.isThrottle;
    this.retry = known.retry;
    this.outcome = known.isUncertain ? 'unknown' : 'refused';
    this.status = status;
    this.userTitle = refusal.userTitle;
    this.userMessage = refusal.userMessage;
    this.method = request.method;
    this.path = request.path;
    this.#refusal = refusal;
  }

  /** The same refusal, of a request that was spared because it would get it too. */
  of(request: RequestName): GraphError {
    return new GraphError(request, this.status, this.#refusal);
  }
}

/** An answer came, but it is not one the Graph API gives. The request may have been carried out. */
export class GraphAnswerError extends ChinwagError {
  /** HTTP status; of the whole batch for an item of one. */
  readonly status: number;
  readonly outcome: Outcome = 'unknown';
  readonly method: string;
  readonly path: string;

  /** `excerpt`: the beginning of the answer, tokens blanked. */
  constructor(request: RequestName, status: number, wrong: string, excerpt = '', cause?: unknown) {
    const seen = excerpt === '' ? '' : `: ${excerpt}`;
    super('answer', `The answer to ${title(request)} ${wrong} (HTTP ${status})${seen}`, {
      hint: 'The request may have been carried out all the same. Look whether something stands between here and the Graph API (a proxy, a wrong origin) before you repeat it.',
      cause,
    });
    this.status = status;
    this.method = request.method;
    this.path = request.path;
  }
}

/** The platform could not be asked, or its answer could not be heard: see `outcome`. */
export class ConnectionError extends ChinwagError {
  readonly outcome: Outcome;
  readonly method: string;
  readonly path: string;

  constructor(
    request: RequestName,
    what: string,
    outcome: Outcome,
    options: { cause?: unknown; code?: string; hint?: string } = {},
  ) {
    super(options.code ?? 'connection', `${title(request)} ${what}; ${consequences[outcome]}`, {
      hint: options.hint ?? advice[outcome],
      cause: options.cause,
    });
    this.outcome = outcome;
    this.method = request.method;
    this.path = request.path;
  }
}

/** No answer in time. */
export class TimeoutError extends ConnectionError {
  constructor(request: RequestName, milliseconds: number, outcome: Outcome) {
    super(request, `was not answered within ${milliseconds} ms`, outcome, { code: 'timeout' });
  }
}

/** The caller's signal aborted; its reason is the `cause`. */
export class AbortError extends ConnectionError {
  constructor(request: RequestName, outcome: Outcome, reason: unknown) {
    super(request, 'was aborted', outcome, { code: 'aborted', cause: reason });
  }
}

/**
 * The platform has blocked the Page from sending for a while (368, 10/1893063): the `cause` is its refusal. Until it
 * is over, what would be sent is refused here, without a request.
 */
export class PageBlockedError extends ChinwagError {
  /** The Page's id where it is known, else a digest of its token. */
  readonly page: string;
  /** What the platform's refusal means, in our words. */
  readonly reason: string;
  /** When sending is tried again. The platform does not say how long it takes, so this is a guess. */
  readonly until: Date;
  readonly outcome: Outcome;

  /** `outcome`: `refused` by the platform, or `notSent` because it has refused one before. */
  constructor(page: string, until: Date, refusal: GraphError, outcome: 'refused' | 'notSent') {
    const reason = refusal.meaning ?? refusal.message;
    const message = `Page ${page} must not send until ${until.toISOString()}: ${reason}`;
    super('pageBlocked', message, { hint: refusal.hint, cause: refusal });
    this.page = page;
    this.reason = reason;
    this.until = until;
    this.outcome = outcome;
  }
}

/** A call that must not be made as it is: a path with a query in it, a 51st item in a batch. Nothing was sent. */
export class CallError extends ChinwagError {
  readonly outcome: Outcome = 'notSent';

  constructor(message: string, options: { hint?: string; cause?: unknown } = {}) {
    super('call', message, options);
  }
}

const consequences: Record<Outcome, string> = {
  refused: 'it was refused',
  notSent: 'nothing was sent',
  unknown: 'whether the platform carried it out is unknown',
};

const advice: Record<Outcome, string> = {
  refused: 'See the error for what to change.',
  notSent: 'It is safe to repeat. Check the network and the configured origin.',
  unknown: 'Repeating it may do it twice; look for its echo or result first.',
};

function title({ method, path }: RequestName): string {
  return `${method} ${path === '' ? '/' : path}`;
}
