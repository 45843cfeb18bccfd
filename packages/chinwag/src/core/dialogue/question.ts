import { ChinwagError } from '../errors.js';
import type { Duration } from '../time/duration.js';
import { type Answer, type AnswerKind, type AnswerValues, type Offer, valueIn } from './answer.js';
import { AskError } from './errors.js';

/** What {@link askAgain} makes. */
export class AskAgain extends ChinwagError {
  /** What to say instead of the question. */
  readonly reason: unknown;

  constructor(reason?: unknown) {
    super('ask', 'the answer will not do', {
      hint: 'Return or throw what askAgain(…) gives inside validate, and nowhere else.',
    });
    this.reason = reason;
  }
}

/**
 * For `validate` to return or throw: the answer will not do, and this is said instead of the question. A text, a
 * message, or nothing for the question's `retry`.
 *
 * @example validate: (text) => (/^\d+$/.test(text) ? Number(text) : askAgain('A number, please.'))
 */
export function askAgain(reason?: unknown): AskAgain {
  return new AskAgain(reason);
}

/** What a question's value is, from what its `validate` returns. */
export type Validated<Given, Result> = Result extends AskAgain | false
  ? never
  : Result extends true | Nothing
    ? Given
    : Result;

// biome-ignore lint/suspicious/noConfusingVoidType: that is what a function without a result returns
type Nothing = undefined | void;

/** How a question is put, and what counts as its answer. */
export interface AskOptions<As extends AnswerKind = AnswerKind, Result = unknown, Otherwise = unknown> {
  /** What kind of answer is asked for. Default `'text'`: words, or what a tapped button carries. */
  as?: As;
  /**
   * Looks at the answer. `true` or nothing takes it as it is; `false` asks again; `askAgain('…')` asks again with
   * these words; anything else is what `ask` returns, and has to be data. What it throws is an error of the turn.
   */
  validate?: (value: AnswerValues[As], answer: Answer) => Result;
  /** How often to ask again before the question ends with an `AskRetriesError`. Default: as often as it takes. */
  retries?: number;
  /** How long to wait before the question ends with an `AskTimeoutError`. Default: for ever. */
  timeout?: Duration;
  /** Words and payloads that end the question with an `AskCancelledError`: `['stop']`. */
  cancel?: string[];
  /** Words and payloads that are no answers: the entry action handles them, and the question stays open. */
  interrupts?: string[];
  /** Go on with this value, rather than with an error, when the question ends without an answer. */
  otherwise?: Otherwise;
  /** Only what is offered is an answer. */
  onlyOffered?: boolean;
  /** By which the question is known again after a deploy. Default: its words. */
  id?: string;
}

/** A question as the dialogue sees it. */
export interface Question {
  key: string;
  /** Its words, for the log. */
  text: string;
  options: AskOptions;
  offers: readonly Offer[];
  /** What its buttons and quick replies carry. */
  payloads: string[];
  /** Puts it to the person; once more when an answer would not do. */
  say(): Promise<unknown>;
  sayAgain(reason: unknown): Promise<unknown>;
}

/** What comes of an answer: a value, or another try. */
export type Judgement = { value: unknown } | { again: unknown };

/** Judges an answer by a question's options. */
export async function judge({ options, offers, payloads }: Question, answer: Answer): Promise<Judgement> {
  const value = valueIn(answer, options.as ?? 'text', offers);
  if (value === undefined) return { again: undefined };
  if (options.onlyOffered && !payloads.includes(String(value))) return { again: undefined };
  const verdict = await verdictOf(options, value, answer);
  if (verdict === false) return { again: undefined };
  if (verdict instanceof AskAgain) return { again: verdict.reason };
  return { value: verdict === true || verdict === undefined ? value : verdict };
}

async function verdictOf({ validate }: AskOptions, value: unknown, answer: Answer): Promise<unknown> {
  try {
    return await validate?.(value as never, answer);
  } catch (error) {
    if (error instanceof AskAgain) return error;
    throw error;
  }
}

/** The value as it will be when it is read again, so that a surprise comes the first time. */
export function asData<T>(value: T, where: string): T {
  try {
    const text = JSON.stringify(value);
    return (text === undefined ? undefined : JSON.parse(text)) as T;
  } catch (error) {
    throw new AskError(
      `${where} came to something that cannot be kept: ${(error as Error).message}`,
      'It is remembered between turns, so it has to be plain data: texts, numbers, arrays, objects.',
    );
  }
}
