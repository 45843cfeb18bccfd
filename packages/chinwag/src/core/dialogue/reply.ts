import { type Answer, isOneOf } from './answer.js';
import type { OpenQuestion } from './record.js';

/** What comes to an open question. */
export type Reply = { kind: 'answer'; answer: Answer } | { kind: 'cancelled' } | { kind: 'timeout' };

/**
 * What an event is to the open question; null when it leaves the question as it is and is handled like any other.
 * A tap on a button that the question did not bring, such as one of the menu, is not an answer.
 */
export function replyOf(open: OpenQuestion, answer: Answer | null): Reply | null {
  if (!answer) return null;
  if (isOneOf(open.cancel, answer)) return { kind: 'cancelled' };
  if (isOneOf(open.interrupts, answer)) return null;
  if (answer.isPostback && !open.payloads.includes(answer.payload ?? '')) return null;
  return { kind: 'answer', answer };
}
