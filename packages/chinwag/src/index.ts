// What a bot is made of

export { type ChinwagConfig, defineConfig, type SessionConfig } from './config/config.js';
export { type Action, withProps } from './core/action.js';
export type { Context } from './core/context.js';
export type { Answer, AnswerKind, AnswerValues } from './core/dialogue/answer.js';
// What can go wrong
export {
  AskCancelledError,
  AskEndedError,
  AskError,
  AskRetriesError,
  AskTimeoutError,
} from './core/dialogue/errors.js';
export { type AskAgain, type AskOptions, askAgain } from './core/dialogue/question.js';
export type { DialogueRecord, LostDialogue } from './core/dialogue/record.js';
export { ChinwagError, ConfigError } from './core/errors.js';
export type { InboxMetrics, InboxOptions } from './core/inbox.js';
export type { Logger } from './core/logger.js';
export type { AttachmentIds } from './core/storage/attachment-ids.js';
export type { Session, SessionStore } from './core/storage/session.js';
export type * from './core/storage/storage.js';
export { LeaseLostError, StorageError } from './core/storage/storage.js';
export type { Telemetry } from './core/telemetry.js';
export { type Clock, systemClock, type Timer } from './core/time/clock.js';
export type { Duration } from './core/time/duration.js';
export type { JournalOptions, UnknownOutcome } from './core/turn/journal.js';
export { HookError, type Plugin } from './core/turn/plugin.js';
export { TurnTimeoutError } from './core/turn.js';
export { type ChinwagBot, createBot } from './create-bot.js';
export { type TypingOptions, withTyping } from './messenger/typing.js';
export { type ChannelClients, getClient, getSessionStore } from './project.js';
export { chain } from './router/index.js';
export { type KeyvLike, KeyvSessionStore } from './storage/keyv.js';
export { MemorySessionStore } from './storage/memory/sessions.js';
export { MemoryStorage, type MemoryStorageOptions } from './storage/memory/storage.js';
