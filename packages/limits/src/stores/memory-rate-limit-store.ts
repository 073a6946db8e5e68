import type { Clock } from 'vivace'
import type { RateLimitState, RateLimitStore, RateLimitTake, RateLimitVerdict } from './rate-limit-store.ts'
import { UnitLog } from './unit-log.ts'

/** What bounds a store in memory. */
export interface MemoryRateLimitStoreOptions {
  /** How many keys of each limit are counted; 10,000 if absent. Above it, those give way that were asked longest ago. */
  readonly keys?: number
  /** Tells the time; the machine's clock if absent. */
  readonly clock?: Pick<Clock, 'monotonic'>
}

/**
 * Counts in the memory of this process: for one process, for tests, and for the time when Redis does not answer. Its
 * answers are never promises.
 *
 *     const store = memoryRateLimitStore({ keys: 50_000 })
 *
 * A key takes up to 2.2 KB, 10,000 keys of a limit 22 MB at the most: a flood of new keys forgets the oldest of its own
 * limit, and touches no other.
 */
export function memoryRateLimitStore(options: MemoryRateLimitStoreOptions = {}): MemoryRateLimitStore {
  return new MemoryStore(options)
}

/** A store whose answers are never promises. */
export interface MemoryRateLimitStore extends RateLimitStore {
  /** How many keys are counted now, of all limits. */
  readonly size: number
  take(takes: readonly RateLimitTake[]): RateLimitVerdict
}

const machineClock: Pick<Clock, 'monotonic'> = { monotonic: () => performance.now() }

class MemoryStore implements MemoryRateLimitStore {
  readonly #keys: number
  readonly #clock: Pick<Clock, 'monotonic'>
  /** By limit, and then by key in the order in which they were asked: the first was asked longest ago. */
  readonly #logs = new Map<string, Map<string, UnitLog>>()

  constructor({ keys = 10_000, clock = machineClock }: MemoryRateLimitStoreOptions) {
    this.#keys = keys
    this.#clock = clock
  }

  get size(): number {
    let size = 0
    for (const logs of this.#logs.values()) size += logs.size
    return size
  }

  take(takes: readonly RateLimitTake[]): RateLimitVerdict {
    const now = Math.floor(this.#clock.monotonic())
    const asked = takes.map((take) => ({ take, log: this.#logOf(take) }))
    let isAllowed = true
    for (const { take, log } of asked) if (log.usedAt(now, take) + take.cost > take.limit) isAllowed = false
    const states = asked.map(({ take, log }): RateLimitState => {
      if (isAllowed && take.cost > 0) log.add(now, take)
      this.#keep(take, log, now)
      return log.stateAt(now, take, isAllowed)
    })
    return { isAllowed, states }
  }

  #logOf(take: RateLimitTake): UnitLog {
    return this.#logs.get(limitOf(take))?.get(take.key) ?? new UnitLog()
  }

  #keep(take: RateLimitTake, log: UnitLog, now: number): void {
    const { key, window } = take
    let logs = this.#logs.get(limitOf(take))
    if (logs === undefined) this.#logs.set(limitOf(take), (logs = new Map<string, UnitLog>()))
    logs.delete(key)
    if (log.endsAt(window) <= now) return
    logs.set(key, log)
    if (logs.size <= this.#keys) return
    const oldest = logs.keys().next()
    if (oldest.done !== true) logs.delete(oldest.value)
  }
}

function limitOf({ name, window }: RateLimitTake): string {
  return `${name}/${window}`
}
