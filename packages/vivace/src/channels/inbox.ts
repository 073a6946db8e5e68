import type { Connection } from '../exchange/index.ts'

/** A message as it came. */
export type MessageData = string | Uint8Array

/** How many bytes wait for a handler that is busy before nothing more is taken from the network. */
const highWater = 262_144

/** What each message counts besides its bytes: many empty ones take room as well. */
const overhead = 64

/** Messages that have come and that the handler has not taken yet, in order. */
export class Inbox {
  readonly #messages: MessageData[] = []
  readonly #takers: ((data: MessageData | undefined) => void)[] = []
  #connection: Connection | undefined = undefined
  #size = 0
  #isEnded = false
  /** Whether so much waits that nothing more is taken from the network. */
  isFull = false

  open(connection: Connection): void {
    this.#connection = connection
  }

  push(data: MessageData): void {
    if (this.#isEnded) return
    const taker = this.#takers.shift()
    if (taker !== undefined) return taker(data)
    this.#messages.push(data)
    this.#size += data.length + overhead
    if (this.isFull || this.#size <= highWater) return
    this.isFull = true
    this.#connection?.pause?.()
  }

  /** The next message; `undefined` when there are no more. */
  take(): Promise<MessageData | undefined> {
    const data = this.#messages.shift()
    if (data !== undefined) {
      this.#size -= data.length + overhead
      this.#resume()
      return Promise.resolve(data)
    }
    if (this.#isEnded) return Promise.resolve(undefined)
    return new Promise((resolve) => this.#takers.push(resolve))
  }

  /** Nothing more comes; what waits is still there to be taken, unless it is dropped. */
  end(isDropped: boolean): void {
    this.#isEnded = true
    if (isDropped) {
      this.#messages.length = 0
      this.#size = 0
      this.#resume()
    }
    for (const taker of this.#takers.splice(0)) taker(undefined)
  }

  // The closing handshake comes through the same pipe as messages do.
  #resume(): void {
    if (!this.isFull || this.#size > highWater / 2) return
    this.isFull = false
    this.#connection?.resume?.()
  }
}
