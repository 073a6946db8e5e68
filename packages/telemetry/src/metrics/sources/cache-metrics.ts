import { type Dependency, singleton } from 'vivace'
import type { Metrics } from '../metrics.ts'
import type { MetricsReader, MetricsSource } from './metrics-source.ts'
import { RunningTotal } from './running-total.ts'

/** What a cache says of itself: `stats()` of the namespaces of `@vivace/cache`, and of whatever says the same. */
export interface CacheFigures {
  readonly memoryHits: number
  readonly memoryMisses: number
  readonly sharedHits: number
  readonly sharedMisses: number
  readonly staleHits: number
  readonly loads: number
  readonly failures: number
  readonly evictions: number
  readonly entries: number
  readonly bytes: number
}

/** Caches by name. */
export type MeasuredCaches = Readonly<Record<string, { stats(): CacheFigures }>>

/**
 * Figures of caches: hits and misses by namespace and tier (`memory`, `shared`), loads, evictions, and what they hold.
 *
 *     metricsRouter(metrics, { sources: [cacheMetrics(caches)] })
 *     // cache_hits_total{namespace="profiles",tier="memory"} 7
 */
export function cacheMetrics(caches: Dependency<MeasuredCaches, 'app'>): MetricsSource {
  return (metrics) => {
    const totals = declareTotals(metrics)
    const size = declareSize(metrics)
    return singleton({ caches }, ({ caches }): MetricsReader => {
      const read = Object.entries(caches).map(([namespace, cache]) => ({
        stats: () => cache.stats(),
        totals: Object.entries(totals(namespace)),
        ...size(namespace),
      }))
      return {
        count: () => {
          for (const { stats, totals } of read) {
            const figures = stats()
            // The names are those of the figures.
            for (const [name, total] of totals) total.follow(figures[name as keyof CacheFigures])
          }
        },
        look: () => {
          for (const { stats, entries, bytes } of read) {
            const figures = stats()
            entries.set(figures.entries)
            bytes.set(figures.bytes)
          }
        },
      }
    })
  }
}

type Totals = Readonly<Record<Exclude<keyof CacheFigures, 'entries' | 'bytes'>, RunningTotal>>

function declareTotals(metrics: Metrics): (namespace: string) => Totals {
  const labels = ['namespace', 'tier'] as const
  const hits = metrics.counter('cache_hits_total', {
    help: 'Values that a tier had, old ones included.',
    labels,
  })
  const misses = metrics.counter('cache_misses_total', { help: 'Values that a tier did not have.', labels })
  const of = (name: string, help: string) => metrics.counter(name, { help, labels: ['namespace'] })
  const stale = of(
    'cache_stale_hits_total',
    'Old values that were given while or because new ones were lacking.',
  )
  const loads = of('cache_loads_total', 'Values that were loaded.')
  const failures = of('cache_load_failures_total', 'Loads that failed.')
  const evictions = of('cache_evictions_total', 'Values that gave way to others in memory.')
  return (namespace) => ({
    memoryHits: new RunningTotal(hits.with({ namespace, tier: 'memory' })),
    memoryMisses: new RunningTotal(misses.with({ namespace, tier: 'memory' })),
    sharedHits: new RunningTotal(hits.with({ namespace, tier: 'shared' })),
    sharedMisses: new RunningTotal(misses.with({ namespace, tier: 'shared' })),
    staleHits: new RunningTotal(stale.with({ namespace })),
    loads: new RunningTotal(loads.with({ namespace })),
    failures: new RunningTotal(failures.with({ namespace })),
    evictions: new RunningTotal(evictions.with({ namespace })),
  })
}

function declareSize(metrics: Metrics) {
  const labels = ['namespace'] as const
  const entries = metrics.gauge('cache_entries', { help: 'Values in memory.', labels })
  const bytes = metrics.gauge('cache_bytes', { help: 'Bytes of the values in memory.', labels })
  return (namespace: string) => ({ entries: entries.with({ namespace }), bytes: bytes.with({ namespace }) })
}
