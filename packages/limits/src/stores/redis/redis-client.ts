import type { Redis } from 'ioredis'
import { DefinitionError } from 'vivace'

/** How long a Redis is waited for, in milliseconds, before a process counts by itself. */
export interface RedisTimes {
  readonly timeout: number
}

/** Longer than this nobody waits for the next try to connect, so that all is well soon after Redis is back. */
const longestPause = 1_000

/**
 * A connection that fails at once while there is no Redis, and connects anew by itself. What comes without `ioredis`'s
 * usual queue and retries: with them a command waits for minutes.
 *
 *     const client = await openRedis('redis://127.0.0.1:6379', { timeout: 100 })
 *
 * A Redis that does not answer is no error here: the commands will tell. Throws `DefinitionError` RATE_LIMIT_INVALID for
 * what is no address.
 */
export async function openRedis(url: string, { timeout }: RedisTimes): Promise<Redis> {
  checkAddress(url)
  // Loaded where it is used: most processes in development have no Redis.
  const { Redis } = await import('ioredis')
  const client = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: timeout,
    connectTimeout: longestPause,
    retryStrategy: (tries) => Math.min(25 * 2 ** Math.min(tries, 6), longestPause),
    // A server that is replaced by its replica answers so; the next connection is to the new one.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
  })
  // What fails, fails in a command. Without a listener every try to connect would write to the console.
  client.on('error', () => undefined)
  await client.connect().catch(() => undefined)
  return client
}

// The address may have a password, and is not repeated.
function checkAddress(url: string): void {
  if (URL.canParse(url) && /^rediss?:$/.test(new URL(url).protocol)) return
  throw new DefinitionError({
    code: 'RATE_LIMIT_INVALID',
    where: 'REDIS_URL',
    cause: 'it is no address of a Redis',
    remedy: 'write redis://host:6379, or rediss:// with TLS; leave it out to count in memory',
  })
}
