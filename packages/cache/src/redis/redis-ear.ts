import { Redis } from 'ioredis'
import { failFast } from './redis-link.ts'

/** What comes of listening. */
export interface RedisEarOptions {
  readonly url: string
  readonly channel: string
  /** A message has come. */
  readonly hears: (message: string) => void
  /** Nothing is heard from now on. */
  readonly loses: () => void
  /** Everything is heard from now on. */
  readonly joins: () => void
}

/** How often the connection is asked for a sign of life, in milliseconds: a cable that was cut says nothing. */
const heartbeat = 2_000

/** The connection on which a process hears the others, for Redis lets one that listens do nothing else. */
export class RedisEar {
  readonly #redis: Redis
  readonly #options: RedisEarOptions
  readonly #timer: NodeJS.Timeout
  #isListening = false

  constructor(options: RedisEarOptions) {
    this.#options = options
    this.#redis = new Redis(options.url, failFast(1_000))
    this.#redis.on('error', () => undefined)
    this.#redis.on('message', (_channel: string, message: string) => options.hears(message))
    this.#redis.on('ready', () => void this.#subscribe())
    this.#redis.on('close', () => this.#lose())
    this.#timer = setInterval(() => void this.#beat(), heartbeat).unref()
  }

  /** Connects and subscribes, if that is possible now; it goes on trying by itself. */
  async connect(): Promise<void> {
    try {
      await this.#redis.connect()
      await this.#subscribe()
    } catch {
      // It tries again by itself.
    }
  }

  close(): void {
    clearInterval(this.#timer)
    this.#redis.disconnect()
  }

  async #subscribe(): Promise<void> {
    if (this.#isListening) return
    try {
      await this.#redis.subscribe(this.#options.channel)
    } catch {
      this.#redis.disconnect(true)
      return
    }
    if (this.#isListening || this.#redis.status !== 'ready') return
    this.#isListening = true
    this.#options.joins()
  }

  async #beat(): Promise<void> {
    if (!this.#isListening) return
    try {
      await this.#redis.ping()
    } catch {
      this.#lose()
      this.#redis.disconnect(true)
    }
  }

  #lose(): void {
    if (!this.#isListening) return
    this.#isListening = false
    this.#options.loses()
  }
}
