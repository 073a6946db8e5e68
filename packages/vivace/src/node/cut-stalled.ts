import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/**
 * Cuts a client off that takes nothing of an answer for so many milliseconds, although some of it waits:
 * slow readers would otherwise hold memory and connections for as long as they like.
 *
 *     cutStalled(response, 10_000)    // from now on; cutStalled(response, 0) calls it off
 *
 * Node's socket timer sees the progress of a large write, which no event tells. Without a listener for
 * `timeout`, the server destroys the socket.
 */
export function cutStalled(response: ServerResponse, stallTimeout: number): void {
  if (response.destroyed) return
  // Of pipelined answers only the first has the socket; the others get it when their turn comes.
  if (response.socket !== null) response.socket.setTimeout(stallTimeout)
  else response.once('socket', (socket: Socket) => socket.setTimeout(stallTimeout))
}

/**
 * Does the same for an answer that is written to its end, until the client has taken all of it.
 *
 *     response.end(text)
 *     cutStalledEnd(response, 10_000)
 */
export function cutStalledEnd(response: ServerResponse, stallTimeout: number): void {
  if (stallTimeout === 0 || response.destroyed || response.socket?.writableLength === 0) return
  cutStalled(response, stallTimeout)
  // Before Node's own listener, which sets the timer for the time between requests.
  response.prependOnceListener('finish', () => response.socket?.setTimeout(0))
}
