import type { Deadline } from './deadline.ts'

/** How many may be at work, and how many may wait. */
export interface BulkheadOptions {
  readonly concurrency: number
  readonly queue: number
}

/**
 * Lets so many in at once; the others wait, first come, first served.
 *
 *     const leave = await bulkhead.enter(deadline)
 *     if (leave === undefined) throw new Error('too many wait')
 *     try { … } finally { leave() }
 */
export class Bulkhead {
  readonly #options: BulkheadOptions
  #inside = 0
  readonly #waiting = new Set<() => void>()

  constructor(options: BulkheadOptions) {
    this.#options = options
  }

  /** What lets the next one in; `undefined` if too many wait already. Throws the reason of the deadline. */
  async enter(deadline: Deadline): Promise<(() => void) | undefined> {
    if (this.#inside < this.#options.concurrency) this.#inside += 1
    else if (this.#waiting.size >= this.#options.queue) return undefined
    else await this.#turn(deadline)
    let isInside = true
    return () => {
      if (isInside) this.#leave()
      isInside = false
    }
  }

  async #turn(deadline: Deadline): Promise<void> {
    let mine = (): void => undefined
    const called = new Promise<void>((resolve) => {
      mine = resolve
    })
    this.#waiting.add(mine)
    try {
      await deadline.race(called)
    } catch (error) {
      // Who is called and goes away at the same moment has the place, and passes it on.
      if (!this.#waiting.delete(mine)) this.#leave()
      throw error
    }
  }

  #leave(): void {
    const [next] = this.#waiting
    if (next === undefined) {
      this.#inside -= 1
      return
    }
    this.#waiting.delete(next)
    next()
  }
}
