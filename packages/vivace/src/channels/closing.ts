import { HttpError, ValidationError } from '../errors/index.ts'
import { SocketClosed } from './socket-closed.ts'
import { SocketError } from './socket-error.ts'
import { wordFailures } from './word-failures.ts'

/** How a connection is closed (RFC 6455, section 7.1.5). */
export interface Closing {
  readonly code: number
  readonly reason: string
}

/** How long the other end may take for the closing handshake, in milliseconds. */
export const closingTime = 5_000

/** The longest reason that fits into a control frame, in bytes (RFC 6455, section 5.5). */
const longestReason = 123

/** A reason that fits: cut between characters. */
export function fittingReason(reason: string): string {
  if (reason.length * 3 <= longestReason) return reason
  const { read } = new TextEncoder().encodeInto(reason, new Uint8Array(longestReason))
  return reason.slice(0, read)
}

/**
 * How an error that a client can do something about closes a socket; `undefined` for an error of ours.
 *
 *     closingOf(new HttpError(401, { code: 'not-authenticated' }))    // { code: 4401, reason: 'not-authenticated' }
 */
export function closingOf(error: unknown): Closing | undefined {
  if (error instanceof SocketError || error instanceof SocketClosed) return error
  if (error instanceof ValidationError) return { code: 4_422, reason: wordFailures(error.failures) }
  if (error instanceof HttpError && error.status < 500)
    return { code: 4_000 + error.status, reason: error.code ?? error.message }
  return undefined
}
