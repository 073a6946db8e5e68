import { validateHeaderValue } from 'node:http'
import type { WebSocket, WebSocketServer } from 'ws'
import type { Connection } from '../exchange/connection.ts'
import { type UpgradeAnswer, upgradeHeaders } from '../exchange/upgrade-answer.ts'
import { NodeConnection } from './node-connection.ts'
import type { Handover, NodeExchange } from './node-exchange.ts'

/** More pieces than that no honest client makes of a message; empty ones would not count against its length. */
const maxFragments = 1_024

/** How long the other end may take for the closing handshake. */
const closeTimeout = 5_000

// Of the library ws, once an app with channels is served: others need not wait until it is read.
let Server: typeof WebSocketServer | undefined

/**
 * Loads what `WebSockets` needs. To be awaited before the first handshake.
 *
 *     await loadWebSockets()
 */
export async function loadWebSockets(): Promise<void> {
  const library = await import('ws')
  Server = library.WebSocketServer
}

/** What one handshake is answered with, while ws asks for it. */
interface Accepting {
  readonly protocol: string | undefined
  readonly fields: readonly (readonly [string, string])[]
}

/**
 * Answers opening handshakes and takes the connections over: framing and handshakes are those of the library ws
 * (docs/decisions/0039-web-sockets-by-ws.md).
 *
 *     const connection = new WebSockets().accept(exchange, handover, answer)
 */
export class WebSockets {
  /** One for each length of message: ws keeps its limits for a server. */
  readonly #servers = new Map<number, WebSocketServer>()
  #accepting: Accepting = { protocol: undefined, fields: [] }

  /** The open connection; `undefined` if there is none, and ws has answered. Throws for headers that HTTP does not have. */
  accept(exchange: NodeExchange, { socket, head }: Handover, answer: UpgradeAnswer): Connection | undefined {
    const { protocol, maxMessageSize } = answer.upgrade
    const fields = upgradeHeaders(answer)
    for (const [name, value] of fields) validateHeaderValue(name, value)
    exchange.response.detachSocket(exchange.request.socket)
    this.#accepting = { protocol, fields }
    let connection: Connection | undefined
    // It calls back before it returns, or not at all.
    this.#serverFor(maxMessageSize).handleUpgrade(exchange.request, socket, head, (opened: WebSocket) => {
      connection = new NodeConnection(opened)
    })
    return connection
  }

  #serverFor(maxPayload: number): WebSocketServer {
    const known = this.#servers.get(maxPayload)
    if (known !== undefined) return known
    /* v8 ignore next -- a mistake of ours: `acceptUpgrades` loads it before it listens */
    if (Server === undefined) throw new Error('loadWebSockets() has to be awaited before the first handshake')
    const server = new Server({
      noServer: true,
      clientTracking: false,
      // A compressing connection costs 300 KB, and what it unpacks to is not bounded by what was sent.
      perMessageDeflate: false,
      maxPayload,
      handleProtocols: () => this.#accepting.protocol ?? false,
      // Not in the types of ws yet.
      ...{ maxFragments, closeTimeout },
    })
    server.on('headers', (lines: string[]) => {
      lines.push(...this.#accepting.fields.map(([name, value]) => `${name}: ${value}`))
    })
    this.#servers.set(maxPayload, server)
    return server
  }
}
