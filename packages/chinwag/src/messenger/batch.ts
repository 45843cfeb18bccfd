import type { GraphCall } from '../graph/call.js';
import { CallError } from '../graph/errors.js';
import { Conversation } from './conversation.js';
import { invoke, type MethodName, methodNames, type ResultOf } from './derive.js';
import type { Recipient } from './message.js';
import { encodeAction, encodeSend } from './messages/encode.js';
import { pageCalls } from './resources/index.js';
import type { Outbox } from './sending/outbox.js';

type ConversationMethod = Exclude<MethodName<Conversation>, 'call' | 'typing'>;

/** The client's methods, describing their request instead of making it. */
export type MessengerBatchMethods = {
  [K in ConversationMethod]: Conversation[K] extends (...args: infer Arguments) => Promise<infer Result>
    ? (recipient: Recipient, ...args: Arguments) => GraphCall<Result>
    : never;
} & {
  [K in keyof typeof pageCalls]: (
    ...args: Parameters<(typeof pageCalls)[K]>
  ) => GraphCall<ResultOf<ReturnType<(typeof pageCalls)[K]>>>;
};

/** Hands calls back instead of making them. */
const describing: Outbox = {
  send: (recipient, message, options) => encodeSend(recipient, message, options) as never,
  act: (recipient, action, options) => encodeAction(recipient, action, options) as never,
  call: (call) => call as never,
};

function describe(name: string, call: unknown): GraphCall {
  if (typeof call === 'object' && call !== null && 'method' in call) return call as GraphCall;
  throw new CallError(`${name} cannot be an item of a batch: it takes a request of its own.`, {
    hint: 'Files and split texts are sent by the client itself.',
  });
}

/**
 * Items for `client.sendBatch`, by the names and arguments of the client's methods:
 *
 * ```ts
 * const [sent, profile] = await client.sendBatch([
 *   { ...MessengerBatch.sendText('24810001', 'Hi!'), name: 'hi' },
 *   { ...MessengerBatch.getUserProfile('24810001'), dependsOn: 'hi' },
 * ]);
 * ```
 */
export const MessengerBatch = Object.fromEntries([
  ...Object.entries(pageCalls).map(([name, call]) => [
    name,
    (...args: unknown[]) => describe(name, (call as (...args: unknown[]) => unknown)(...args)),
  ]),
  ...methodNames(Conversation.prototype)
    .filter((name) => name !== 'call' && name !== 'typing')
    .map((name) => [
      name,
      (recipient: Recipient, ...args: unknown[]) =>
        describe(name, invoke(new Conversation(describing, recipient), name, args)),
    ]),
]) as MessengerBatchMethods;
