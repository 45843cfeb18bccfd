import { ChinwagError } from '../errors.js';

/** Runs before the action, with every context: to listen to what it sends, to add to its state, to look at its event. */
export type Plugin<Context> = (context: Context) => void | Promise<void>;

/** A hook threw. What it listened to went on without it. */
export class HookError extends ChinwagError {
  /** `onIncoming`, `onOutgoing`, `onResult`. */
  readonly hook: string;

  constructor(hook: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super('hook', `${hook} failed: ${reason}`, {
      hint: 'The turn went on without it. The error it threw is the cause.',
      cause,
    });
    this.hook = hook;
  }
}
