import { Fault, type FaultFacts } from '../errors/index.ts'
import { BodyFault, InvalidBody } from '../messages/index.ts'
import type { ResolvedPolicy } from '../policies/index.ts'
import { TimeIsUp } from '../resilience/index.ts'
import { AddressRefused, NotConnected, StepTooLong } from '../transport/index.ts'

/**
 * What an error of an attempt means; `undefined` for one that says nothing of the other side: the caller's own
 * abort, or a call that is written wrongly.
 *
 *     faultOf(new TimeIsUp(), policy)?.failure    // 'timeout'
 */
export function faultOf(error: unknown, policy: ResolvedPolicy): FaultFacts | undefined {
  if (error instanceof Fault) return error.facts
  if (error instanceof TimeIsUp)
    return { failure: 'timeout', cause: `was not done within ${policy.total} ms`, error }
  if (error instanceof StepTooLong) return { failure: 'timeout', cause: error.message, error }
  if (error instanceof BodyFault) return { failure: 'body', cause: error.message, error }
  if (error instanceof InvalidBody) return { failure: 'invalid', cause: error.message, error }
  if (error instanceof TypeError) return undefined
  return connectionFault(error)
}

function connectionFault(error: unknown): FaultFacts {
  const refused = [error, error instanceof Error ? error.cause : undefined].find(
    (one) => one instanceof AddressRefused,
  )
  if (refused !== undefined)
    return { failure: 'address', cause: `may not be called: ${refused.message}`, error }
  const said = error instanceof Error && error.message !== '' ? `: ${error.message}` : ''
  return error instanceof NotConnected
    ? { failure: 'connect', cause: `cannot be reached${said}`, error }
    : { failure: 'network', cause: `broke off${said}`, error }
}
