import { openConnection, type RawConnection } from '../edges/raw-connection.ts'
import type { WireAnswer } from '../edges/wire-answer.ts'

/** Sends bytes to a server, one request after the other, over one connection as long as the server keeps it. */
export class WireClient {
  readonly #port: number
  #connection: RawConnection | undefined = undefined

  constructor(port: number) {
    this.#port = port
  }

  /** The answer; `undefined` if the server closes the connection without one. `isHead` if it answers a HEAD. */
  async send(request: string | Uint8Array, isHead = false): Promise<WireAnswer | undefined> {
    const connection = (this.#connection ??= await openConnection(this.#port))
    connection.write(request)
    try {
      const answer = await connection.answer(isHead)
      if (answer.headers.some(([name, value]) => name === 'connection' && value === 'close')) this.close()
      return answer
    } catch {
      this.close()
      return undefined
    }
  }

  close(): void {
    this.#connection?.destroy()
    this.#connection = undefined
  }
}
