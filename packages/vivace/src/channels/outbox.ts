import type { Connection } from '../exchange/index.ts'
import type { MessageData } from './inbox.ts'

/** So much may wait for the client while those who send need not wait. */
const lowWater = 65_536

const sent = Promise.resolve()

/** Messages on their way to the client. */
export class Outbox {
  readonly #connection: Connection
  readonly #limit: number
  #waiting: (() => void)[] = []

  constructor(connection: Connection, limit: number) {
    this.#connection = connection
    this.#limit = limit
  }

  /** Whether so much waits already that this message is too much. One message alone never is. */
  overflows(data: MessageData): boolean {
    const { buffered } = this.#connection
    return buffered > 0 && buffered + data.length > this.#limit
  }

  /** Sends a message. Resolves when the client keeps up, or is gone. */
  send(data: MessageData): Promise<void> {
    this.#connection.send(data)
    if (this.#connection.buffered <= lowWater) return sent
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  /** Some of what waited has been taken. */
  drained(): void {
    if (this.#waiting.length > 0 && this.#connection.buffered <= lowWater) this.end()
  }

  /** Nobody waits any longer. */
  end(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const resolve of waiting) resolve()
  }
}
