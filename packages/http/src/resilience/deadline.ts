import type { Clock } from 'vivace'
import { follow, unlessAborted } from './abort.ts'

/** What ends a call, and when. */
export interface DeadlineOptions {
  readonly clock: Clock
  /** Milliseconds from now. */
  readonly total: number
  /** Each ends the call earlier. */
  readonly signals?: readonly AbortSignal[]
}

/** The reason with which `Deadline.signal` aborts when the time is up. */
export class TimeIsUp extends Error {
  override readonly name = 'TimeIsUp'
}

/**
 * The end of a call: its time, or a signal of whoever makes it, whichever comes first.
 *
 *     const deadline = new Deadline({ clock, total: 30_000, signals: [signal] })
 *     const answer = await deadline.race(work)
 *     deadline.end()
 *
 * Whoever makes one ends it, or its timer stays.
 */
export class Deadline {
  readonly #clock: Clock
  readonly #at: number
  readonly #controller = new AbortController()
  readonly #stops: (() => void)[] = []

  constructor({ clock, total, signals = [] }: DeadlineOptions) {
    this.#clock = clock
    this.#at = clock.monotonic() + total
    this.#stops.push(clock.timer(total, () => this.#controller.abort(new TimeIsUp())))
    for (const signal of signals) this.#stops.push(follow(signal, this.#controller))
  }

  /** Aborts at the end, with `TimeIsUp` or the reason of whoever ended it. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Milliseconds that are left; 0 when there are none. */
  get left(): number {
    return this.signal.aborted ? 0 : Math.max(0, this.#at - this.#clock.monotonic())
  }

  /** The work's result, unless the deadline comes first: then its reason is thrown. */
  race<Value>(work: Promise<Value>): Promise<Value> {
    return unlessAborted(this.signal, work)
  }

  /** Waits, unless the deadline comes first. */
  async pause(milliseconds: number): Promise<void> {
    let cancel = (): void => undefined
    const over = new Promise<void>((resolve) => {
      cancel = this.#clock.timer(milliseconds, resolve)
    })
    try {
      await this.race(over)
    } finally {
      cancel()
    }
  }

  /** Lets go of the timer and the signal. */
  end(): void {
    for (const stop of this.#stops.splice(0)) stop()
  }
}
