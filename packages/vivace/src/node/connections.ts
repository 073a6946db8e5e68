import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** How often idle connections are looked for while the server stops. */
const lookEvery = 50

/**
 * The open connections of a server, and how they end.
 *
 *     const connections = new Connections(server)
 *     await connections.close(10_000)
 */
export class Connections {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  /** With TLS, what is spoken through the sockets above. */
  readonly #secured = new Set<Socket>()

  constructor(server: Server) {
    this.#server = server
    server.on('connection', (socket: Socket) => keep(socket, this.#sockets))
    server.on('secureConnection', (socket: Socket) => keep(socket, this.#secured))
  }

  /**
   * Accepts no more, closes what is idle at once and the rest when it has its answer; after `gracePeriod`
   * milliseconds whatever is left. Resolves to how many connections were cut off.
   */
  async close(gracePeriod: number): Promise<number> {
    // Closes what is idle as well.
    const closed = new Promise((resolve) => this.#server.close(resolve))
    const looking = setInterval(() => this.#closeIdle(), lookEvery)
    let cut = 0
    const grace = setTimeout(() => {
      cut = this.#sockets.size
      for (const socket of this.#sockets) socket.destroy()
    }, gracePeriod)
    await closed
    clearInterval(looking)
    clearTimeout(grace)
    return cut
  }

  #closeIdle(): void {
    this.#server.closeIdleConnections()
    // Node counts a connection that has not yet said anything among the busy ones. Not looked at when the
    // stop begins: what a client has sent by then is still to be read.
    for (const socket of [...this.#sockets, ...this.#secured]) if (socket.bytesRead === 0) socket.destroy()
  }
}

function keep(socket: Socket, sockets: Set<Socket>): void {
  sockets.add(socket)
  // Each of many pipelined requests may wait for the end of the connection: that is no leak.
  socket.setMaxListeners(0)
  socket.once('close', () => sockets.delete(socket))
}
