import type { CounterSeries } from '../counter.ts'

/**
 * Lets a counter follow a total that somebody else keeps. A total that is smaller than before began anew, as after a
 * restart of the app: then all of it is new.
 *
 *     const loads = new RunningTotal(cacheLoads.with({ namespace: 'profiles' }))
 *     loads.follow(statistics.loads)
 */
export class RunningTotal {
  readonly #series: CounterSeries
  #last = 0

  constructor(series: CounterSeries) {
    this.#series = series
  }

  follow(total: number): void {
    this.#series.add(total < this.#last ? total : total - this.#last)
    this.#last = total
  }
}
