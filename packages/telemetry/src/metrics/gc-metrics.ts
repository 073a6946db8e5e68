import { constants, type PerformanceEntry, PerformanceObserver } from 'node:perf_hooks'
import type { HistogramSeries } from './histogram.ts'
import type { Metrics } from './metrics.ts'

const kinds: Readonly<Record<number, string>> = {
  [constants.NODE_PERFORMANCE_GC_MAJOR]: 'major',
  [constants.NODE_PERFORMANCE_GC_MINOR]: 'minor',
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL]: 'incremental',
  [constants.NODE_PERFORMANCE_GC_WEAKCB]: 'weakcb',
}

/** One for the process: a second one would see the same. */
let observer: PerformanceObserver | undefined
const watching = new Set<(kind: string, seconds: number) => void>()

/**
 * Measures the pauses for the collection of garbage, by kind: `nodejs_gc_duration_seconds`. Nothing is measured where
 * the runtime does not tell, as Bun does not.
 *
 *     gcMetrics(metrics)
 */
export function gcMetrics(metrics: Metrics): void {
  const pauses = metrics.histogram('nodejs_gc_duration_seconds', {
    help: 'Pauses for the collection of garbage, in seconds, by kind: major, minor, incremental or weakcb.',
    labels: ['kind'],
    buckets: [0.001, 0.01, 0.1, 1, 2, 5],
  })
  const byKind = new Map<string, HistogramSeries>()
  watching.add((kind, seconds) => {
    let series = byKind.get(kind)
    if (series === undefined) byKind.set(kind, (series = pauses.with({ kind })))
    series.observe(seconds)
  })
  observer ??= watchPauses()
}

function watchPauses(): PerformanceObserver {
  const watch = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const kind = kindOf(entry)
      for (const tell of watching) tell(kind, entry.duration / 1e3)
    }
  })
  try {
    watch.observe({ entryTypes: ['gc'] })
  } catch {
    // The runtime has no such entries.
  }
  return watch
}

function kindOf(entry: PerformanceEntry): string {
  const detail: unknown = 'detail' in entry ? entry.detail : undefined
  const isKnown = typeof detail === 'object' && detail !== null && 'kind' in detail
  return (isKnown ? kinds[Number(detail.kind)] : undefined) ?? 'other'
}
