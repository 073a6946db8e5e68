import { EventParser, type ReceivedEvent } from '../http/event-parser.ts'

/** What a stream of the test client needs besides the response. */
export interface TestStreamEnds {
  /** Tells the app that the client has gone away. */
  readonly leave: () => void
  /** Resolves when the work after the answer is done. */
  readonly settled: () => Promise<void>
}

/**
 * An answer of the test client that is read piece by piece.
 *
 *     await using stream = await client.stream('/steps')
 *     for await (const { data } of stream.events()) if (JSON.parse(data).isLast) break
 *
 * It can be read once. Whoever stops reading goes away, as a client that closes its connection; so does the end
 * of the block.
 */
export class TestStream implements AsyncDisposable {
  readonly status: number
  readonly headers: Headers
  readonly #reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  readonly #ends: TestStreamEnds
  readonly #decoder = new TextDecoder()

  constructor(response: Response, ends: TestStreamEnds) {
    this.status = response.status
    this.headers = response.headers
    this.#reader = response.body?.getReader()
    this.#ends = ends
  }

  /** The next piece as text, as the app has written it; `undefined` at the end. Rejects if the answer broke off. */
  async read(): Promise<string | undefined> {
    const step = await this.#reader?.read()
    if (step?.value !== undefined) return this.#decoder.decode(step.value, { stream: true })
    await this.#ends.settled()
    return undefined
  }

  /** Every piece as text, until the end. */
  async *[Symbol.asyncIterator](): AsyncGenerator<string, void, undefined> {
    try {
      for (let piece = await this.read(); piece !== undefined; piece = await this.read()) yield piece
    } finally {
      await this.abort()
    }
  }

  /** The server-sent events, as a browser would hand them out. */
  async *events(): AsyncGenerator<ReceivedEvent, void, undefined> {
    const parser = new EventParser()
    for await (const piece of this) yield* parser.push(piece)
  }

  /** JSON lines; the type is the test's word. */
  async *lines<Value = unknown>(): AsyncGenerator<Value, void, undefined> {
    let rest = ''
    for await (const piece of this) {
      const lines = (rest + piece).split('\n')
      rest = lines.pop() ?? ''
      // A test says what it expects and then compares.
      for (const line of lines) yield JSON.parse(line) as Value
    }
  }

  /** Goes away. Resolves when the app has cleaned up and its work after the answer is done. */
  async abort(): Promise<void> {
    this.#ends.leave()
    // A stream that has failed says so again.
    await this.#reader?.cancel().catch(() => undefined)
    await this.#ends.settled()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.abort()
  }
}
