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

/** Who says whether a request may be sent twice. */
export interface Promises {
  readonly policy: ResolvedPolicy
  /** What the call itself says; it knows best. */
  readonly idempotent: boolean | undefined
}

/**
 * Whether a request may be sent twice: its call, its method or its `Idempotency-Key` promises that twice is as good
 * as once, and its body is still there.
 */
export function maySendTwice(
  { method, headers, body }: OutgoingRequest,
  { policy, idempotent }: Promises,
): boolean {
  if (isStream(body)) return false
  return idempotent ?? (policy.retriedMethods.has(method) || headers.has('idempotency-key'))
}
