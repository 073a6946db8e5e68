import { clientGone } from '../exchange/client-gone.ts'
import type { FetchExchange } from './fetch-exchange.ts'

/** What an answer's stream is made of. */
export interface AnswerSource {
  readonly iterator: AsyncIterator<string | Uint8Array>
  /** The length the client was told; `undefined` if it was told none. */
  readonly length: number | undefined
}

/** A web stream, and when it is over: read to its end, failed, or left. */
export interface AnswerStream {
  readonly stream: ReadableStream<Uint8Array<ArrayBuffer>>
  readonly ended: Promise<void>
}

/**
 * Makes a web stream of an answer's, read as fast as the client reads it. When the client leaves, the
 * iterator is told by its `return()`, and `exchange.signal` aborts.
 *
 *     const { stream, ended } = answerStream(exchange, { iterator, length: undefined })
 */
export function answerStream(exchange: FetchExchange, source: AnswerSource): AnswerStream {
  let end = (): void => undefined
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  const reading = new AnswerReading(exchange, source)
  // No chunk is made before somebody asks for it.
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        try {
          const chunk = await reading.next()
          if (chunk !== undefined) return controller.enqueue(chunk)
          if (!reading.isLeft) controller.close()
        } catch (error) {
          controller.error(error)
        }
        end()
      },
      async cancel() {
        await reading.leave()
        end()
      },
    },
    { highWaterMark: 0 },
  )
  return { stream, ended }
}

class AnswerReading {
  isLeft = false
  readonly #exchange: FetchExchange
  readonly #source: AnswerSource
  readonly #encoder = new TextEncoder()
  #left: number

  constructor(exchange: FetchExchange, source: AnswerSource) {
    this.#exchange = exchange
    this.#source = source
    this.#left = source.length ?? Infinity
  }

  /** The next chunk that is not empty; `undefined` at the end. What the stream throws is logged and thrown. */
  async next(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    try {
      for (;;) {
        const step = await this.#source.iterator.next()
        if (this.isLeft || step.done === true) return this.#checkEnd()
        const chunk = this.#bytes(step.value)
        this.#left -= chunk.length
        if (this.#left < 0)
          throw new Error(`The stream is longer than its content-length, ${this.#source.length}.`)
        if (chunk.length > 0) return chunk
      }
    } catch (error) {
      if (this.isLeft) return undefined
      const { log, routePath: route } = this.#exchange
      log.error('The answer broke off: its stream failed.', { error, route })
      await this.#close()
      throw error
    }
  }

  async leave(): Promise<void> {
    this.isLeft = true
    this.#exchange.abort(clientGone())
    await this.#close()
  }

  #checkEnd(): undefined {
    if (this.isLeft || this.#source.length === undefined || this.#left === 0) return
    throw new Error(`The stream ended ${this.#left} bytes before its content-length.`)
  }

  #bytes(chunk: string | Uint8Array): Uint8Array<ArrayBuffer> {
    if (typeof chunk === 'string') return this.#encoder.encode(chunk)
    if (!(chunk instanceof Uint8Array)) throw new TypeError('A stream is made of text and bytes.')
    // A view of shared memory is refused by the platform, which is all that the type excludes.
    return chunk as Uint8Array<ArrayBuffer>
  }

  async #close(): Promise<void> {
    try {
      await this.#source.iterator.return?.()
    } catch {
      // The answer is over: there is nothing left that this error could change.
    }
  }
}
