/** `chinwag/messenger`: talking to people, what people do, the rest of the platform, and what can go wrong. */

export type { CallOptions, GraphCall, Priority } from '../graph/call.js';
export {
  AbortError,
  CallError,
  ConnectionError,
  GraphAnswerError,
  GraphError,
  type Outcome,
  PageBlockedError,
  TimeoutError,
} from '../graph/errors.js';
export { FileError, type FileErrorReason } from '../graph/file-error.js';
export type { RequestNote, ResponseNote, RetryNote, Trouble } from '../graph/options.js';
export type { WaitingCalls } from '../graph/pacing/waits.js';
export type { Transport, TransportAnswer, TransportRequest } from '../graph/transport/transport.js';
export type { MessengerAskOptions, OfferedReply, ScheduleOptions } from './asking.js';
export { MessengerBatch } from './batch.js';
export type { MessengerOptions } from './channel.js';
export { MessengerClient, type MessengerClientOptions } from './client.js';
export { MessengerContext } from './context.js';
export { Conversation } from './conversation.js';
export { MessengerEvent } from './event.js';
export type * from './events/index.js';
export type { AskedField, FormOptions, FormValues } from './form.js';
export type * from './message.js';
export * from './messages/index.js';
export type { RateLimits } from './rate-limits.js';
export type * from './resources/index.js';
export { ArgumentError, DEFAULT_SUBSCRIPTION_FIELDS, PAGE_INBOX_APP_ID } from './resources/index.js';
export { messenger } from './routes.js';
export type {
  Outgoing,
  OutgoingAction,
  OutgoingHook,
  OutgoingMessage,
  OutgoingResult,
  ResultHook,
} from './sending/hooks.js';
export { AssetError } from './sending/page-assets.js';
export { type ReplyWindow, WindowClosedError } from './sending/window.js';
export { type User, UserProfileError, type UserProfileOptions } from './user.js';
