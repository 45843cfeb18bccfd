import type { ChinwagConfig } from '../config/config.js';
import type { Logger } from '../core/logger.js';

/** Something that went wrong in the bot. */
export interface Failure {
  error: unknown;
  /** Whose event it was; undefined when it cannot be told. */
  psid: string | undefined;
  /** In the emulator's time: milliseconds since 1970. */
  at: number;
  /** The bot's own error action took care of it. */
  isHandled: boolean;
}

/** Keeps what goes wrong in the bot until a test has been told. */
export class Failures {
  readonly #failures: Failure[] = [];
  readonly #told = new Set<Failure>();
  readonly #now: () => number;
  readonly #tell: (psid: string | undefined) => void;

  constructor(now: () => number, tell: (psid: string | undefined) => void) {
    this.#now = now;
    this.#tell = tell;
  }

  /** Notes an error. One that was handled and comes again was not handled after all. */
  note(error: unknown, psid?: string, isHandled = false): void {
    const known = this.#failures.find((failure) => failure.error === error);
    if (known) known.isHandled &&= isHandled;
    else this.#failures.push({ error, psid, at: this.#now(), isHandled });
    this.#tell(known?.psid ?? psid);
  }

  /** What went wrong with one person, and what cannot be told whose it was; everything, when nobody is named. */
  of(psid?: string): Failure[] {
    if (psid === undefined) return [...this.#failures];
    return this.#failures.filter((failure) => failure.psid === psid || failure.psid === undefined);
  }

  /** The first that nobody handled and no test has been told of. It counts as told from now on. */
  next(psid?: string): Failure | undefined {
    const found = this.of(psid).find((failure) => !failure.isHandled && !this.#told.has(failure));
    if (found) this.#told.add(found);
    return found;
  }

  /** All of them, which count as told from now on. */
  all(): Failure[] {
    for (const failure of this.#failures) this.#told.add(failure);
    return [...this.#failures];
  }
}

/** The same config, with what goes wrong noted on its way to the error action and the log. */
export function withNotedFailures<State extends object>(
  { onError, logger, ...config }: ChinwagConfig<State>,
  failures: Failures,
): ChinwagConfig<State> {
  return {
    ...config,
    onError(context, props) {
      failures.note(props.error, context.session?.user.id, onError !== undefined);
      return onError?.(context, props);
    },
    logger: noting(logger, failures),
  };
}

/** Says what the given logger says; without one only warnings, for failures are a test's to report. */
function noting(logger: Logger | undefined, failures: Failures): Logger {
  return {
    debug: (...said) => logger?.debug(...said),
    info: (...said) => logger?.info(...said),
    warn: (...said) => (logger ?? console).warn(...said),
    error(message, ...details) {
      failures.note(details.find((detail) => detail instanceof Error) ?? new Error(message));
      logger?.error(message, ...details);
    },
  };
}
