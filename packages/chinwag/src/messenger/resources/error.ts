import { ChinwagError } from '../../core/errors.js';
import type { Problem } from '../messages/findings.js';

/** What was passed to a call cannot be sent. Nothing has left the machine. Never repeats the values. */
export class ArgumentError extends ChinwagError {
  /** The method: `createPersona`. */
  readonly call: string;
  /** Everything that is wrong, each with the field, the value's size and the limit. */
  readonly problems: readonly Problem[];

  constructor(call: string, problems: readonly Problem[]) {
    const hint = problems.find((problem) => problem.hint)?.hint ?? 'Correct the call; nothing was sent.';
    const found = problems.map(({ message }) => message).join('; ');
    super('argument', found.startsWith(call) ? found : `${call}: ${found}`, { hint });
    this.call = call;
    this.problems = problems;
  }
}
