import type { Clock, Logger } from 'vivace'
import type { AuthStores } from '../ports/index.ts'

/** What a sweeper works with. */
export interface SweeperOptions {
  readonly stores: Pick<AuthStores, 'sessions' | 'oneTimeTokens' | 'lockouts'>
  readonly clock: Clock
  readonly log: Logger
}

const hour = 3_600_000
const day = 24 * hour

/** Forgets, once an hour, what is over: sessions a day after their end, mail tokens and counts of attempts at once. */
export class Sweeper {
  readonly #options: SweeperOptions
  #cancel: (() => void) | undefined

  /** Begins: the first time in an hour. */
  constructor(options: SweeperOptions) {
    this.#options = options
    this.#cancel = options.clock.timer(hour, () => void this.#sweepAgain())
  }

  /** Sweeps no more. */
  stop(): void {
    this.#cancel?.()
    this.#cancel = undefined
  }

  async #sweepAgain(): Promise<void> {
    const { stores, clock, log } = this.#options
    const now = clock.now()
    try {
      await stores.sessions.removeOver(now - day)
      await stores.oneTimeTokens.removeOver(now)
      await stores.lockouts.removeOver(now)
    } catch (error) {
      // What is over is refused whether it is there or not: the next hour does.
      log.warn('What is over of accounts could not be forgotten.', { error })
    }
    if (this.#cancel !== undefined) this.#cancel = clock.timer(hour, () => void this.#sweepAgain())
  }
}
