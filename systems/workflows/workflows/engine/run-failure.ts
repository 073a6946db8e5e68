import { UpstreamError } from '@vivace/http'
import { LlmError } from '@vivace/llm'
import { QueueFull } from '../../core/runs/run-queue.ts'
import type { RunError } from '../../models/run.ts'
import { FeedInvalid } from '../../tools/arxiv-feed.ts'
import { ToolNotConfigured } from '../../tools/search-tool.ts'
import { RunStopped, type StopReason } from './run-stopped.ts'

/** A failure as a run tells it, and when it may be worth another try. */
export interface RunFailure {
  readonly error: RunError
  /** Milliseconds. */
  readonly retryAfter: number | undefined
}

const stopped: Readonly<Record<StopReason, RunError>> = {
  cancelled: { code: 'cancelled', message: 'The run was cancelled.', retryable: false },
  deadline_exceeded: {
    code: 'deadline_exceeded',
    message: 'The run took longer than it may.',
    retryable: true,
  },
  shutting_down: { code: 'shutting_down', message: 'The server was stopped.', retryable: true },
  approval_timed_out: {
    code: 'approval_timed_out',
    message: 'Nobody has approved the plan in time.',
    retryable: false,
  },
}

/** What is told of an error that a run or a step ends with: never what was asked, a key, or where it failed inside. */
export function runFailure(error: unknown): RunFailure {
  if (error instanceof RunStopped) return { error: stopped[error.reason], retryAfter: undefined }
  if (error instanceof QueueFull) return { error: queueFull, retryAfter: undefined }
  if (error instanceof LlmError) {
    const { code, title = 'The language model has failed', retryable, retryAfter } = error
    return { error: { code, message: `${title}.`, retryable }, retryAfter }
  }
  if (error instanceof UpstreamError) return upstreamFailure(error)
  if (error instanceof FeedInvalid) return invalid
  if (error instanceof ToolNotConfigured)
    return {
      error: { code: 'tool_not_configured', message: error.message, retryable: false },
      retryAfter: undefined,
    }
  return { error: internalError, retryAfter: undefined }
}

const queueFull = { code: 'queue_full', message: 'Too many runs are waiting.', retryable: true }
const internalError = { code: 'internal_error', message: 'Something went wrong here.', retryable: false }
const invalid: RunFailure = {
  error: { code: 'upstream_invalid', message: 'The other service gave no valid answer.', retryable: true },
  retryAfter: undefined,
}

function upstreamFailure({ status, retryAfter, failure }: UpstreamError): RunFailure {
  if (failure === 'invalid' || failure === 'body') return invalid
  const [code, message] =
    status === 504
      ? ['upstream_timeout', 'The other service did not answer in time.']
      : status === 503
        ? ['upstream_unavailable', 'The other service has too much to do.']
        : ['upstream_failed', 'The other service could not be reached, or has failed.']
  return { error: { code, message, retryable: true }, retryAfter }
}

/** The HTTP status of a request that waited for a run which has failed. */
export function statusOfFailure({ code }: RunError): 422 | 500 | 502 | 503 | 504 {
  if (['upstream_rate_limited', 'upstream_unavailable', 'queue_full', 'shutting_down'].includes(code))
    return 503
  if (code === 'upstream_timeout' || code === 'deadline_exceeded') return 504
  if (code === 'content_filtered' || code === 'refused') return 422
  return code === 'internal_error' ? 500 : 502
}
