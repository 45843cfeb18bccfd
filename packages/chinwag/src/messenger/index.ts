// Talking to people

// What can go wrong
export { GraphError } from '../graph/errors.js';
export { MessengerBatch } from './batch.js';
export type { MessengerOptions } from './channel.js';
export { MessengerClient, type MessengerClientOptions } from './client.js';
export { MessengerContext } from './context.js';
export { Conversation } from './conversation.js';

// What people do
export { MessengerEvent } from './event.js';
export type * from './message.js';
export * from './messages/index.js';
// The rest of the platform
export type * from './resources/index.js';
export { messenger } from './routes.js';
