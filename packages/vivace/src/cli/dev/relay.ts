import { listenFailure } from '../../node/listen-failure.ts'
import { connect, createServer, type Server, type Socket } from 'node:net'

/** Where connections go: to the app, or nowhere yet, or nowhere at all until something changes. */
export type RelayTarget = { readonly port: number } | 'starting' | 'stopped'

/**
 * Holds the port while the app behind it restarts: who connects meanwhile waits, and is not refused.
 *
 *     const relay = new Relay()
 *     await relay.listen(8000, '127.0.0.1')
 *     relay.target = { port: 41234 }
 *
 * It copies bytes, so TLS and WebSockets pass through.
 */
export class Relay {
  readonly #server: Server
  readonly #open = new Set<Socket>()
  #waiting: Socket[] = []
  #target: RelayTarget = 'starting'

  constructor() {
    // Paused: what a client sends while the app is not there stays in its own buffers.
    this.#server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (socket) => this.#take(socket))
  }

  /** Listens; resolves to the port. Rejects with `DefinitionError` ADDRESS_UNAVAILABLE. */
  listen(port: number, host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const onError = (error: Error): void => reject(listenFailure(error, { port, host }))
      this.#server.once('error', onError)
      this.#server.listen({ port, host }, () => {
        this.#server.off('error', onError)
        const address = this.#server.address()
        resolve(typeof address === 'object' && address !== null ? address.port : port)
      })
    })
  }

  get isListening(): boolean {
    return this.#server.listening
  }

  set target(target: RelayTarget) {
    this.#target = target
    if (target === 'starting') return
    const waiting = this.#waiting
    this.#waiting = []
    for (const socket of waiting) this.#pass(socket, target)
  }

  /** Closes the port and every connection. */
  close(): void {
    this.#server.close()
    for (const socket of this.#open) socket.destroy()
  }

  #take(socket: Socket): void {
    this.#open.add(socket)
    socket.on('close', () => this.#open.delete(socket))
    // The other end may go at any time; that is its right.
    socket.on('error', () => socket.destroy())
    if (this.#target === 'starting') this.#waiting.push(socket)
    else this.#pass(socket, this.#target)
  }

  #pass(socket: Socket, target: Exclude<RelayTarget, 'starting'>): void {
    if (socket.destroyed) return
    if (target === 'stopped') return refuse(socket)
    const inner = connect({ port: target.port, host: '127.0.0.1', allowHalfOpen: true })
    inner.on('error', () => socket.destroy())
    inner.on('close', () => socket.destroy())
    socket.on('close', () => inner.destroy())
    socket.pipe(inner)
    inner.pipe(socket)
  }
}

const unavailable = JSON.stringify({
  type: 'about:blank',
  title: 'The app is not running',
  status: 503,
  detail: 'It could not start, or it ended. The terminal says why; it starts again with the next change.',
})

/** Answers whatever was asked, and reads it all: an answer before the question is lost with the connection. */
function refuse(socket: Socket): void {
  socket.once('data', () => {
    socket.end(
      'HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/problem+json\r\nconnection: close\r\n' +
        `content-length: ${Buffer.byteLength(unavailable)}\r\n\r\n${unavailable}`,
    )
  })
  socket.once('end', () => socket.end())
  socket.resume()
}
