import type { Clock, Logger } from 'vivace'
import type { RateLimitStore, RateLimitTake, RateLimitVerdict } from '../stores/rate-limit-store.ts'
import { LimitTally, type RateLimitStatistics } from './limit-tally.ts'
import { localShare } from './local-share.ts'

/** What happens to a request while the store that all processes share does not answer. */
export type WhenUnavailable = 'local' | 'refuse'

/** Who is asking, and what for. */
export interface RateLimitQuestion {
  readonly takes: readonly RateLimitTake[]
  readonly whenUnavailable: WhenUnavailable
  readonly log: Logger
}

/** Counts requests for the app. */
export interface RateLimiter {
  /** The verdict; `undefined` if it cannot be known and the question says to refuse then. */
  take(question: RateLimitQuestion): RateLimitVerdict | undefined | Promise<RateLimitVerdict | undefined>
  /** What it has done, by limit: for metrics. */
  stats(): readonly RateLimitStatistics[]
}

/** What a limiter is made of that counts with other processes. */
export interface SharedRateLimiterParts {
  readonly shared: RateLimitStore
  /** Counts in this process while `shared` does not answer. */
  readonly local: RateLimitStore
  readonly clock: Pick<Clock, 'monotonic'>
  /** How many processes share a limit. */
  readonly processes: () => number
}

/** How long nobody asks a store that has failed. Milliseconds. */
const pause = 1_000

/**
 * Asks the store that all processes share. While that fails, this process counts its own share of each limit, and tries
 * the store with one request each second, so that the others do not wait.
 */
export class SharedRateLimiter implements RateLimiter {
  readonly #parts: SharedRateLimiterParts
  /** Nobody asks before; 0 while the store answers. */
  #askAgainAt = 0
  readonly #tally = new LimitTally()

  constructor(parts: SharedRateLimiterParts) {
    this.#parts = parts
  }

  async take(question: RateLimitQuestion): Promise<RateLimitVerdict | undefined> {
    const { shared, clock } = this.#parts
    const now = clock.monotonic()
    if (now < this.#askAgainAt) return this.#alone(question)
    // The others go on without it until this one knows better.
    if (this.#askAgainAt > 0) this.#askAgainAt = now + pause
    try {
      const verdict = await shared.take(question.takes)
      if (this.#askAgainAt > 0) question.log.info('Rate limits are counted together again.')
      this.#askAgainAt = 0
      return this.#tally.add(question.takes, verdict)
    } catch (error) {
      if (this.#askAgainAt === 0)
        question.log.error('Rate limits cannot be counted together: each process counts its share.', {
          error,
        })
      this.#askAgainAt = clock.monotonic() + pause
      return this.#alone(question)
    }
  }

  #alone({ takes, whenUnavailable }: RateLimitQuestion): ReturnType<RateLimiter['take']> {
    if (whenUnavailable === 'refuse') return this.#tally.add(takes, undefined)
    const { local, processes } = this.#parts
    const judging = local.take(takes.map((take) => localShare(take, processes())))
    const count = (verdict: RateLimitVerdict): RateLimitVerdict => this.#tally.add(takes, verdict, true)
    return judging instanceof Promise ? judging.then(count) : count(judging)
  }

  stats(): readonly RateLimitStatistics[] {
    return this.#tally.stats()
  }
}

/**
 * A limiter whose store nobody shares: what it throws is an error of ours.
 *
 *     ownRateLimiter(memoryRateLimitStore())
 */
export function ownRateLimiter(store: RateLimitStore): RateLimiter {
  const tally = new LimitTally()
  return {
    take({ takes }) {
      const judging = store.take(takes)
      return judging instanceof Promise
        ? judging.then((verdict) => tally.add(takes, verdict))
        : tally.add(takes, judging)
    },
    stats: () => tally.stats(),
  }
}
