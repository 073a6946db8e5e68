import type { Connection, ConnectionListener, Upgrade } from '../exchange/index.ts'

/** What Vivace uses of Bun's `ServerWebSocket`. */
export interface BunWebSocket {
  readonly data: BunConnection
  send(data: string | Uint8Array): number
  ping(): number
  close(code?: number, reason?: string): void
  terminate(): void
  getBufferedAmount(): number
}

/**
 * A WebSocket of Bun: its handlers are those of the server, and find the connection by the socket's `data`.
 *
 *     server.upgrade(request, { data: new BunConnection(answer.upgrade) })
 */
export class BunConnection implements Connection {
  readonly #upgrade: Upgrade
  #socket: BunWebSocket | undefined = undefined
  #listener: ConnectionListener | undefined = undefined

  constructor(upgrade: Upgrade) {
    this.#upgrade = upgrade
  }

  /** Bun has opened the socket. */
  open(socket: BunWebSocket): void {
    this.#socket = socket
    this.#upgrade.open(this)
  }

  /** What Bun tells of the socket goes here. */
  get listener(): ConnectionListener | undefined {
    return this.#listener
  }

  get buffered(): number {
    return this.#socket?.getBufferedAmount() ?? 0
  }

  listen(listener: ConnectionListener): void {
    this.#listener = listener
  }

  send(data: string | Uint8Array): void {
    this.#socket?.send(data)
  }

  ping(): void {
    this.#socket?.ping()
  }

  close(code: number, reason: string): void {
    this.#socket?.close(code, reason)
  }

  cut(): void {
    this.#socket?.terminate()
  }
}
