import { createConnection } from 'node:net'
import type { Socket } from 'node:net'
import { AnswerReader } from './answer-reader.ts'
import type { Answer } from './answer-reader.ts'

/** Where a connection goes, and from where. */
export interface ConnectionPlace {
  readonly port: number
  readonly localAddress: string | undefined
}

/** What is told of one request: its answer, or why there is none. */
export type Settle = (outcome: Answer | Error) => void

/** One connection of a client, with one request on it at a time. */
export class ClientConnection {
  /** Whether another request can be sent on it. */
  isOpen = true
  readonly #socket: Socket
  readonly #reader = new AnswerReader()
  #settle: Settle | undefined
  #failure: Error | undefined

  constructor({ port, localAddress }: ConnectionPlace) {
    const from = localAddress === undefined ? {} : { localAddress }
    this.#socket = createConnection({ port, host: '127.0.0.1', noDelay: true, ...from })
    this.#socket.on('data', (chunk: Buffer) => this.#take(chunk))
    this.#socket.on('error', (error) => (this.#failure = error))
    this.#socket.on('close', () => this.#end())
  }

  /** Sends a request; `settle` is called once. */
  send(request: string, settle: Settle): void {
    this.#settle = settle
    this.#socket.write(request, 'latin1')
  }

  /** Closes it at once. */
  destroy(): void {
    this.isOpen = false
    this.#socket.destroy()
  }

  #take(chunk: Buffer): void {
    try {
      const answer = this.#reader.read(chunk)
      if (answer === undefined) return
      if (answer.isLast) this.destroy()
      this.#tell(answer)
    } catch (error) {
      this.#failure = error instanceof Error ? error : new Error(String(error))
      this.destroy()
    }
  }

  #end(): void {
    this.isOpen = false
    this.#tell(this.#failure ?? new Error('the server closed the connection'))
  }

  #tell(outcome: Answer | Error): void {
    const settle = this.#settle
    this.#settle = undefined
    settle?.(outcome)
  }
}
