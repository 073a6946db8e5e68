import { randomBytes } from 'node:crypto'
import type { Redis } from 'ioredis'
import { type Clock, DefinitionError, type Logger } from 'vivace'
import type {
  Invalidation,
  SharedListener,
  SharedTier,
  SharedTierOptions,
  SharedTiers,
} from '../shared/index.ts'
import { RedisEar } from './redis-ear.ts'
import { RedisLink, refusalOf } from './redis-link.ts'
import { RedisTier } from './redis-tier.ts'

/** How the processes are connected. */
export interface RedisTiersOptions {
  readonly url: string
  /** What all names in Redis begin with. */
  readonly prefix: string
  readonly commandTimeout: number
  readonly clock: Clock
  readonly log: Logger
}

/** What one process tells the others. */
interface Message extends Invalidation {
  readonly from: string
  readonly namespace: string
}

const day = 86_400_000

/** The second tiers in one Redis, and the messages by which processes tell each other what is valid no more. */
export class RedisTiers implements SharedTiers {
  readonly #options: RedisTiersOptions
  readonly #own = randomBytes(9).toString('base64url')
  readonly #link: RedisLink
  readonly #ear: RedisEar
  readonly #tiers: RedisTier[] = []
  readonly #listeners = new Map<string, SharedListener>()
  #deafSince: number | undefined

  constructor(options: RedisTiersOptions) {
    this.#options = options
    const { url, commandTimeout, log, clock } = options
    this.#deafSince = clock.now()
    this.#link = new RedisLink({ url, commandTimeout, log, recover: (redis) => this.#makeGood(redis) })
    this.#ear = new RedisEar({
      url,
      channel: this.#channel,
      hears: (message) => this.#hear(message),
      loses: () => (this.#deafSince = clock.now()),
      joins: () => this.#join(),
    })
  }

  get deafSince(): number | undefined {
    return this.#deafSince
  }

  /**
   * Connects. Where Redis cannot be reached it goes on trying, and the cache does without. Throws `DefinitionError`
   * CACHE_REDIS_INVALID where Redis refuses.
   */
  async connect(): Promise<void> {
    const error = await this.#link.connect()
    const refusal = refusalOf(error)
    if (refusal !== undefined) {
      await this.close()
      throw new DefinitionError({
        code: 'CACHE_REDIS_INVALID',
        where: 'cache()',
        cause: `Redis refuses the connection: ${refusal}`,
        remedy: 'correct the user, password and database of REDIS_URL',
      })
    }
    if (error !== undefined) this.#options.log.warn('The cache starts without Redis.', { error })
    await this.#ear.connect()
  }

  tier({ namespace, retention, listener }: SharedTierOptions): SharedTier {
    const tier = new RedisTier({
      link: this.#link,
      prefix: `${this.#options.prefix}:${namespace}`,
      channel: this.#channel,
      // Loads end within a day.
      markTime: retention + day,
      message: (change) => JSON.stringify({ from: this.#own, namespace, ...change }),
    })
    this.#tiers.push(tier)
    this.#listeners.set(namespace, listener)
    return tier
  }

  async close(): Promise<void> {
    this.#ear.close()
    this.#link.close()
  }

  get #channel(): string {
    return `${this.#options.prefix}:invalidate`
  }

  async #makeGood(redis: Redis): Promise<void> {
    await redis.ping()
    for (const tier of this.#tiers) await tier.makeGood(redis)
  }

  #hear(text: string): void {
    let message: Message
    try {
      message = JSON.parse(text) as Message // Whoever may publish here is one of us.
    } catch {
      return
    }
    if (message.from !== this.#own) this.#listeners.get(message.namespace)?.invalidated(message)
  }

  // What was said while nobody listened is lost.
  #join(): void {
    for (const listener of this.#listeners.values()) listener.flush()
    this.#deafSince = undefined
  }
}
