import type { Clock } from '../exchange/index.ts'

/** A piece of a body. */
export type Chunk = string | Uint8Array

/** How items become a body. */
export interface ItemStreamOptions {
  /** One item as a piece of the body. Throws and rejects when the item breaks what is declared. */
  readonly write: (item: unknown) => Chunk | Promise<Chunk>
  readonly clock: Clock
  /** What is sent when no item comes for some milliseconds. */
  readonly idle?: { readonly after: number; readonly chunk: string } | undefined
}

type Step = IteratorResult<Chunk, undefined>

const done: Step = { done: true, value: undefined }

/**
 * The pieces of a body, made of items one by one and only when they are asked for. Not an async generator:
 * that could neither send something while it waits for an item, nor tell its source that nobody waits any more.
 */
export class ItemStream implements AsyncIterableIterator<Chunk> {
  readonly #source: AsyncIterator<unknown>
  readonly #options: ItemStreamOptions
  #isPulling = false
  /** Set when nobody takes anything any more. */
  #left: Promise<void> | undefined = undefined
  /** What came and was not yet taken; it throws if it failed. */
  #arrived: (() => Step) | undefined = undefined
  #wake: () => void = () => undefined

  constructor(source: AsyncIterator<unknown>, options: ItemStreamOptions) {
    this.#source = source
    this.#options = options
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  /** Waits for the first item, but not longer than some milliseconds. Throws what was thrown before it came. */
  async open(within: number): Promise<this> {
    await this.#arrival(within)
    const arrived = this.#arrived
    if (arrived === undefined) return this
    // The error of a stream that has not begun is the answer; an item stays for `next`.
    const step = arrived()
    this.#arrived = () => step
    return this
  }

  async next(): Promise<Step> {
    const { idle } = this.#options
    await this.#arrival(idle?.after)
    const arrived = this.#arrived
    if (arrived === undefined) {
      // What the source holds is let go of after this: it is to have ended by then.
      await this.#left
      return idle === undefined || this.#left !== undefined ? done : { done: false, value: idle.chunk }
    }
    this.#arrived = undefined
    return arrived()
  }

  /** Ends the source where it waits; its clean-up is over when this resolves. */
  async return(): Promise<Step> {
    await (this.#left ??= this.#leave())
    return done
  }

  async #leave(): Promise<void> {
    try {
      await this.#source.return?.()
    } finally {
      this.#wake()
    }
  }

  // Settles when something has come, when the stream is left, or when the time is up.
  async #arrival(within: number | undefined): Promise<void> {
    if (this.#arrived !== undefined || this.#left !== undefined) return
    this.#pull()
    await new Promise<void>((resolve) => {
      const cancel = within === undefined ? undefined : this.#options.clock.timer(within, resolve)
      this.#wake = () => {
        cancel?.()
        resolve()
      }
    })
    this.#wake = () => undefined
  }

  #pull(): void {
    if (this.#isPulling) return
    this.#isPulling = true
    void this.#make().then(
      (step) => this.#arrive(() => step),
      (error: unknown) =>
        this.#arrive(() => {
          throw error
        }),
    )
  }

  #arrive(arrived: () => Step): void {
    this.#isPulling = false
    this.#arrived = arrived
    this.#wake()
  }

  async #make(): Promise<Step> {
    const step = await this.#source.next()
    if (step.done === true) return done
    try {
      return { done: false, value: await this.#options.write(step.value) }
    } catch (error) {
      await this.#close()
      throw error
    }
  }

  // What the item broke is the error; what its source says when it is closed for that is not.
  async #close(): Promise<void> {
    try {
      await this.#source.return?.()
    } catch {
      // Said above.
    }
  }
}
