import type { IncomingMessage, Server } from 'node:http'
import type { Server as TlsServer } from 'node:https'
import type { Handover } from './node-exchange.ts'

/**
 * Gives a request back to Node's parser as if it had not asked for another protocol: older versions let go of every
 * connection that asks for one, with the body still to come, as soon as anybody listens to `upgrade`. `curl --http2`
 * asks for h2c with every request.
 *
 *     replayWithoutUpgrade(server, request, { socket, head })
 *
 * It can go when Node 22.21 and 24.9, which ask `shouldUpgradeCallback` first, are the oldest that we support.
 */
export function replayWithoutUpgrade(
  server: Server | TlsServer,
  request: IncomingMessage,
  { socket, head }: Handover,
): void {
  const { rawHeaders } = request
  const lines = [`${request.method} ${request.url} HTTP/${request.httpVersion}`]
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? ''
    const value = rawHeaders[at + 1] ?? ''
    const kept = name.toLowerCase() === 'connection' ? withoutUpgrade(value) : value
    if (name.toLowerCase() !== 'upgrade' && kept !== '') lines.push(`${name}: ${kept}`)
  }
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]))
  server.emit('encrypted' in socket ? 'secureConnection' : 'connection', socket)
}

function withoutUpgrade(connection: string): string {
  return connection
    .split(',')
    .map((option) => option.trim())
    .filter((option) => option.toLowerCase() !== 'upgrade')
    .join(', ')
}
