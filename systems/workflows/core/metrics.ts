import { Metrics, processMetrics } from '@vivace/telemetry'
import type { RequestObserver } from '@vivace/http'

/** What this process counts. */
export const metrics = new Metrics()
processMetrics(metrics)

export const runsFinished = metrics.counter('workflow_runs_total', {
  help: 'Runs that are over, by what became of them.',
  labels: ['type', 'status', 'cached'],
})

export const runSeconds = metrics.histogram('workflow_run_duration_seconds', {
  help: 'How long runs took that were carried out, waiting not included.',
  labels: ['type'],
  buckets: [0.1, 0.5, 1, 5, 10, 30, 60, 120, 300, 600],
})

export const tokensUsed = metrics.counter('workflow_tokens_total', {
  help: 'Tokens that agents have used.',
  labels: ['agent', 'kind'],
})

const calls = metrics.counter('workflow_tool_calls_total', {
  help: 'Calls of tools, by policy and by why they came to nothing.',
  labels: ['policy', 'outcome'],
})

/** Counts the calls of the tools. */
export const outgoingMetrics: RequestObserver = ({ policy, failure }) => {
  calls.inc({ policy, outcome: failure ?? 'ok' })
}

const queued = metrics.gauge('workflow_runs', {
  help: 'Runs at this moment: those that are carried out, and those that wait for it.',
  labels: ['state'],
})

/** Tells how busy a queue is. */
export function measureQueue(queue: { readonly active: number; readonly waiting: number }): void {
  metrics.onRead('workflow-queue', () => {
    queued.set(queue.active, { state: 'active' })
    queued.set(queue.waiting, { state: 'waiting' })
  })
}
