import { type Served, upgradeHeaders } from '../exchange/index.ts'
import { type FetchOptions, toFetchHandler } from '../fetch/index.ts'
import { BunConnection, type BunWebSocket } from './bun-connection.ts'

/** What Vivace uses of Bun's server. */
export interface BunServer {
  upgrade(request: Request, options: { readonly headers: Headers; readonly data: BunConnection }): boolean
  requestIP(request: Request): { readonly address: string; readonly port: number } | null
}

/** What `Bun.serve` takes: requests and WebSockets. */
export interface BunHandlers {
  fetch(request: Request, server: BunServer): Promise<Response | undefined>
  readonly websocket: BunWebSocketHandlers
}

/** The handlers of all WebSockets of a server, and its limits. */
export interface BunWebSocketHandlers {
  open(socket: BunWebSocket): void
  message(socket: BunWebSocket, data: string | Uint8Array): void
  pong(socket: BunWebSocket): void
  drain(socket: BunWebSocket): void
  close(socket: BunWebSocket, code: number, reason: string): void
  readonly maxPayloadLength: number
  readonly idleTimeout: number
  readonly sendPings: boolean
  readonly perMessageDeflate: boolean
}

/**
 * An app as `Bun.serve` takes it, with its channels.
 *
 *     Bun.serve({ port: 8000, ...bunHandlers(app) })
 *
 * An app without channels needs no more than `Bun.serve({ fetch: app.fetch })`.
 */
export function bunHandlers(app: Served, options: FetchOptions = {}): BunHandlers {
  const handle = toFetchHandler(app, options)
  return {
    async fetch(request, server) {
      let isUpgraded = false
      const peer = server.requestIP(request)
      const response = await handle(request, {
        ...(peer === null ? {} : { peer: { address: peer.address, port: peer.port } }),
        upgrade(answer) {
          const headers = new Headers()
          for (const [name, value] of upgradeHeaders(answer)) headers.append(name, value)
          const { protocol } = answer.upgrade
          if (protocol !== undefined) headers.set('sec-websocket-protocol', protocol)
          isUpgraded = server.upgrade(request, { headers, data: new BunConnection(answer.upgrade) })
          // Bun has answered; what is answered here goes nowhere.
          return isUpgraded ? new Response(null) : undefined
        },
      })
      return isUpgraded ? undefined : response
    },
    websocket: webSocketHandlers(app),
  }
}

function webSocketHandlers({ webSockets }: Served): BunWebSocketHandlers {
  return {
    open: (socket) => socket.data.open(socket),
    // Bytes are only lent.
    message: ({ data: { listener } }, data) =>
      listener?.message(typeof data === 'string' ? data : new Uint8Array(data)),
    pong: ({ data: { listener } }) => listener?.heard(),
    drain: ({ data: { listener } }) => listener?.drained(),
    close: ({ data: { listener } }, code, reason) => listener?.closed(code, reason),
    // Above it Bun breaks the connection off without a word; up to there the channel says 1009.
    maxPayloadLength: 2 * (webSockets?.maxMessageSize ?? 65_536),
    // The channel asks by itself whether the other end is there.
    idleTimeout: 0,
    sendPings: false,
    perMessageDeflate: false,
  }
}
