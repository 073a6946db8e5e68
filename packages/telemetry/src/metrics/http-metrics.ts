import { KindsOfAnswers } from './kinds-of-answers.ts'
import type { CounterSeries } from './counter.ts'
import type { GaugeSeries } from './gauge.ts'
import { defaultBuckets, type HistogramSeries } from './histogram.ts'
import { isKnownMethod } from './known-methods.ts'
import type { Metrics } from './metrics.ts'

/** The route of a request that no route answered. */
export const unmatched = 'unmatched'

/** The series of one kind of answer, looked up once. */
interface AnsweredSeries {
  readonly requests: CounterSeries
  readonly duration: HistogramSeries
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
  readonly #answered: KindsOfAnswers<AnsweredSeries>
  readonly #inProgress: KindsOfAnswers<GaugeSeries>

  constructor(metrics: Metrics, buckets: readonly number[] = defaultBuckets) {
    const labels = ['method', 'route', 'status'] as const
    const requests = metrics.counter('http_requests_total', { help: 'Requests that were answered.', labels })
    const duration = metrics.histogram('http_request_duration_seconds', {
      help: 'From the request to its answer, in seconds; of a stream, to its beginning.',
      labels,
      buckets,
    })
    const inProgress = metrics.gauge('http_requests_in_progress', {
      help: 'Requests that wait for their answer.',
      labels: ['method', 'route'],
    })
    this.#answered = new KindsOfAnswers(({ method, route = unmatched, status }) => ({
      requests: requests.with({ method, route, status }),
      duration: duration.with({ method, route, status }),
    }))
    this.#inProgress = new KindsOfAnswers(({ method, route = unmatched }) =>
      inProgress.with({ method, route }),
    )
  }

  /** How many requests of a route wait for their answer. */
  inProgress(method: string, route: string | undefined): GaugeSeries {
    return this.#inProgress.find(known(method), route, 0)
  }

  /** Counts an answer. */
  answered(method: string, route: string | undefined, { status, seconds }: Outcome): void {
    const series = this.#answered.find(known(method), route, status)
    series.requests.inc()
    series.duration.observe(seconds)
  }
}

/** How a request ended. */
export interface Outcome {
  readonly status: number
  readonly seconds: number
}

function known(method: string): string {
  return isKnownMethod(method) ? method : 'OTHER'
}
