import { availableParallelism } from 'node:os'
import type { Clock } from 'vivace'
import { PasswordsBusy } from './password-errors.ts'

/** How much is hashed at once, and how long is waited for it. */
export interface HashingQueueOptions {
  readonly clock: Clock
  /** How many at once; `hashingThreads()` if absent. */
  readonly concurrency?: number | undefined
  /** Whoever would wait longer is refused, in milliseconds. */
  readonly longestWait: number
}

interface Waiting {
  readonly begin: () => void
  readonly refuse: () => void
}

/**
 * How many passwords are hashed at once: one for each core, and one less than libuv has threads, which files and names of
 * hosts need as well.
 */
export function hashingThreads(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): number {
  const threads = Number(environment['UV_THREADPOOL_SIZE']) || 4
  return Math.max(1, Math.min(availableParallelism(), threads - 1))
}

/** Lets so many work at once; the others wait in the order they came, and those that would wait too long are refused. */
export class HashingQueue {
  readonly #options: HashingQueueOptions
  readonly #concurrency: number
  readonly #waiting = new Set<Waiting>()
  #running = 0
  /** What one hash takes, as the last ones did. */
  #typical = 30

  constructor(options: HashingQueueOptions) {
    this.#options = options
    this.#concurrency = options.concurrency ?? hashingThreads()
  }

  /** How many are at work, and how many wait. */
  get load(): { readonly running: number; readonly waiting: number } {
    return { running: this.#running, waiting: this.#waiting.size }
  }

  /** Does the work when it is its turn. Throws `PasswordsBusy`. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#running >= this.#concurrency) await this.#turn()
    else this.#running++
    const begun = this.#options.clock.monotonic()
    try {
      return await work()
    } finally {
      const took = this.#options.clock.monotonic() - begun
      this.#typical += (took - this.#typical) / 8
      this.#next()
    }
  }

  // Whoever is given a turn takes over the place of the one before: `#running` stays as it is.
  #turn(): Promise<void> {
    const { clock, longestWait } = this.#options
    const expected = ((this.#waiting.size + 1) * this.#typical) / this.#concurrency
    if (expected > longestWait) return Promise.reject(new PasswordsBusy())
    return new Promise((resolve, reject) => {
      const cancel = clock.timer(longestWait, () => {
        this.#waiting.delete(waiting)
        waiting.refuse()
      })
      const waiting: Waiting = {
        begin: () => {
          cancel()
          resolve()
        },
        refuse: () => reject(new PasswordsBusy()),
      }
      this.#waiting.add(waiting)
    })
  }

  #next(): void {
    const [first] = this.#waiting
    if (first === undefined) this.#running--
    else {
      this.#waiting.delete(first)
      first.begin()
    }
  }
}
