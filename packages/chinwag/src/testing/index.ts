/**
 * The testing kit: a bot in a Messenger on localhost, people who talk to it, and what they see. It needs
 * `@chinwag/emulator`, and works in any test runner.
 */

// Setting up
export type { BotParts, BotSource } from './bot-source.js';
export { type EmulateOptions, emulate } from './emulate.js';
// What can go wrong
export { ExpectationError } from './expectation-error.js';
// What people look for
export type { Expected, Look } from './expected.js';
export type { Failure } from './failures.js';
// Messenger, and the people in it
export type { Clock, Messenger } from './messenger.js';
export type { Person } from './person.js';
export type { MessageKind, SeenMessage } from './seen-message.js';
