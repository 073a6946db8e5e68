import type { Dependency } from 'vivace'
import type { Metrics } from '../metrics.ts'

/** Something of the app that has figures of its own. */
export interface MetricsReader {
  /** Brings counters up to date; also each second where there are several workers, so it must be quick. */
  count?(): void
  /** Looks at what is so now; only when metrics are read. A look that fails is logged, and leaves the figures as they were. */
  look?(): void | Promise<void>
}

/**
 * Fills metrics from something that the app has: `cacheMetrics`, `httpClientMetrics`, `rateLimitMetrics`, `poolMetrics`,
 * `queueMetrics`, or one of your own.
 *
 *     app.include(metricsRouter(metrics, { sources: [cacheMetrics(caches)] }))
 */
export type MetricsSource = (metrics: Metrics) => Dependency<MetricsReader, 'app'>
