import type { Clock } from '../exchange/index.ts'

/** What a timer can count: a longer time would be over at once. */
const longest = 2 ** 31 - 1

/**
 * Looks at something when its time has come, and again as often as that time has moved meanwhile.
 *
 *     new Watch(clock, { due: () => this.#heardAt + 25_000, look: () => this.#ping() })
 */
export class Watch {
  readonly #clock: Clock
  readonly #due: () => number
  readonly #look: () => void
  #cancel: (() => void) | undefined = undefined
  #isStopped = false

  /** `due` is asked for the instant; `look` is run when it has come, and the time is asked for anew. */
  constructor(clock: Clock, { due, look }: { readonly due: () => number; readonly look: () => void }) {
    this.#clock = clock
    this.#due = due
    this.#look = look
  }

  /** Begins to look, or looks at the time anew because it has come nearer: what is past is now. */
  set(): void {
    if (this.#due() <= this.#clock.monotonic()) this.#ring()
    else this.#wait()
  }

  /** Looks no more. */
  stop(): void {
    this.#isStopped = true
    this.#cancel?.()
  }

  #wait(): void {
    this.#cancel?.()
    const left = this.#due() - this.#clock.monotonic()
    if (this.#isStopped || left === Infinity) return
    this.#cancel = this.#clock.timer(Math.min(Math.max(1, left), longest), this.#ring)
  }

  readonly #ring = (): void => {
    if (this.#isStopped) return
    if (this.#due() <= this.#clock.monotonic()) this.#look()
    this.#wait()
  }
}
