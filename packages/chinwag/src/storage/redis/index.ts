/** `chinwag/redis`: everything in Redis, for any number of processes on any number of machines. */

export type { IoredisClient, NodeRedisClient, RedisClient } from './client.js';
export { RedisStorage, type RedisStorageOptions } from './storage.js';
