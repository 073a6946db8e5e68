import { type Duration, parseDuration } from 'vivace'
import { failFast } from './fail-fast.ts'
import { GuardedRedis } from './guarded-redis.ts'
import { checkAddress, refusalOf, refused } from './redis-address.ts'
import type { RedisClient, RedisConnection, RedisTls } from './redis-connection.ts'

/** How a connection to Redis is opened. */
export interface OpenRedisOptions {
  /** `redis://user:password@host:6379/0`, or `rediss://…` with TLS. */
  readonly url: string
  /** Who opens it, for messages: `cache()`. */
  readonly where: string
  /** How long Redis may take for a command. `500ms` if absent. */
  readonly commandTimeout?: Duration
  /** How long an attempt to connect may take. `1s` if absent. */
  readonly connectTimeout?: Duration
  readonly tls?: RedisTls
  /** What has to succeed, after each time that Redis was out of reach, before anything else is sent. */
  readonly recover?: (commands: RedisClient) => Promise<void>
  /** Is told when commands are sent from now on, and when they are not any more, with the reason. */
  readonly changed?: (isUp: boolean, error: unknown) => void
}

/** No longer than this is waited for an answer on a connection that listens, in milliseconds. */
const listeningTimeout = 1_000

/**
 * Opens a connection that nobody waits for.
 *
 *     const redis = await openRedis({ url, where: 'cache()', commandTimeout: '50ms' })
 *
 * A Redis that cannot be reached is no error: `isUp` is false then, and the connection goes on trying. Throws
 * `DefinitionError` REDIS_INVALID for what is no address, and where Redis refuses user, password or database, and
 * DURATION_INVALID.
 */
export async function openRedis(options: OpenRedisOptions): Promise<RedisConnection> {
  const { url, where, tls, commandTimeout = '500ms', connectTimeout = '1s' } = options
  checkAddress(url, where)
  const times = {
    tls,
    commandTimeout: parseDuration(commandTimeout, `${where}, 'commandTimeout'`),
    connectTimeout: parseDuration(connectTimeout, `${where}, 'connectTimeout'`),
  }
  // Loaded where it is used: most processes in development have no Redis.
  const { Redis } = await import('ioredis')
  const redis = new GuardedRedis({
    client: new Redis(url, failFast(times)),
    another: () => new Redis(url, failFast({ ...times, commandTimeout: listeningTimeout })),
    recover: options.recover ?? (async () => undefined),
    changed: options.changed ?? (() => undefined),
  })
  const error = await redis.connect()
  const refusal = refusalOf(error)
  if (refusal !== undefined) {
    redis.close()
    throw refused(refusal, where)
  }
  if (error !== undefined) options.changed?.(false, error)
  return redis
}
