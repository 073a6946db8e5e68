import type { RateLimitTake, RateLimitVerdict } from '../stores/rate-limit-store.ts'

/** What became of the requests that a limit was asked about, since the app began. */
export interface RateLimitStatistics {
  /** The name of the limit. */
  readonly limit: string
  readonly allowed: number
  /** Of several limits that a request is asked about, those are counted that it was too much for. */
  readonly refused: number
  /** Nobody could count together, and the limit says to refuse then. */
  readonly unavailable: number
  /** How many of them this process has judged by its own share, since nobody could count together. */
  readonly fallback: number
}

type Counts = { -readonly [Name in Exclude<keyof RateLimitStatistics, 'limit'>]: number }

/**
 * Counts verdicts, by the name of the limit.
 *
 *     tally.add(takes, verdict)
 *     tally.stats()    // [{ limit: 'login', allowed: 7, refused: 1, unavailable: 0, fallback: 0 }]
 */
export class LimitTally {
  readonly #counts = new Map<string, Counts>()

  /** Counts one verdict, `undefined` if there could be none; whoever has it gets it back. */
  add<Verdict extends RateLimitVerdict | undefined>(
    takes: readonly RateLimitTake[],
    verdict: Verdict,
    isFallback = false,
  ): Verdict {
    for (const [at, { name }] of takes.entries()) {
      const counts = this.#countsOf(name)
      if (verdict === undefined) counts.unavailable += 1
      else if (verdict.isAllowed) counts.allowed += 1
      else if ((verdict.states[at]?.retryAfter ?? 0) > 0) counts.refused += 1
      if (isFallback) counts.fallback += 1
    }
    return verdict
  }

  stats(): readonly RateLimitStatistics[] {
    return [...this.#counts].map(([limit, counts]) => ({ limit, ...counts }))
  }

  #countsOf(name: string): Counts {
    let counts = this.#counts.get(name)
    if (counts === undefined) {
      counts = { allowed: 0, refused: 0, unavailable: 0, fallback: 0 }
      this.#counts.set(name, counts)
    }
    return counts
  }
}
