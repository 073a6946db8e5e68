/**
 * The socket is closed: what `receive()` and `send()` reject with.
 *
 *     socket.receive().catch((error: unknown) => { if (error instanceof SocketClosed) log.info('left', { code: error.code }) })
 *
 * A handler need not catch it: the connection is over, and nobody is told anything more.
 */
export class SocketClosed extends Error {
  override readonly name = 'SocketClosed'
  /** The close code (RFC 6455, section 7.4); 1006 if the connection broke. */
  readonly code: number
  readonly reason: string

  constructor(code: number, reason: string) {
    super(`The socket is closed (${code}${reason === '' ? '' : `: ${reason}`}).`)
    this.code = code
    this.reason = reason
  }
}
