import { Duplex } from 'node:stream'
import type { DatabaseThread } from './database-thread.ts'

/**
 * The thread of a database as the socket that `pg` expects. What is written in one go, all messages of a statement, is sent
 * together.
 *
 *     const client = new Client({ stream: () => new ThreadStream(thread) })
 */
export class ThreadStream extends Duplex {
  readonly #thread: DatabaseThread
  #written: Buffer[] = []

  constructor(thread: DatabaseThread) {
    super()
    this.#thread = thread
    thread.listener = {
      bytes: (bytes) => void this.push(bytes),
      ended: () => this.destroy(),
    }
  }

  /** Part of a socket: the thread runs already. */
  connect(): void {
    process.nextTick(() => this.emit('connect'))
  }

  /** Part of a socket. */
  setNoDelay(): void {
    // There is no delay.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    if (this.#written.length === 0) queueMicrotask(() => this.#flush())
    this.#written.push(chunk)
    done()
  }

  override _read(): void {
    // The thread sends by itself.
  }

  #flush(): void {
    const bytes = new Uint8Array(this.#written.reduce((length, chunk) => length + chunk.length, 0))
    let at = 0
    for (const chunk of this.#written) {
      bytes.set(chunk, at)
      at += chunk.length
    }
    this.#written = []
    this.#thread.send(bytes)
  }
}
