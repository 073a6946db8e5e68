import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { NodeExchange } from './node-exchange.ts'
import { protocolError, rawAnswer } from './protocol-error.ts'

/**
 * Ends a connection whose bytes are no request, or do not arrive in time. Requests before them are answered
 * first: an answer that comes between would be taken for the answer to one of those.
 *
 *     server.on('clientError', (error, socket) => refuseConnection(error, socket, edge.openOn(socket)))
 */
export function refuseConnection(
  error: NodeJS.ErrnoException,
  socket: Duplex,
  open: readonly NodeExchange[],
): void {
  const problem = protocolError(error.code)
  // Browsers open connections ahead of need; one that never said anything is simply closed.
  const isSilent = socket instanceof Socket && socket.bytesRead === 0
  if (problem === undefined || isSilent || !socket.writable) {
    socket.destroy()
    return
  }
  const earlier = open.filter(({ request, response }) => request.complete || response.headersSent)
  // The request whose body is broken is answered here: what the app makes of it comes too late.
  for (const exchange of open) if (!earlier.includes(exchange)) exchange.isAnswered = true
  if (earlier.length === 0) socket.end(rawAnswer(problem), () => socket.destroy())
  else endAfter(earlier, socket)
}

function endAfter(exchanges: readonly NodeExchange[], socket: Duplex): void {
  let left = exchanges.length
  for (const { response } of exchanges) {
    if (exchanges.length === 1) response.shouldKeepAlive = false
    response.once('finish', () => {
      left -= 1
      if (left === 0) socket.end()
    })
  }
}
