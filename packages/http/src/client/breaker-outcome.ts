import { UpstreamError, type UpstreamFailure } from '../errors/index.ts'
import type { AttemptOutcome } from '../resilience/index.ts'

/** What an attempt has ended with. */
export interface AttemptEnd {
  readonly status: number | undefined
  readonly error?: unknown
}

/** The host is not well. */
const failures: ReadonlySet<UpstreamFailure> = new Set(['connect', 'network', 'timeout'])
/** The host has answered, though not to our liking. */
const answers: ReadonlySet<UpstreamFailure> = new Set(['body', 'invalid', 'redirect', 'status'])

/**
 * What the end of an attempt says of the host: 5xx and broken connections that it is not well, other answers that it
 * is, and the rest nothing.
 *
 *     breakerOutcome({ status: 404 })    // 'success'
 *     breakerOutcome({ status: 503 })    // 'failure'
 */
export function breakerOutcome({ status, error }: AttemptEnd): AttemptOutcome {
  const failure = error instanceof UpstreamError ? error.failure : undefined
  if (error !== undefined && failure === undefined) return 'neither'
  if (failure !== undefined && failures.has(failure)) return 'failure'
  if (failure !== undefined && !answers.has(failure)) return 'neither'
  // Too many requests are ours, and no sign of its health.
  if (status === 429) return 'neither'
  return status !== undefined && status >= 500 ? 'failure' : 'success'
}
