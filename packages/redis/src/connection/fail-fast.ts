import type { RedisOptions as IoredisOptions } from 'ioredis'
import type { RedisTls } from './redis-connection.ts'

/** How long things may take, in milliseconds, and how the connection is secured. */
export interface FailFastOptions {
  readonly commandTimeout: number
  readonly connectTimeout: number
  readonly tls: RedisTls | undefined
}

/** Nobody waits longer than this for the next try to connect, so that all is well soon after Redis is back. */
const longestPause = 500

/**
 * Options of ioredis with which nothing waits for a connection, nothing is sent twice, and a connection that owes an
 * answer and is silent is closed. By its defaults ioredis keeps a command for more than a minute when Redis is gone.
 */
export function failFast({ commandTimeout, connectTimeout, tls }: FailFastOptions): IoredisOptions {
  return {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    autoResubscribe: false,
    commandTimeout,
    connectTimeout,
    socketTimeout: Math.max(1_000, 4 * commandTimeout),
    retryStrategy: (attempts) => Math.min(25 * attempts, longestPause),
    // A server that is a replica now answers so; the next connection may be to the new primary.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
    ...(tls === undefined ? {} : { tls }),
  }
}

/** Whether an error says that Redis was not reached or did not answer, as ioredis says that. */
export function isUnreached(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return (
    error.name === 'MaxRetriesPerRequestError' ||
    error.name === 'AbortError' ||
    error.message === 'Command timed out' ||
    error.message === 'Connection is closed.' ||
    error.message.startsWith("Stream isn't writeable")
  )
}
