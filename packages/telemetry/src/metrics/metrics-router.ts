import { content, log, Router, type RouterOptions, text } from 'vivace'
import { writeMetrics } from './exposition.ts'
import { type Metrics, metricsMediaType } from './metrics.ts'
import { metricsReading } from './metrics-reading.ts'
import type { MetricsSource } from './sources/metrics-source.ts'

/** Where metrics are read, and by whom. */
export interface MetricsRouterOptions<Prefix extends string = string> extends Omit<
  RouterOptions<Prefix>,
  'version'
> {
  /** `/metrics` if absent. */
  readonly path?: string
  /** What fills metrics from the rest of the app: `[cacheMetrics(caches), httpClientMetrics(outgoing)]`. */
  readonly sources?: readonly MetricsSource[]
  /**
   * Whose figures are shown where `serve({ workers })` has several: those of all together, or of the `own` process that
   * happens to answer. `all` if absent.
   */
  readonly workers?: 'all' | 'own'
}

/**
 * Routes that show metrics in the exposition format: `GET /metrics`.
 *
 *     app.include(metricsRouter(metrics))
 *     app.include(metricsRouter(metrics, { dependencies: [onlyTheScraper], hidden: true }))
 *
 * With several workers each answer has the figures of all: counters and histograms are added, those of workers that are no
 * more included; gauges as they say (`acrossWorkers`). A killed worker loses what it has counted in its last second.
 *
 * They say how busy an app is and which routes it has. The guard of the app is asked for them; where there is none, guard
 * them, or let the proxy in front keep the path to itself.
 */
export function metricsRouter<const Prefix extends string = ''>(
  metrics: Metrics,
  options: MetricsRouterOptions<Prefix> = {},
): Router<Prefix> {
  const { path = '/metrics', sources = [], workers = 'all', ...routerOptions } = options
  const read = metricsReading({ metrics, sources, ofAllWorkers: workers === 'all' })
  const router = new Router<string>(routerOptions)
  router.get(
    path,
    {
      summary: 'Show the metrics',
      operationId: 'readMetrics',
      inputs: { read, log },
      returns: content({ [metricsMediaType]: text() }),
    },
    async ({ read, log }) => content(metricsMediaType, writeMetrics(await read(log))),
  )
  // Its routes have no inputs, so the prefix matters to no type of theirs.
  return router as Router<Prefix>
}
