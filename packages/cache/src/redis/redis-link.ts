import {
  openRedis,
  type RedisClient,
  type RedisCommands,
  type RedisConnection,
  RedisUnavailable,
} from '@vivace/redis'
import type { Clock, Logger } from 'vivace'

/** How a cache is connected to Redis. */
export interface RedisLinkOptions {
  readonly url: string
  /** How many milliseconds a command may take. */
  readonly commandTimeout: number
  readonly clock: Clock
  readonly log: Logger
  /** What has to succeed before anything is read after a failure. */
  readonly recover: (redis: RedisClient) => Promise<void>
}

/** How long nothing more is said of what Redis refuses, in milliseconds. */
const quietFor = 60_000

/** Redis as a cache uses it: what cannot be done at once is not done, and nobody but the log is told. */
export class RedisLink {
  readonly #options: RedisLinkOptions
  #connection: RedisConnection | undefined = undefined
  #toldAt = Number.NEGATIVE_INFINITY

  constructor(options: RedisLinkOptions) {
    this.#options = options
  }

  /** Connects. Throws `DefinitionError` REDIS_INVALID for what is no address, and where Redis refuses. */
  async open(): Promise<RedisConnection> {
    const { url, commandTimeout, recover, log } = this.#options
    this.#connection = await openRedis({
      url,
      where: 'cache()',
      commandTimeout,
      recover,
      changed: (isUp, error) => {
        if (isUp) log.info('The cache uses Redis.')
        else log.warn('The cache does without Redis until it answers again.', { error })
      },
    })
    return this.#connection
  }

  /** What a command answers; `undefined` where Redis cannot be reached, or refuses it. It never rejects. */
  async run<Reply>(
    command: (redis: RedisCommands) => Promise<Reply>,
  ): Promise<{ readonly reply: Reply } | undefined> {
    if (this.#connection?.isUp !== true) return undefined
    try {
      return { reply: await command(this.#connection) }
    } catch (error) {
      if (!(error instanceof RedisUnavailable)) this.#tell(error)
      return undefined
    }
  }

  /** Sends nothing until `recover` has succeeded: something is left to be made good. */
  suspend(): void {
    this.#connection?.suspend()
  }

  close(): void {
    this.#connection?.close()
  }

  // A Redis whose memory is full refuses each of a thousand values.
  #tell(error: unknown): void {
    const now = this.#options.clock.monotonic()
    if (Math.abs(now - this.#toldAt) < quietFor) return
    this.#toldAt = now
    this.#options.log.warn('Redis refuses what the cache asks of it.', { error })
  }
}
