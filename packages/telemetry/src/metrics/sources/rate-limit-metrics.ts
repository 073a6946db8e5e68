import { type Dependency, singleton } from 'vivace'
import type { MetricsReader, MetricsSource } from './metrics-source.ts'
import { RunningTotal } from './running-total.ts'

/** What became of the requests that a limit was asked about. */
export interface RateLimitFigures {
  /** The name of the limit. */
  readonly limit: string
  readonly allowed: number
  readonly refused: number
  /** Nobody could count together, and the limit says to refuse then. */
  readonly unavailable: number
  /** How many of them this process has judged by its own share, since nobody could count together. */
  readonly fallback: number
}

/** What a limiter says of itself: `stats()` of `@vivace/limits`. */
export interface MeasuredLimiter {
  stats(): readonly RateLimitFigures[]
}

const outcomes = ['allowed', 'refused', 'unavailable'] as const

/**
 * Figures of rate limits, by name: what was allowed and refused, and how much of it each process judged alone.
 *
 *     metricsRouter(metrics, { sources: [rateLimitMetrics(rateLimits)] })
 *     // rate_limit_requests_total{limit="login",outcome="refused"} 7
 */
export function rateLimitMetrics(limiter: Dependency<MeasuredLimiter, 'app'>): MetricsSource {
  return (metrics) => {
    const requests = metrics.counter('rate_limit_requests_total', {
      help: 'Requests that a limit was asked about, by what became of them.',
      labels: ['limit', 'outcome'],
    })
    const fallbacks = metrics.counter('rate_limit_fallback_total', {
      help: 'Requests that a process judged by its own share, since nobody could count together.',
      labels: ['limit'],
    })
    const begin = (limit: string) => ({
      outcomes: outcomes.map((outcome) => ({
        outcome,
        total: new RunningTotal(requests.with({ limit, outcome })),
      })),
      fallback: new RunningTotal(fallbacks.with({ limit })),
    })
    return singleton({ limiter }, ({ limiter }): MetricsReader => {
      const known = new Map<string, ReturnType<typeof begin>>()
      return {
        count: () => {
          for (const figures of limiter.stats()) {
            const totals = known.get(figures.limit) ?? begin(figures.limit)
            known.set(figures.limit, totals)
            for (const { outcome, total } of totals.outcomes) total.follow(figures[outcome])
            totals.fallback.follow(figures.fallback)
          }
        },
      }
    })
  }
}
