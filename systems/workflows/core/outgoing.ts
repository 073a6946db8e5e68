import { httpClient } from '@vivace/http'
import { outgoingMetrics } from './metrics.ts'

/** The client by which the tools call other services. */
export const outgoing = httpClient({
  policies: {
    // What arXiv asks of programs: one request each three seconds, one connection. The total has room for waiting.
    arxiv: {
      concurrency: 1,
      throttle: { limit: 1, per: '3s' },
      read: '20s',
      total: '60s',
      attempts: 2,
      queue: 100,
    },
    tavily: { read: '20s', total: '30s', attempts: 2, retriedMethods: ['GET', 'POST'] },
  },
  onRequestDone: outgoingMetrics,
})
