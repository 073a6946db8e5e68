import { randomUUID } from 'node:crypto'
import type { RedisCommands } from '@vivace/redis'
import type { Clock } from 'vivace'
import { presenceScript } from './scripts.ts'

/** How often a process says that it is alive, and how long that holds. Milliseconds. */
const pulse = 2_000
const presence = 7_000

/** How many processes count together, as Redis was last told. It stays what it was while Redis does not answer. */
export class ProcessCount {
  #count = 1
  #isStopped = false
  #cancel: () => void = () => undefined
  readonly #id = randomUUID()
  readonly #redis: RedisCommands
  readonly #clock: Clock
  readonly #key: string

  constructor(redis: RedisCommands, clock: Clock, prefix = 'vivace:limits:') {
    this.#redis = redis
    this.#clock = clock
    this.#key = `${prefix}processes`
  }

  get value(): number {
    return this.#count
  }

  /** Asks now and from time to time, until it is stopped. */
  async start(): Promise<void> {
    await this.#ask()
    if (!this.#isStopped) this.#cancel = this.#clock.timer(pulse, () => void this.start())
  }

  stop(): void {
    this.#isStopped = true
    this.#cancel()
  }

  async #ask(): Promise<void> {
    try {
      const args = [this.#id, presence]
      this.#count = Math.max(1, await presenceScript.run(this.#redis, { keys: [this.#key], args }))
    } catch {
      // Requests find out by themselves that there is no Redis, and say so in the log.
    }
  }
}
