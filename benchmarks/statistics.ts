/** The middle of a sample and its quarters. */
export interface Quartiles {
  readonly lower: number
  readonly median: number
  readonly upper: number
  /** How many values it was made of; at least 1. */
  readonly count: number
}

/**
 * The value below which a share of a sample lies, straight lines between the values
 * (Hyndman and Fan's type 7, what R and NumPy do).
 *
 *     quantile([10, 20, 30, 40], 0.5)    // 25
 *
 * `undefined` for an empty sample.
 */
export function quantile(sample: readonly number[], share: number): number | undefined {
  const sorted = [...sample].sort((one, other) => one - other)
  const position = (sorted.length - 1) * share
  const below = sorted[Math.floor(position)]
  const above = sorted[Math.ceil(position)]
  if (below === undefined || above === undefined) return undefined
  return below + (above - below) * (position - Math.floor(position))
}

/**
 * The quartiles of a sample.
 *
 *     quartiles([1, 2, 3, 4, 5])   // { lower: 2, median: 3, upper: 4, count: 5 }
 *
 * `undefined` for an empty sample.
 */
export function quartiles(sample: readonly number[]): Quartiles | undefined {
  const lower = quantile(sample, 0.25)
  const median = quantile(sample, 0.5)
  const upper = quantile(sample, 0.75)
  if (lower === undefined || median === undefined || upper === undefined) return undefined
  return { lower, median, upper, count: sample.length }
}

/**
 * Numbers from 0 to 1 that a seed repeats, so that a run's order can be repeated (Mulberry32; not for
 * secrets).
 *
 *     const random = seededRandom(7)
 *     random()
 */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * The same values in an order of chance, each order equally likely (Fisher and Yates).
 *
 *     shuffled(['a', 'b', 'c'], seededRandom(7))
 */
export function shuffled<Value>(values: readonly Value[], random: () => number): Value[] {
  const rest = [...values]
  const order: Value[] = []
  while (rest.length > 0) order.push(...rest.splice(Math.floor(random() * rest.length), 1))
  return order
}
