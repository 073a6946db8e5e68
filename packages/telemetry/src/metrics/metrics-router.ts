import { content, Router, type RouterOptions, text } from 'vivace'
import { type Metrics, metricsMediaType } from './metrics.ts'

/** Where metrics are read, and by whom. */
export interface MetricsRouterOptions<Prefix extends string = string> extends Omit<
  RouterOptions<Prefix>,
  'version'
> {
  /** `/metrics` if absent. */
  readonly path?: string
}

/**
 * Routes that show metrics in the exposition format: `GET /metrics`.
 *
 *     app.include(metricsRouter(metrics))
 *     app.include(metricsRouter(metrics, { dependencies: [onlyTheScraper], hidden: true }))
 *
 * They say how busy an app is and which routes it has. Guard them, or let the proxy in front keep the path to itself.
 */
export function metricsRouter<const Prefix extends string = ''>(
  metrics: Metrics,
  options: MetricsRouterOptions<Prefix> = {},
): Router<Prefix> {
  const { path = '/metrics', ...routerOptions } = options
  const router = new Router<string>(routerOptions)
  router.get(
    path,
    {
      summary: 'Show the metrics of this process',
      operationId: 'readMetrics',
      returns: content({ [metricsMediaType]: text() }),
    },
    () => content(metricsMediaType, metrics.render()),
  )
  // Its routes have no inputs, so the prefix matters to no type of theirs.
  return router as Router<Prefix>
}
