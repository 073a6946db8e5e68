import type { IncomingMessage } from 'node:http'
import { bodyIncomplete, contentTooLarge } from '../exchange/body-refusal.ts'
import type { AwaitedBody } from './awaited-body.ts'
import { plainBytes } from './plain-bytes.ts'

/**
 * Collects a body of at most `limit` bytes. Data events, because an asynchronous iterator costs a promise
 * for each chunk, and nearly every body is one chunk.
 *
 *     const bytes = await new BodyCollector(request, 1_048_576).whole
 */
export class BodyCollector implements AwaitedBody {
  received = 0
  waited = 0
  isAwaited = true
  hasFailed = false
  /** The whole body, once it is there. */
  bytes: Uint8Array | undefined = undefined
  /** Rejects with 413 `content-too-large`, 400 `body-incomplete`, 408 `request-timeout`. */
  readonly whole: Promise<Uint8Array>
  readonly #request: IncomingMessage
  readonly #limit: number
  readonly #chunks: Buffer[] = []
  #reject!: (error: Error) => void

  constructor(request: IncomingMessage, limit: number) {
    this.#request = request
    this.#limit = limit
    this.whole = new Promise((resolve, reject) => {
      this.#reject = reject
      request.on('data', (chunk: Buffer) => this.#take(chunk))
      request.on('end', () => {
        if (this.isAwaited) resolve(this.#end())
      })
      // Emitted when the connection ends before the body does; `close` would come every time.
      request.on('error', (error) => this.fail(bodyIncomplete(error)))
    })
    if (request.destroyed) this.fail(bodyIncomplete())
  }

  fail(error: Error): void {
    if (!this.isAwaited) return
    this.isAwaited = false
    this.hasFailed = true
    this.#chunks.length = 0
    this.#request.pause()
    // Perhaps nobody has kept the promise: then it is nobody's error, and must not end the process.
    this.whole.catch(() => undefined)
    this.#reject(error)
  }

  #take(chunk: Buffer): void {
    if (!this.isAwaited) return
    this.received += chunk.length
    if (this.received > this.#limit) this.fail(contentTooLarge(this.#limit))
    else this.#chunks.push(chunk)
  }

  #end(): Uint8Array {
    this.isAwaited = false
    const [first] = this.#chunks
    const isOne = first !== undefined && this.#chunks.length === 1
    this.bytes = plainBytes(isOne ? first : Buffer.concat(this.#chunks, this.received))
    return this.bytes
  }
}
