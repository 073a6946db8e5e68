import type { Connection, ConnectionListener } from '../exchange/index.ts'

/** What the client's end of a connection is told. */
export interface ClientEnd {
  message(data: string | Uint8Array): void
  closed(code: number, reason: string): void
}

/** A WebSocket without a socket: what one end sends, the other has at once. */
export class MemoryConnection implements Connection {
  /** The client takes everything. */
  readonly buffered = 0
  readonly #client: ClientEnd
  #listener: ConnectionListener | undefined = undefined
  /** What has happened before anybody listened. */
  #early: ((listener: ConnectionListener) => void)[] = []
  #isClosed = false

  constructor(client: ClientEnd) {
    this.#client = client
  }

  listen(listener: ConnectionListener): void {
    this.#listener = listener
    for (const tell of this.#early) tell(listener)
    this.#early = []
  }

  send(data: string | Uint8Array): void {
    // Bytes may be written to again by whoever has sent them.
    if (!this.#isClosed) this.#client.message(typeof data === 'string' ? data : data.slice())
  }

  ping(): void {
    queueMicrotask(() => this.#tell((listener) => listener.heard()))
  }

  close(code: number, reason: string): void {
    this.#end(code, reason)
  }

  cut(): void {
    this.#end(1_006, '')
  }

  /** The client sends a message. */
  receive(data: string | Uint8Array): void {
    if (!this.#isClosed) this.#tell((listener) => listener.message(data))
  }

  /** The client closes. */
  leave(code: number, reason: string): void {
    this.#end(code, reason)
  }

  #end(code: number, reason: string): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#client.closed(code, reason)
    queueMicrotask(() => this.#tell((listener) => listener.closed(code, reason)))
  }

  #tell(event: (listener: ConnectionListener) => void): void {
    if (this.#listener === undefined) this.#early.push(event)
    else event(this.#listener)
  }
}
