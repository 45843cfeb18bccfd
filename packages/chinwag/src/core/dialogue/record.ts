import type { Ending, Failure } from './errors.js';

/**
 * A dialogue between two turns: what is needed to run its action once more up to the question that is open. It is
 * plain data and part of the session, so that it is written in the one write that ends a turn.
 */
export interface DialogueRecord {
  /** Of this form. A record of another is from another version, and the dialogue is lost. */
  version: 1;
  /** The event that began it, as the channel writes it. */
  event: string;
  /** The state before that event was handled. */
  state: object;
  /** What the action has done so far, in its order. */
  steps: Step[];
  open: OpenQuestion;
}

/** Something the action did that is not done again. */
export interface Step {
  /** What it was: `send`, `once charge`, `ask Which size?`. */
  key: string;
  isAnswer?: true;
  /** What it came to. */
  result?: unknown;
  failure?: Failure;
  ending?: Ending;
  /** Of an answer: the state the action went on with, where it was not the one it had asked with. */
  state?: object;
}

/** The question that waits for an answer. */
export interface OpenQuestion {
  key: string;
  /** Its words, to be shown. */
  text: string;
  /** Wrong answers so far. */
  tries: number;
  /** What its buttons and quick replies carry. */
  payloads: string[];
  /** What ends it without an answer. */
  cancel: string[];
  /** What is no answer but goes to the entry action. */
  interrupts: string[];
  /** The scheduled event that ends it. */
  timer?: string;
}

/** A dialogue that could not go on, because the code has changed. The person was told nothing. */
export interface LostDialogue {
  /** The question that was open. */
  question: string;
  /** What had been answered before it. */
  answers: unknown[];
  /** What did not fit. */
  reason: string;
}

/** A session may have been written by anybody: by an older version, by hand. */
export function isReadable(record: unknown): record is DialogueRecord {
  const { version, event, state, steps, open } = (record ?? {}) as Partial<DialogueRecord>;
  return (
    version === 1 &&
    typeof event === 'string' &&
    typeof state === 'object' &&
    Array.isArray(steps) &&
    typeof open?.key === 'string'
  );
}

export function lost(record: DialogueRecord, reason: string): LostDialogue {
  if (!isReadable(record)) return { question: '', answers: [], reason };
  const answers = record.steps.filter(({ isAnswer }) => isAnswer).map(({ result }) => result);
  return { question: record.open.text, answers, reason };
}
