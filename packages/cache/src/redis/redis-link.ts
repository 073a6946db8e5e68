import { Redis, type RedisOptions } from 'ioredis'
import type { Logger } from 'vivace'
import { CircuitBreaker } from './circuit-breaker.ts'

/** How a connection to Redis is made. */
export interface RedisLinkOptions {
  readonly url: string
  /** How many milliseconds a command may take. */
  readonly commandTimeout: number
  readonly log: Logger
  /** What has to succeed before anything is read after a failure. */
  readonly recover: (redis: Redis) => Promise<void>
}

/**
 * Fail-fast options: nothing waits for a connection, nothing is sent twice, and a connection that is silent is closed.
 * By its defaults ioredis keeps a command for more than a minute when Redis is gone.
 */
export function failFast(commandTimeout: number): RedisOptions {
  return {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    autoResubscribe: false,
    commandTimeout,
    connectTimeout: 1_000,
    socketTimeout: Math.max(1_000, 4 * commandTimeout),
    retryStrategy: (attempts) => Math.min(25 * attempts, 500),
  }
}

/** Why Redis lets nobody in with this URL, if that is the reason of an error: waiting does not help. */
export function refusalOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const refusals = ['WRONGPASS', 'NOAUTH', 'NOPERM', 'ERR invalid password', 'ERR DB index']
  return refusals.some((refusal) => error.message.startsWith(refusal)) ? error.message : undefined
}

/** The connection over which commands go: what cannot be done at once is not done. */
export class RedisLink {
  readonly #redis: Redis
  readonly #breaker: CircuitBreaker
  readonly #options: RedisLinkOptions
  #lastError: unknown = undefined
  #isOver = false

  constructor(options: RedisLinkOptions) {
    this.#options = options
    this.#redis = new Redis(options.url, failFast(options.commandTimeout))
    this.#breaker = new CircuitBreaker({
      failures: 3,
      pause: 250,
      trial: () => this.#recover(),
      changed: (isClosed) => this.#say(isClosed),
    })
    // Without a listener ioredis writes each failed attempt to the console.
    this.#redis.on('error', (error: unknown) => (this.#lastError = error))
    this.#redis.on('close', () => {
      if (!this.#isOver) this.#breaker.open()
    })
    this.#redis.on('ready', () => void this.#breaker.try())
  }

  /** Whether commands are sent at present. */
  get isUp(): boolean {
    return this.#breaker.isClosed && this.#redis.status === 'ready'
  }

  /** Connects; answers what went wrong, if something did. It goes on trying by itself. */
  async connect(): Promise<unknown> {
    this.#breaker.open()
    try {
      await this.#redis.connect()
      await this.#breaker.try()
    } catch (error) {
      this.#lastError ??= error
    }
    return this.isUp ? undefined : this.#lastError
  }

  /** What a command answers; `undefined` where Redis cannot be reached, or fails. It never rejects. */
  async run<Reply>(
    command: (redis: Redis) => Promise<Reply>,
  ): Promise<{ readonly reply: Reply } | undefined> {
    if (!this.isUp) return undefined
    try {
      const reply = await command(this.#redis)
      this.#breaker.succeeded()
      return { reply }
    } catch (error) {
      this.#lastError = error
      this.#breaker.failed()
      return undefined
    }
  }

  /** Sends nothing until `recover` has succeeded: something is left to be made good. */
  suspend(): void {
    this.#breaker.open()
    void this.#breaker.try()
  }

  close(): void {
    this.#isOver = true
    this.#breaker.stop()
    this.#redis.disconnect()
  }

  async #recover(): Promise<void> {
    if (this.#redis.status !== 'ready') throw new Error('There is no connection.')
    await this.#options.recover(this.#redis)
  }

  #say(isClosed: boolean): void {
    const { log } = this.#options
    if (isClosed) log.info('The cache uses Redis.')
    else log.warn('The cache does without Redis until it answers again.', { error: this.#lastError })
  }
}
