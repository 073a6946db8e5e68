import type { Exchange, Span, Tracer } from '../exchange/index.ts'
import type { Background } from '../inputs/index.ts'

/** The request that work belongs to. */
export interface WorkingRun {
  readonly exchange: Exchange
  /** What the request ended in, if it failed. */
  readonly failed: { readonly error: unknown } | undefined
  readonly tracer: Tracer | undefined
}

/** A piece of work, and what is told of it, from when it was added until it is done. */
interface Work {
  readonly run: () => unknown
  readonly span: Span | undefined
}

/** The work of one request for after its response. */
export class BackgroundWork implements Background {
  readonly #run: WorkingRun
  #works: Work[] = []
  #mayRun = false
  #isScheduled = false

  constructor(run: WorkingRun) {
    this.#run = run
  }

  add<Arguments extends readonly unknown[]>(work: (...args: Arguments) => unknown, ...args: Arguments): void {
    // It would not be run, and nobody would end its span.
    if (this.#run.failed !== undefined) return
    // Below the span of whoever adds it: when it runs, that of the request has ended.
    const span = this.#run.tracer?.begin(`background ${work.name || 'work'}`)
    this.#works.push({ run: () => work(...args), span })
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

  /** The request has failed: what it added is not done. */
  drop(): void {
    for (const { span } of this.#works) {
      span?.set({ 'vivace.background.dropped': true })
      span?.end()
    }
    this.#works = []
  }

  async #runAll(): Promise<void> {
    while (this.#run.failed === undefined) {
      const work = this.#works.shift()
      if (work === undefined) return
      await this.#runOne(work)
    }
    this.drop()
  }

  async #runOne({ run, span }: Work): Promise<void> {
    const { exchange } = this.#run
    try {
      await (span === undefined ? run() : span.run(run))
    } catch (error) {
      span?.fail(error)
      exchange.log.error('Background work failed.', { error, route: exchange.routePath })
    }
    span?.end()
  }
}
