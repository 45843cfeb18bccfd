import { expect } from 'vitest';
import type { Message, MessageExtras } from '../../src/messenger/message.js';
import { encodeMessage, MessageError, type MessageWarning } from '../../src/messenger/messages/index.js';

/** The error with which a message is refused, whatever is passed as one. */
export function refusal(message: unknown, extras?: MessageExtras): MessageError {
  return refused(() => encodeMessage(message as Message, extras));
}

/** The error with which something is refused. */
export function refused(act: () => unknown): MessageError {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(MessageError);
    return error as MessageError;
  }
  throw new Error('was not refused');
}

/** What is said of a message that is sent on. */
export function warnings(message: Message): MessageWarning[] {
  const heard: MessageWarning[] = [];
  encodeMessage(message, undefined, { onWarning: (warning) => heard.push(warning) });
  return heard;
}
