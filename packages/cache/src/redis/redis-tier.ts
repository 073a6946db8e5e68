import { randomBytes } from 'node:crypto'
import type { RedisCommands } from '@vivace/redis'
import type { Invalidation, Lookup, SharedRecord, SharedTier, Stored, Storing } from '../shared/index.ts'
import type { RedisLink } from './redis-link.ts'
import { PendingInvalidations } from './pending-invalidations.ts'
import { findScript, invalidateScript, leaseScript, serverScript, storeScript } from './scripts.ts'
import { readRecord, tokenOf, writeContent } from './shared-record.ts'

/** What a tier needs of the whole. */
export interface RedisTierOptions {
  readonly link: RedisLink
  /** What the names of all keys begin with: `cache:user_profile`. */
  readonly prefix: string
  readonly channel: string
  /** How long it is known when a tag was invalidated, in milliseconds: longer than anything is kept. */
  readonly markTime: number
  readonly message: (change: Invalidation) => string
}

/** How long a lease lives that nobody renews, in milliseconds. */
const leaseTime = 10_000

/** The second tier of one namespace, in Redis. */
export class RedisTier implements SharedTier {
  readonly #options: RedisTierOptions
  readonly #pending = new PendingInvalidations()

  constructor(options: RedisTierOptions) {
    this.#options = options
  }

  async find(place: string): Promise<SharedRecord | undefined> {
    return (await this.#find(place, ''))?.record
  }

  async lookUp(place: string): Promise<Lookup | undefined> {
    return this.#find(place, newId())
  }

  async store(place: string, storing: Storing): Promise<Stored | undefined> {
    const { token = '', since = '', text, tags, ttl, retention } = storing
    const { channel, message, link } = this.#options
    const content = writeContent({ tags, ttl, retention }, text)
    // What is stored whatever stands there is news to the others.
    const news = token === '' ? message({ places: [place] }) : ''
    const args = [
      this.#tagPrefix,
      token,
      since,
      newId(),
      content,
      retention,
      JSON.stringify(tags),
      channel,
      news,
    ]
    const answer = await link.run((redis) =>
      storeScript.run(redis, { keys: [this.#key(place), this.#clock], args }),
    )
    if (answer === undefined) {
      if (token === '') this.#makeGoodLater({ places: [place] })
      return undefined
    }
    if (answer.reply === 1) return { isKept: true, record: undefined }
    return { isKept: false, record: await this.find(place) }
  }

  async renew(place: string, token: string): Promise<void> {
    await this.#lease(place, token, leaseTime)
  }

  async release(place: string, token: string): Promise<void> {
    await this.#lease(place, token, 0)
  }

  async invalidate(change: Invalidation, lease = false): Promise<Lookup | undefined> {
    const id = lease ? newId() : ''
    const answer = await this.#options.link.run((redis) => this.#invalidate(redis, change, id))
    if (answer === undefined) {
      this.#makeGoodLater(change)
      return undefined
    }
    return { record: undefined, token: id, since: String(answer.reply), isFirst: true }
  }

  /**
   * Does what could not be done while Redis was out of reach, and invalidates everything if it is another `server` now:
   * one that was restarted, or that was a replica, has forgotten the last changes. Rejects if that cannot be done.
   */
  async makeGood(redis: RedisCommands, server: string): Promise<void> {
    if (server !== '') {
      const keys = [this.#clock, `${this.#options.prefix}:server`]
      await serverScript.run(redis, { keys, args: [this.#tagPrefix, this.#options.markTime, server] })
    }
    const change = this.#pending.change
    if (change === undefined) return
    await this.#invalidate(redis, change, '')
    this.#pending.done(change)
  }

  #makeGoodLater(change: Invalidation): void {
    this.#pending.add(change)
    this.#options.link.suspend()
  }

  async #find(place: string, lease: string): Promise<Lookup | undefined> {
    const answer = await this.#options.link.run((redis) =>
      findScript.run(redis, {
        keys: [this.#key(place), this.#clock],
        args: [this.#tagPrefix, lease, leaseTime],
      }),
    )
    if (!Array.isArray(answer?.reply)) return undefined
    // As the script answers.
    const [content, left, since] = answer.reply as [string, number, string]
    const token = tokenOf(content)
    return { record: readRecord(content, left), token, since, isFirst: token === lease }
  }

  #invalidate(redis: RedisCommands, change: Invalidation, lease: string): Promise<unknown> {
    const { places = [], tags = [], all = false } = change
    const { channel, message } = this.#options
    const names = [...tags.map((tag) => `=${tag}`), ...(all ? ['*'] : [])]
    return invalidateScript.run(redis, {
      keys: [this.#clock, ...places.map((place) => this.#key(place))],
      args: [this.#tagPrefix, this.#options.markTime, channel, message(change), lease, leaseTime, ...names],
    })
  }

  async #lease(place: string, token: string, milliseconds: number): Promise<void> {
    await this.#options.link.run((redis) =>
      leaseScript.run(redis, { keys: [this.#key(place)], args: [token, milliseconds] }),
    )
  }

  #key(place: string): string {
    return `${this.#options.prefix}:${place}`
  }

  get #tagPrefix(): string {
    return `${this.#options.prefix}:tag:`
  }

  get #clock(): string {
    return `${this.#options.prefix}:clock`
  }
}

function newId(): string {
  return randomBytes(16).toString('base64url')
}
