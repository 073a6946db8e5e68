import type { Counter, CounterSeries } from './counter.ts'
import type { Gauge, GaugeSeries } from './gauge.ts'
import { defaultBuckets, type Histogram, type HistogramSeries } from './histogram.ts'
import type { Metrics } from './metrics.ts'

/** The methods that have a series of their own; a client can make up any number of others. */
const methods: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'QUERY',
])

/** The route of a request that no route answered. */
export const unmatched = 'unmatched'

/** The series of one answered kind of request, looked up once. */
interface Answered {
  readonly requests: CounterSeries
  readonly duration: HistogramSeries
}

/** The series of one method of one route. */
interface RouteSeries {
  readonly inProgress: GaugeSeries
  readonly byStatus: Map<number, Answered>
}

/**
 * Counts requests: `http_requests_total` and `http_request_duration_seconds` by method, route template and status,
 * `http_requests_in_progress` by method and route template.
 *
 *     const http = new HttpMetrics(metrics)
 *     http.answered({ method: 'GET', route: '/items/{id}', status: 200, seconds: 0.004 })
 *
 * Never by path: what no route answers is one route, `unmatched`.
 */
export class HttpMetrics {
  readonly #requests: Counter<'method' | 'route' | 'status'>
  readonly #duration: Histogram<'method' | 'route' | 'status'>
  readonly #inProgress: Gauge<'method' | 'route'>
  readonly #routes = new Map<string, Map<string, RouteSeries>>()

  constructor(metrics: Metrics, buckets: readonly number[] = defaultBuckets) {
    const labels = ['method', 'route', 'status'] as const
    this.#requests = metrics.counter('http_requests_total', { help: 'Requests that were answered.', labels })
    this.#duration = metrics.histogram('http_request_duration_seconds', {
      help: 'From the request to its answer, in seconds; of a stream, to its beginning.',
      labels,
      buckets,
    })
    this.#inProgress = metrics.gauge('http_requests_in_progress', {
      help: 'Requests that wait for their answer.',
      labels: ['method', 'route'],
    })
  }

  /** How many requests of a route wait for their answer. */
  inProgress(method: string, route: string | undefined): GaugeSeries {
    return this.#routeSeries(method, route).inProgress
  }

  /** Counts an answer. */
  answered(method: string, route: string | undefined, { status, seconds }: Outcome): void {
    const { byStatus } = this.#routeSeries(method, route)
    let series = byStatus.get(status)
    if (series === undefined) {
      const labels = { method: known(method), route: route ?? unmatched, status }
      series = { requests: this.#requests.with(labels), duration: this.#duration.with(labels) }
      byStatus.set(status, series)
    }
    series.requests.inc()
    series.duration.observe(seconds)
  }

  #routeSeries(anyMethod: string, route = unmatched): RouteSeries {
    const method = known(anyMethod)
    let ofRoute = this.#routes.get(route)
    if (ofRoute === undefined) this.#routes.set(route, (ofRoute = new Map<string, RouteSeries>()))
    let series = ofRoute.get(method)
    if (series === undefined) {
      series = { inProgress: this.#inProgress.with({ method, route }), byStatus: new Map() }
      ofRoute.set(method, series)
    }
    return series
  }
}

/** How a request ended. */
export interface Outcome {
  readonly status: number
  readonly seconds: number
}

function known(method: string): string {
  return methods.has(method) ? method : 'OTHER'
}
