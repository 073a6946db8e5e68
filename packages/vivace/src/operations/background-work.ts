import type { Exchange } from '../exchange/index.ts'
import type { Background } from '../inputs/index.ts'

/** The request that work belongs to. */
export interface WorkingRun {
  readonly exchange: Exchange
  /** What the request ended in, if it failed. */
  readonly failed: { readonly error: unknown } | undefined
}

/** The work of one request for after its response. */
export class BackgroundWork implements Background {
  readonly #run: WorkingRun
  #works: (() => unknown)[] = []
  #mayRun = false
  #isScheduled = false

  constructor(run: WorkingRun) {
    this.#run = run
  }

  add<Arguments extends readonly unknown[]>(work: (...args: Arguments) => unknown, ...args: Arguments): void {
    this.#works.push(() => work(...args))
    if (this.#mayRun) this.schedule()
  }

  /** The handler is done: what it added runs after the response. Whether the request fails is not yet known. */
  schedule(): void {
    this.#mayRun = true
    if (this.#isScheduled || this.#works.length === 0) return
    this.#isScheduled = true
    const { exchange } = this.#run
    const end = exchange.pendingWork?.begin()
    exchange.after(async () => {
      await this.#runAll()
      this.#isScheduled = false
      end?.()
    })
  }

  async #runAll(): Promise<void> {
    const { exchange } = this.#run
    while (this.#run.failed === undefined) {
      const work = this.#works.shift()
      if (work === undefined) return
      try {
        await work()
      } catch (error) {
        exchange.log.error('Background work failed.', { error, route: exchange.routePath })
      }
    }
    this.#works = []
  }
}
