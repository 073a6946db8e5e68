import type { WebSocket } from 'ws'
import type { Connection, ConnectionListener } from '../exchange/connection.ts'
import { plainBytes } from './plain-bytes.ts'

const ignore = (): void => undefined

/**
 * A WebSocket of the library ws.
 *
 *     answer.upgrade.open(new NodeConnection(webSocket))
 */
export class NodeConnection implements Connection {
  readonly #socket: WebSocket
  #drained: () => void = ignore

  constructor(socket: WebSocket) {
    this.#socket = socket
    // Before anybody listens as well: `close` follows, and tells what there is to tell.
    socket.on('error', ignore)
  }

  get buffered(): number {
    return this.#socket.bufferedAmount
  }

  listen(listener: ConnectionListener): void {
    this.#drained = () => listener.drained()
    this.#socket
      .on('message', (data, isBinary) => {
        // A server of ws gives Buffers unless it is told otherwise.
        const bytes = data as Buffer
        listener.message(isBinary ? plainBytes(bytes) : bytes.toString('utf8'))
      })
      .on('pong', () => listener.heard())
      .on('close', (code, reason) => listener.closed(code, reason.toString('utf8')))
  }

  send(data: string | Uint8Array): void {
    this.#socket.send(data, this.#drained)
  }

  ping(): void {
    // Fails when the connection is closing, and then nobody waits for the answer.
    this.#socket.ping(undefined, undefined, ignore)
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason)
  }

  cut(): void {
    this.#socket.terminate()
  }

  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }
}
