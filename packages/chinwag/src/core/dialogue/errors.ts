import { ChinwagError } from '../errors.js';

/** How a question can end without an answer. */
export type Ending = 'cancelled' | 'timeout' | 'retries';

/**
 * A question ended without an answer. Where the action does not catch it, the action ends there and the turn is
 * done: it is no failure, and the error action does not hear of it.
 */
export abstract class AskEndedError extends ChinwagError {
  /** What was asked. */
  readonly question: string;

  constructor(ending: Ending, question: string, what: string) {
    super(ending, `${what}: ${question}`, {
      hint: 'Catch it around context.ask(…), or give the question an { otherwise: … } to go on with.',
    });
    this.question = question;
  }
}

/** The person said one of the words in `cancel`, or the bot called `context.cancelAsk()`. */
export class AskCancelledError extends AskEndedError {
  constructor(question: string) {
    super('cancelled', question, 'the question was cancelled');
  }
}

/** Nobody answered within `timeout`. */
export class AskTimeoutError extends AskEndedError {
  constructor(question: string) {
    super('timeout', question, 'nobody answered in time');
  }
}

/** The person gave a wrong answer once more than `retries` allows. */
export class AskRetriesError extends AskEndedError {
  constructor(question: string) {
    super('retries', question, 'there was no valid answer');
  }
}

const ENDINGS: Record<Ending, new (question: string) => AskEndedError> = {
  cancelled: AskCancelledError,
  timeout: AskTimeoutError,
  retries: AskRetriesError,
};

export function endedError(ending: Ending, question: string): AskEndedError {
  return new ENDINGS[ending](question);
}

/** A question was asked where none can be, or is written wrongly. */
export class AskError extends ChinwagError {
  constructor(message: string, hint: string) {
    super('ask', message, { hint });
  }
}

/** What failed before the question was asked, told again: `name`, `code` and `message` are those of the first time. */
export class RecordedError extends ChinwagError {
  constructor({ name, code, message }: Failure) {
    super(code, message, {
      hint: 'It failed before the question that is being answered, and was not tried again.',
    });
    this.name = name;
  }
}

/** A failure as data. */
export interface Failure {
  name: string;
  code: string | number;
  message: string;
}

export function failureOf(error: unknown): Failure {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { name, message, code: error instanceof ChinwagError ? error.code : 'error' };
}
