import type { IncomingMessage } from 'node:http'
import { bodyIncomplete } from '../exchange/body-refusal.ts'
import type { AwaitedBody } from './awaited-body.ts'
import { plainBytes } from './plain-bytes.ts'

/**
 * Reads a body chunk by chunk, as fast as it is asked for. Node's own iterator closes the connection when
 * it is left early, before the answer is written; this one leaves it open.
 *
 *     for await (const chunk of new BodyReader(request).chunks()) …
 */
export class BodyReader implements AwaitedBody {
  received = 0
  waited = 0
  isAwaited = false
  readonly #request: IncomingMessage
  #failure: Error | undefined = undefined
  #wake: (() => void) | undefined = undefined

  constructor(request: IncomingMessage) {
    this.#request = request
  }

  /** Throws 400 `body-incomplete`, 408 `request-timeout`. */
  async *chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    const request = this.#request
    const wake = (): void => this.#wake?.()
    request.on('readable', wake).on('end', wake).on('close', wake)
    try {
      while (!request.readableEnded) {
        if (this.#failure !== undefined) throw this.#failure
        // A request gives Buffers or null: nobody sets its encoding.
        const chunk = request.read() as Buffer | null
        if (chunk === null) await this.#arrival()
        else {
          this.received += chunk.length
          yield plainBytes(chunk)
        }
      }
    } finally {
      request.off('readable', wake).off('end', wake).off('close', wake)
    }
  }

  get hasFailed(): boolean {
    return this.#failure !== undefined
  }

  fail(error: Error): void {
    this.#failure ??= error
    this.#wake?.()
  }

  /** Waits until there is something to read, or nothing more to wait for. */
  async #arrival(): Promise<void> {
    const request = this.#request
    if (!request.readableEnded && !request.destroyed) {
      this.isAwaited = true
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
      this.isAwaited = false
    }
    if (this.#failure === undefined && request.destroyed && !request.readableEnded) throw bodyIncomplete()
  }
}
