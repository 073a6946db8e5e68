import { type Dependency, singleton } from 'vivace'
import type { Metrics } from '../metrics.ts'
import type { MetricsReader, MetricsSource } from './metrics-source.ts'

/** A call that has ended: what `onRequestDone` of `@vivace/http` is told. */
export interface MeasuredCall {
  readonly policy: string
  readonly host: string
  readonly method: string
  readonly status: number | undefined
  readonly failure: string | undefined
  readonly attempts: number
  readonly milliseconds: number
}

/** Hosts are whatever is called, addresses that users give too: what is more is counted together. */
const maxSeries = 500

/**
 * Counts the calls of an HTTP client by policy and host: how many, how long, how often they were sent again.
 *
 *     const outgoing = httpClient({ onRequestDone: countCalls(metrics) })
 *     // http_client_requests_total{policy="llm",host="api.example",method="POST",status="200"} 7
 *
 * The status is that of the answer, or why there is none: `timeout`, `connect`, `breaker-open`.
 */
export function countCalls(metrics: Metrics): (done: MeasuredCall) => void {
  const byHost = ['policy', 'host'] as const
  const calls = metrics.counter('http_client_requests_total', {
    help: 'Calls of other services, by what came of them.',
    labels: [...byHost, 'method', 'status'],
    maxSeries,
  })
  const durations = metrics.histogram('http_client_request_duration_seconds', {
    help: 'From a call to the end of its answer, waiting and retries included, in seconds.',
    labels: byHost,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
    maxSeries,
  })
  const retries = metrics.counter('http_client_retries_total', {
    help: 'How often calls were sent again.',
    labels: byHost,
    maxSeries,
  })
  return ({ policy, host, method, status, failure, attempts, milliseconds }) => {
    // An answer that is a failure as well has a status, which says more.
    calls.inc({ policy, host, method, status: status ?? failure ?? 'unknown' })
    durations.observe(milliseconds / 1e3, { policy, host })
    if (attempts > 1) retries.add(attempts - 1, { policy, host })
  }
}

/** What a client says of itself: `stats()` of `@vivace/http`. */
export interface MeasuredClient {
  stats(): {
    readonly open: number
    readonly idle: number
    readonly hosts: readonly { readonly policy: string; readonly host: string; readonly breaker: string }[]
  }
}

const states = ['closed', 'half-open', 'open']

/**
 * Figures of an HTTP client: its connections, and the breaker of each policy and host.
 *
 *     metricsRouter(metrics, { sources: [httpClientMetrics(outgoing)] })
 *     // http_client_breaker_state{policy="llm",host="api.example",state="open"} 1
 */
export function httpClientMetrics(client: Dependency<MeasuredClient, 'app'>): MetricsSource {
  return (metrics) => {
    const connections = metrics.gauge('http_client_connections', {
      help: 'Connections to other services, by whether they have something to do.',
      labels: ['state'],
    })
    const breakers = metrics.gauge('http_client_breaker_state', {
      help: 'The state of a breaker is 1, the others are 0; over several workers, whether any is in it.',
      labels: ['policy', 'host', 'state'],
      maxSeries,
      acrossWorkers: 'max',
    })
    return singleton({ client }, ({ client }): MetricsReader => ({
      look: () => {
        const { open, idle, hosts } = client.stats()
        connections.set(open - idle, { state: 'used' })
        connections.set(idle, { state: 'idle' })
        for (const { policy, host, breaker } of hosts)
          for (const state of states) breakers.set(state === breaker ? 1 : 0, { policy, host, state })
      },
    }))
  }
}
