import { type Clock, type Connection, type Expiry, momentOf } from '../exchange/index.ts'
import type { ChannelSettings } from './channel-limits.ts'
import { type Closing, closingTime } from './closing.ts'
import type { Inbox } from './inbox.ts'
import { Watch } from './watch.ts'

/** What the watches of a socket look at, and what they do about it. */
export interface WatchedSocket {
  readonly clock: Clock
  readonly settings: ChannelSettings
  readonly expiry: Expiry
  readonly connection: Connection
  /** Its messages: when too many wait, nothing is taken from the network, answers to pings included. */
  readonly inbox: Inbox
  readonly close: (closing: Closing) => void
}

const expired: Closing = { code: 4_401, reason: 'expired' }

/** Everything about a socket that happens because time has passed. */
export class SocketWatches {
  readonly #socket: WatchedSocket
  // Those of what never happens are never made: there may be ten thousand sockets.
  #pinging: Watch | undefined = undefined
  #idling: Watch | undefined = undefined
  #ending: Watch | undefined = undefined
  #handshaking: Watch | undefined = undefined
  #nextPing: number
  #isUnanswered = false
  #isStopped = false
  #lastMessage: number
  // Both as `clock.monotonic` tells it.
  #end: Closing & { readonly due: number } = { ...expired, due: Infinity }
  #expiresAt = Infinity

  constructor(socket: WatchedSocket) {
    this.#socket = socket
    const { clock, settings } = socket
    this.#lastMessage = clock.monotonic()
    this.#nextPing = this.#lastMessage + settings.pingInterval
  }

  /** Begins: what is over already is over now. */
  start(): void {
    const { clock, settings, expiry } = this.#socket
    if (settings.pingInterval < Infinity) {
      this.#pinging = new Watch(clock, { due: () => this.#nextPing, look: () => this.#ping() })
      this.#pinging.set()
    }
    if (settings.idleTimeout < Infinity) {
      this.#idling = new Watch(clock, {
        due: () => this.#lastMessage + settings.idleTimeout,
        look: () => this.#leaveIdle(),
      })
      this.#idling.set()
    }
    expiry.watch(() => this.#expire())
    this.#expire()
  }

  /** The other end is there. */
  heard(): void {
    this.#isUnanswered = false
  }

  /** A message has come. */
  message(): void {
    this.#isUnanswered = false
    this.#lastMessage = this.#socket.clock.monotonic()
  }

  /** Closes at an instant, unless an earlier one is set. */
  closeAt(instant: number, closing: Closing): void {
    const due = momentOf(instant, this.#socket.clock)
    if (due >= this.#end.due) return
    this.#end = { ...closing, due }
    this.#awaitEnd()
  }

  /** The closing handshake has begun: it is waited for, but not for ever. */
  closing(): void {
    this.stop()
    const { clock, connection } = this.#socket
    const until = clock.monotonic() + closingTime
    this.#handshaking = new Watch(clock, { due: () => until, look: () => connection.cut() })
    this.#handshaking.set()
  }

  stop(): void {
    this.#isStopped = true
    this.#pinging?.stop()
    this.#idling?.stop()
    this.#ending?.stop()
    this.#handshaking?.stop()
  }

  #expire(): void {
    const { expiry, clock } = this.#socket
    if (expiry.instant === Infinity) return
    this.#expiresAt = Math.min(this.#expiresAt, momentOf(expiry.instant, clock))
    this.#awaitEnd()
  }

  #awaitEnd(): void {
    if (this.#isStopped) return
    const { clock, close } = this.#socket
    this.#ending ??= new Watch(clock, {
      due: () => Math.min(this.#end.due, this.#expiresAt),
      look: () => close(this.#end.due <= this.#expiresAt ? this.#end : expired),
    })
    this.#ending.set()
  }

  #ping(): void {
    const { clock, settings, inbox, connection } = this.#socket
    this.#nextPing = clock.monotonic() + settings.pingInterval
    if (inbox.isFull) return
    if (this.#isUnanswered) return connection.cut()
    this.#isUnanswered = true
    connection.ping()
  }

  #leaveIdle(): void {
    const { clock, inbox, close } = this.#socket
    if (inbox.isFull) this.#lastMessage = clock.monotonic()
    else close({ code: 4_408, reason: 'idle' })
  }
}
