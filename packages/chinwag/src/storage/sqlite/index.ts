/** `chinwag/sqlite`: everything in one file, for any number of processes of one machine. */

export { SqliteStorage, type SqliteStorageOptions } from './storage.js';
