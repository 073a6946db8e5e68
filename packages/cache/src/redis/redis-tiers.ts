import { randomBytes } from 'node:crypto'
import type { RedisClient } from '@vivace/redis'
import type { Clock, Logger } from 'vivace'
import type { SharedListener, SharedTier, SharedTierOptions, SharedTiers } from '../shared/index.ts'
import { readMessage, writeMessage } from './message.ts'
import { RedisLink } from './redis-link.ts'
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

const day = 86_400_000

/** The second tiers in one Redis, and the messages by which processes tell each other what is valid no more. */
export class RedisTiers implements SharedTiers {
  readonly #options: RedisTiersOptions
  readonly #own = randomBytes(9).toString('base64url')
  readonly #link: RedisLink
  readonly #tiers: RedisTier[] = []
  readonly #listeners = new Map<string, SharedListener>()
  #deafSince: number | undefined

  constructor(options: RedisTiersOptions) {
    this.#options = options
    const { url, commandTimeout, log, clock } = options
    this.#deafSince = clock.monotonic()
    this.#link = new RedisLink({
      url,
      commandTimeout,
      clock,
      log,
      recover: (redis) => this.#makeGood(redis),
    })
  }

  get deafSince(): number | undefined {
    return this.#deafSince
  }

  /**
   * Connects. Where Redis cannot be reached it goes on trying, and the cache does without. Throws `DefinitionError`
   * REDIS_INVALID where Redis refuses.
   */
  async connect(): Promise<void> {
    const redis = await this.#link.open()
    await redis.subscribe(this.#channel, {
      message: (text) => this.#hear(text),
      lost: () => (this.#deafSince = this.#options.clock.monotonic()),
      joined: () => this.#join(),
    })
  }

  tier({ namespace, retention, listener }: SharedTierOptions): SharedTier {
    const tier = new RedisTier({
      link: this.#link,
      prefix: `${this.#options.prefix}:${namespace}`,
      channel: this.#channel,
      // Loads end within a day.
      markTime: retention + day,
      message: (change) => writeMessage({ from: this.#own, namespace, change }),
    })
    this.#tiers.push(tier)
    this.#listeners.set(namespace, listener)
    return tier
  }

  async close(): Promise<void> {
    this.#link.close()
  }

  get #channel(): string {
    return `${this.#options.prefix}:invalidate`
  }

  async #makeGood(redis: RedisClient): Promise<void> {
    const server = await serverOf(redis)
    for (const tier of this.#tiers) await tier.makeGood(redis, server)
  }

  #hear(text: string): void {
    const message = readMessage(text)
    if (message === undefined || message.from === this.#own) return
    this.#listeners.get(message.namespace)?.invalidated(message.change)
  }

  // What was said while nobody listened is lost.
  #join(): void {
    for (const listener of this.#listeners.values()) listener.flush()
    this.#deafSince = undefined
  }
}

/** Which run of Redis this is; nothing where nobody may ask. */
async function serverOf(redis: RedisClient): Promise<string> {
  const facts = await redis.info('server').catch((error: unknown) => {
    // An account without INFO, or something that speaks like Redis.
    if (error instanceof Error && error.name === 'ReplyError') return ''
    throw error
  })
  return /^run_id:(\w+)/m.exec(facts)?.[1] ?? ''
}
