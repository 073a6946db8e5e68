import { type IncomingMessage, type Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { asksForWebSocket } from '../exchange/asks-for-web-socket.ts'
import type { NodeEdge } from './node-edge.ts'
import { replayWithoutUpgrade } from './replay-without-upgrade.ts'
import { loadWebSockets } from './web-sockets.ts'

/**
 * Takes opening handshakes of WebSockets to the edge. Before somebody listens to `upgrade`, such a request is
 * answered as if it had not asked (RFC 9110, section 7.8): so it stays for apps without channels, and for whoever
 * asks for another protocol.
 *
 *     if (app.webSockets !== undefined) await acceptUpgrades(server, edge)
 */
export async function acceptUpgrades(server: Server, edge: NodeEdge): Promise<void> {
  await loadWebSockets()
  server.on('upgrade', (request: IncomingMessage, duplex: Duplex, head: Buffer) => {
    // What the server accepts are sockets.
    const socket = duplex as Socket
    // Node no longer listens: without this, a client that goes away would end the process.
    socket.on('error', () => socket.destroy())
    if (!isHandshake(request)) return replayWithoutUpgrade(server, request, { socket, head })
    edge.receive(request, responseOn(request, socket), { handover: { socket, head } })
  })
}

/** Whether Node shall let go of the connection of a request: only newer versions ask. */
export function isHandshake(request: IncomingMessage): boolean {
  return asksForWebSocket(request.method, request.headers.upgrade)
}

/** An answer in HTTP to a handshake that is refused; the connection ends with it. */
function responseOn(request: IncomingMessage, socket: Socket): ServerResponse {
  const response = new ServerResponse(request)
  response.assignSocket(socket)
  response.shouldKeepAlive = false
  response.once('finish', () => {
    response.detachSocket(socket)
    socket.end(() => socket.destroy())
  })
  return response
}
