import type { Redis } from 'ioredis'
import type { RedisListener, RedisSubscription } from '../subscriptions/redis-listener.ts'
import { RedisSubscriber } from '../subscriptions/redis-subscriber.ts'
import { CircuitBreaker } from './circuit-breaker.ts'
import { isUnreached } from './fail-fast.ts'
import { refusalOf } from './redis-address.ts'
import type { RedisConnection } from './redis-connection.ts'
import { RedisUnavailable } from './redis-unavailable.ts'

/** What a guarded connection is made of. */
export interface GuardedRedisParts {
  /** A client that does not wait, for commands. */
  readonly client: Redis
  /** Makes another, for subscriptions: Redis lets a connection that listens do nothing else. */
  readonly another: () => Redis
  readonly recover: (commands: Redis) => Promise<void>
  readonly changed: (isUp: boolean, error: unknown) => void
}

/** So many time-outs in a row, and nothing is sent until a trial has succeeded. */
const failures = 3
/** How long it is from one trial to the next, in milliseconds. */
const pause = 250

/** The connection over which commands go: what cannot be done at once is not done. */
export class GuardedRedis implements RedisConnection {
  readonly #parts: GuardedRedisParts
  readonly #breaker: CircuitBreaker
  #subscriber: RedisSubscriber | undefined = undefined
  #lastError: unknown = undefined
  /** Why the present connection is of no use, although it stands. */
  #refusal: string | undefined = undefined
  #toldRefusal: string | undefined = undefined
  #hasBegun = false
  #isOver = false

  constructor(parts: GuardedRedisParts) {
    this.#parts = parts
    const { client } = parts
    this.#breaker = new CircuitBreaker({
      failures,
      pause,
      trial: () => this.#recover(),
      changed: (isClosed) => this.#tell(isClosed),
    })
    // Without a listener ioredis writes each failed attempt to the console.
    client.on('error', (error: unknown) => this.#failed(error))
    client.on('connect', () => (this.#refusal = undefined))
    client.on('close', () => this.#breaker.open())
    client.on('ready', () => void this.#breaker.try())
  }

  get isUp(): boolean {
    return this.#breaker.isClosed && this.#parts.client.status === 'ready'
  }

  /** Connects; answers what went wrong, if something did. It goes on trying by itself. */
  async connect(): Promise<unknown> {
    this.#breaker.open()
    try {
      await this.#parts.client.connect()
      await this.#breaker.try()
    } catch (error) {
      this.#lastError ??= error
    }
    this.#hasBegun = true
    return this.isUp ? undefined : this.#lastError
  }

  async run<Reply>(command: (commands: Redis) => Promise<Reply>): Promise<Reply> {
    if (!this.isUp) throw new RedisUnavailable({ cause: this.#whyDown() })
    try {
      const reply = await command(this.#parts.client)
      this.#breaker.succeeded()
      return reply
    } catch (error) {
      if (!isUnreached(error)) throw error
      this.#lastError = error
      this.#breaker.failed()
      throw new RedisUnavailable({ cause: error })
    }
  }

  evalsha(sha: string, keys: number, ...args: (string | number)[]): Promise<unknown> {
    return this.run((commands) => commands.evalsha(sha, keys, ...args))
  }

  eval(script: string, keys: number, ...args: (string | number)[]): Promise<unknown> {
    return this.run((commands) => commands.eval(script, keys, ...args))
  }

  async ping(): Promise<void> {
    await this.run((commands) => commands.ping())
  }

  async subscribe(channel: string, listener: RedisListener): Promise<RedisSubscription> {
    if (this.#isOver) throw new RedisUnavailable({ cause: this.#whyDown() })
    this.#subscriber ??= new RedisSubscriber(this.#parts.another())
    return this.#subscriber.subscribe(channel, listener)
  }

  suspend(): void {
    this.#breaker.open()
    void this.#breaker.try()
  }

  close(): void {
    this.#isOver = true
    this.#breaker.stop()
    this.#subscriber?.close()
    this.#parts.client.disconnect()
  }

  #whyDown(): unknown {
    return this.#isOver ? new Error('The connection was closed by this process.') : this.#lastError
  }

  async #recover(): Promise<void> {
    const { client, recover } = this.#parts
    if (client.status !== 'ready') throw new Error('There is no connection.')
    try {
      // ioredis goes on with database 0 where it cannot have the one that it was told.
      if (this.#refusal !== undefined) throw this.#lastError
      await client.ping()
      await recover(client)
    } catch (error) {
      this.#failed(error)
      throw error
    }
  }

  #failed(error: unknown): void {
    this.#lastError = error
    this.#refusal ??= refusalOf(error)
    // Found out later than at the start, it is said once: nobody else can mend it.
    if (!this.#hasBegun || this.#refusal === undefined || this.#refusal === this.#toldRefusal) return
    this.#toldRefusal = this.#refusal
    this.#parts.changed(false, error)
  }

  #tell(isUp: boolean): void {
    if (isUp) this.#toldRefusal = undefined
    this.#parts.changed(isUp, isUp ? undefined : this.#lastError)
  }
}
