import { checkCloseCode } from './close-code.ts'

/**
 * Ends a socket with a close code of your own, wherever it is thrown: in the handler, a dependency or a guard.
 *
 *     throw new SocketError(4409, 'joined elsewhere')
 *
 * Thrown before the socket is open, the client sees it open and close at once: a browser learns nothing of a
 * handshake that is refused. Throws `RangeError` for a code that may not be sent (RFC 6455, section 7.4).
 */
export class SocketError extends Error {
  override readonly name = 'SocketError'
  readonly code: number
  readonly reason: string

  constructor(code: number, reason = '') {
    checkCloseCode(code)
    super(`The socket ends with ${code}${reason === '' ? '' : `: ${reason}`}.`)
    this.code = code
    this.reason = reason
  }
}
