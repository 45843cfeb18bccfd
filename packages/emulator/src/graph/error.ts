import type { Refusal } from './refusal.js';
import { REFUSALS, type RefusalName } from './refusals.js';

/** What a refused request is answered with. */
export class GraphError extends Error {
  override name = 'GraphError';
  readonly refusal: Refusal;
  /** More for the developer's eyes, told as `error_user_msg`. */
  readonly hint: string | undefined;

  constructor(refusal: Refusal, hint?: string) {
    super(refusal.bare ? refusal.message : `(#${refusal.code}) ${refusal.message}`);
    this.refusal = refusal;
    this.hint = hint;
  }

  get status(): number {
    return statusOf(this.refusal);
  }

  body(trace: string): { error: Record<string, unknown> } {
    const { code, subcode, type = 'OAuthException', isTransient } = this.refusal;
    return {
      error: {
        message: this.message,
        type,
        code,
        ...(subcode !== undefined && { error_subcode: subcode }),
        ...(isTransient !== undefined && { is_transient: isTransient }),
        ...(this.hint && { error_user_msg: this.hint }),
        fbtrace_id: trace,
      },
    };
  }
}

/** An error of the table; `message` replaces the table's words, `hint` adds to them. */
export function refuse(name: RefusalName, change: { message?: string; hint?: string } = {}): GraphError {
  const refusal: Refusal = REFUSALS[name];
  const { message = refusal.message, hint } = change;
  return new GraphError({ ...refusal, message }, hint);
}

/** A plain code 100: something about a parameter is wrong. */
export function badParameter(message: string, hint?: string): GraphError {
  return new GraphError({ code: 100, message }, hint);
}

/** The platform documents no status; these are what was seen, and for the rest what its API description suggests. */
function statusOf({ code, subcode }: Refusal): number {
  if (code === -1 || code === 1 || code === 2 || code === 1200) return 500;
  if (code >= 200 && code <= 299) return 403;
  if (code === 10 && subcode === undefined) return 403;
  if (code === 4 || code === 17 || code === 32 || (code >= 80_000 && code < 81_000)) return 403;
  return 400;
}
