import { plainBytes } from '../node/plain-bytes.ts'
import type { Coder, ContentCoder } from './content-coder.ts'

type Source = AsyncIterator<string | Uint8Array>
type Step = IteratorResult<Uint8Array, undefined>

/** What is given out at once, where the source has more than a reader takes. */
const enough = 16_384

const done: Step = { done: true, value: undefined }

/**
 * A body that comes piece by piece, compressed. As long as the source has something ready, pieces are compressed
 * together; as soon as it waits, all that it has given is sent: an event does not wait for the next one. The source is
 * asked for no more than the reader takes.
 */
export class CompressedStream implements AsyncIterableIterator<Uint8Array> {
  readonly #source: Source
  readonly #coder: Coder
  readonly #flush: number
  #made: Buffer[] = []
  #size = 0
  #coming: Promise<IteratorResult<string | Uint8Array>> | undefined = undefined
  /** Whether the coder may hold something back. */
  #isHolding = false
  #isOver = false
  #left: Promise<void> | undefined = undefined

  constructor(body: AsyncIterable<string | Uint8Array>, coder: ContentCoder) {
    this.#source = body[Symbol.asyncIterator]()
    this.#flush = coder.flush
    this.#coder = coder.create()
    this.#coder.on('data', (chunk: Buffer) => {
      this.#made.push(chunk)
      this.#size += chunk.length
    })
    // Whoever waits for the coder is told by its callback.
    this.#coder.on('error', () => undefined)
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async next(): Promise<Step> {
    try {
      while (!this.#isOver && this.#size < enough) {
        if (await this.#isWaiting()) await this.#giveOut()
        if (this.#size > 0 && !this.#isHolding) break
        await this.#take()
      }
    } catch (error) {
      this.#coder.destroy()
      throw error
    }
    return this.#size === 0 ? done : { done: false, value: this.#taken() }
  }

  /** Ends the source where it waits. */
  async return(): Promise<Step> {
    this.#isOver = true
    await (this.#left ??= this.#leave())
    return done
  }

  async #leave(): Promise<void> {
    this.#coder.destroy()
    await this.#source.return?.()
  }

  // Whether something is held back although the source has nothing ready.
  async #isWaiting(): Promise<boolean> {
    if (!this.#isHolding) return false
    const arrived = this.#pull().then(
      () => false,
      () => false,
    )
    const soon = new Promise<boolean>((resolve) => setImmediate(() => resolve(true)))
    return Promise.race([arrived, soon])
  }

  #pull(): Promise<IteratorResult<string | Uint8Array>> {
    return (this.#coming ??= this.#source.next())
  }

  async #take(): Promise<void> {
    if (this.#isOver) return
    const step = await this.#pull()
    this.#coming = undefined
    if (this.#isOver) return
    if (step.done === true) {
      this.#isOver = true
      await this.#end()
      return
    }
    if (step.value.length === 0) return
    this.#isHolding = true
    await settled((callback) => this.#coder.write(step.value, callback))
  }

  async #giveOut(): Promise<void> {
    this.#isHolding = false
    await settled((callback) => this.#coder.flush(this.#flush, callback))
  }

  #end(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#coder.once('end', resolve).once('error', reject).end()
    })
  }

  #taken(): Uint8Array {
    const [only] = this.#made
    const bytes = only !== undefined && this.#made.length === 1 ? only : Buffer.concat(this.#made)
    this.#made = []
    this.#size = 0
    return plainBytes(bytes)
  }
}

function settled(begin: (callback: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    begin((error) => {
      if (error === undefined || error === null) resolve()
      else reject(error)
    })
  })
}
