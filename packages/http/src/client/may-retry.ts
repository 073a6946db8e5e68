import type { UpstreamFailure } from '../errors/index.ts'
import { isStream, type OutgoingRequest } from '../messages/index.ts'
import type { ResolvedPolicy } from '../policies/index.ts'

/** Answers that the next attempt may not get: RFC 9110, sections 15.5.9 and 15.6, RFC 8470, RFC 6585. */
const passing: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504])

/** Whether a status is one that another attempt may not get. */
export function isPassingStatus(status: number): boolean {
  return passing.has(status)
}

/** Whether a call that came to nothing for this reason may do better at once; statuses are judged by themselves. */
export function isPassingFailure(failure: UpstreamFailure): boolean {
  return failure === 'connect' || failure === 'network' || failure === 'timeout'
}

/**
 * Whether a request may be sent twice: its method promises that twice is as good as once, or its
 * `Idempotency-Key` does, and its body is still there.
 */
export function maySendTwice({ method, headers, body }: OutgoingRequest, policy: ResolvedPolicy): boolean {
  return (policy.retriedMethods.has(method) || headers.has('idempotency-key')) && !isStream(body)
}
