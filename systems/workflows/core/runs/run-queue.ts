import { aborted } from './aborted.ts'

/** How many runs at once, and how many more may wait. */
export interface RunQueueLimits {
  readonly active: number
  readonly waiting: number
}

/** A place in the queue, and later among the runs that are active. */
export interface Place {
  /** Waits for its turn. Rejects with the signal's reason when that aborts first. */
  turn(signal: AbortSignal): Promise<void>
  /** Gives the place to somebody else. Whoever has a place leaves it, once. */
  leave(): void
}

interface Waiting {
  readonly owner: string
  readonly begin: () => void
  begunAt: number
}

/** How long runs take until it is known better, in seconds. */
const usualSeconds = 30

/** Thrown when nobody can wait any more. */
export class QueueFull extends Error {
  override readonly name = 'QueueFull'
}

/**
 * Lets a number of runs be active at once. The next is one of the owner who has the fewest active, of several the one
 * that has waited longest: nobody waits behind all the runs of somebody else.
 *
 *     const place = queue.enter('alice')    // throws QueueFull
 *     await place.turn(signal)
 *     try { … } finally { place.leave() }
 */
export class RunQueue {
  readonly #limits: RunQueueLimits
  readonly #active = new Map<string, number>()
  #waiting: Waiting[] = []
  #meanSeconds = usualSeconds

  constructor(limits: RunQueueLimits) {
    this.#limits = limits
  }

  get active(): number {
    return [...this.#active.values()].reduce((sum, count) => sum + count, 0)
  }

  get waiting(): number {
    return this.#waiting.length
  }

  /** In how many seconds there may be a place again: at least 1, at most 300. */
  get expectedWait(): number {
    const turns = (this.waiting + 1) / this.#limits.active
    return Math.min(300, Math.max(1, Math.ceil(turns * this.#meanSeconds)))
  }

  /** Takes a place. Throws `QueueFull`. */
  enter(owner: string): Place {
    if (this.active >= this.#limits.active && this.waiting >= this.#limits.waiting)
      throw new QueueFull(`${this.active} runs are active and ${this.waiting} wait`)
    return this.enterAgain(owner)
  }

  /** Takes a place for a run that had one before: it is not refused. */
  enterAgain(owner: string): Place {
    let begin = (): void => {}
    const begun = new Promise<void>((resolve) => {
      begin = resolve
    })
    const waiting: Waiting = { owner, begin, begunAt: 0 }
    this.#waiting.push(waiting)
    this.#admit()
    return {
      turn: (signal) => aborted(signal, begun),
      leave: () => this.#leave(waiting),
    }
  }

  #leave(left: Waiting): void {
    const before = this.#waiting.length
    this.#waiting = this.#waiting.filter((each) => each !== left)
    if (this.#waiting.length === before) {
      this.#count(left.owner, -1)
      this.#meanSeconds += ((performance.now() - left.begunAt) / 1_000 - this.#meanSeconds) / 8
    }
    this.#admit()
  }

  #admit(): void {
    while (this.active < this.#limits.active) {
      const next = this.#next()
      if (next === undefined) return
      this.#waiting = this.#waiting.filter((each) => each !== next)
      this.#count(next.owner, 1)
      next.begunAt = performance.now()
      next.begin()
    }
  }

  #next(): Waiting | undefined {
    const activeOf = ({ owner }: Waiting): number => this.#active.get(owner) ?? 0
    const least = Math.min(...this.#waiting.map(activeOf))
    return this.#waiting.find((each) => activeOf(each) === least)
  }

  #count(owner: string, change: number): void {
    const count = (this.#active.get(owner) ?? 0) + change
    if (count > 0) this.#active.set(owner, count)
    else this.#active.delete(owner)
  }
}
