import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** The shortest and the longest time between two looks, in milliseconds. */
const shortestInterval = 5
const longestInterval = 500

/** What is known of a connection since the last look. */
interface Seen {
  bytesRead: number
  /** How long it has been out of use, in milliseconds. */
  idle: number
}

/**
 * Closes connections on which nothing has come for `keepAliveTimeout` milliseconds, and for which no answer is under
 * way. One timer looks at all of them, now and then: Node's own sets and clears one for each request, which is a
 * twelfth of what a request costs (docs/decisions/0112-idle-connections-are-looked-at.md).
 *
 *     const idle = new IdleConnections(5_000, () => edge.busy())
 *     server.on('connection', (socket) => idle.watch(socket))
 *
 * A connection is closed at the earliest when the time is over, and at the latest two looks later.
 */
export class IdleConnections {
  readonly #timeout: number
  readonly #interval: number
  readonly #busy: () => ReadonlySet<Duplex>
  readonly #seen = new Map<Socket, Seen>()
  #timer: NodeJS.Timeout | undefined = undefined
  #lastLook = 0

  /** `busy` gives the connections on which a request is being answered. */
  constructor(keepAliveTimeout: number, busy: () => ReadonlySet<Duplex>) {
    this.#busy = busy
    this.#interval = Math.min(longestInterval, Math.max(shortestInterval, keepAliveTimeout / 10))
    // What was in use at a look may have been so until right before the next.
    this.#timeout = keepAliveTimeout + this.#interval
  }

  watch(socket: Socket): void {
    this.#seen.set(socket, { bytesRead: 0, idle: 0 })
    socket.once('close', () => this.#seen.delete(socket))
    if (this.#timer !== undefined) return
    this.#lastLook = performance.now()
    this.#timer = setInterval(() => this.#look(), this.#interval).unref()
  }

  #look(): void {
    const now = performance.now()
    // After something that has held up the event loop, what clients have sent meanwhile is still to be read.
    const passed = Math.min(now - this.#lastLook, 2 * this.#interval)
    this.#lastLook = now
    const busy = this.#busy()
    for (const [socket, seen] of this.#seen) {
      const { bytesRead } = socket
      // Whoever has said nothing yet has the time that headers have.
      if (bytesRead === 0) continue
      if (bytesRead !== seen.bytesRead || busy.has(socket) || socket.writableLength > 0) {
        seen.bytesRead = bytesRead
        seen.idle = 0
      } else {
        seen.idle += passed
        if (seen.idle >= this.#timeout) socket.destroy()
      }
    }
    if (this.#seen.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }
}
