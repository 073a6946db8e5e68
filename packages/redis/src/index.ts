// The public names of @vivace/redis, grouped by concept.

// In an app
export { redis, type RedisOptions } from './app/redis.ts'
export { redisCheck, type RedisCheck, type RedisCheckOptions } from './app/redis-check.ts'

// For batteries: a connection of their own
export { openRedis, type OpenRedisOptions } from './connection/open-redis.ts'
export { redisUrl } from './connection/redis-address.ts'
export type { RedisClient, RedisConnection, RedisTls } from './connection/redis-connection.ts'
export { RedisUnavailable } from './connection/redis-unavailable.ts'

// Scripts
export type { RedisCommands } from './scripts/redis-commands.ts'
export { redisScript, type RedisScript, type RedisScriptRun } from './scripts/redis-script.ts'

// Messages
export type { RedisListener, RedisSubscription } from './subscriptions/redis-listener.ts'
