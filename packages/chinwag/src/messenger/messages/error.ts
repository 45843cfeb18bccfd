import { ChinwagError } from '../../core/errors.js';
import type { Problem } from './findings.js';

/**
 * A message was refused before anything was sent: it breaks a limit of the platform, lacks something, or holds
 * something the platform does not know. Never repeats the message's text.
 */
export class MessageError extends ChinwagError {
  /** What kind of message it was: `text`, `image`, `generic template`, `sender action`, … */
  readonly kind: string;
  /** Everything that is wrong; the error's own message tells the first. */
  readonly problems: readonly Problem[];

  constructor(kind: string, problems: readonly Problem[], options: { cause?: unknown } = {}) {
    super('message', told(kind, problems), { hint: problems[0]?.hint, cause: options.cause });
    this.kind = kind;
    this.problems = problems;
  }
}

function told(kind: string, [first, ...others]: readonly Problem[]): string {
  if (!first) return `${kind} was refused`;
  const named = first.message.startsWith(`${kind} `) || first.message.startsWith(`${kind}:`);
  const message = named ? first.message : `${kind}: ${first.message}`;
  const hint = first.hint ? `; ${first.hint}` : '';
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return message + hint + more;
}
