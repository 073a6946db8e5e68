import type { Answering, Exchange, Served } from '../../src/exchange/index.ts'
import { RecordingLogger } from '../fixtures/recording-logger.ts'

/** The smallest thing an edge can serve: one function, and a memory of what happened. */
export class Fixture implements Served {
  readonly log: RecordingLogger = new RecordingLogger()
  readonly about: Served['about'] = { title: 'Fixture', docsPath: '/docs' }
  /** How often the app was started and stopped. */
  starts = 0
  stops = 0
  /** How many requests came through. */
  requests = 0
  /** Runs when the app is started or stopped; what it throws is what comes of that. */
  onStart: () => unknown = () => undefined
  onStop: () => unknown = () => undefined
  readonly #handle: (exchange: Exchange) => unknown

  /** `handle` may break every promise of `Served.handle`: what comes of that is under test as well. */
  constructor(handle: (exchange: Exchange) => unknown) {
    this.#handle = handle
  }

  async start(): Promise<void> {
    this.starts += 1
    await this.onStart()
  }

  async stop(): Promise<void> {
    this.stops += 1
    await this.onStop()
  }

  handle(exchange: Exchange): Answering {
    this.requests += 1
    // Wrong on purpose where a test says so.
    return this.#handle(exchange) as Answering
  }
}

/** A promise, and what settles it. */
export interface Latch<Value> {
  readonly promise: Promise<Value>
  readonly open: (value: Value) => void
}

export function latch<Value = void>(): Latch<Value> {
  let open: (value: Value) => void = () => undefined
  const promise = new Promise<Value>((resolve) => {
    open = resolve
  })
  return { promise, open }
}
