import type { LabelArguments } from './labels.ts'
import { Metric, metricInvalid, type MetricOptions } from './metric.ts'

/** What a histogram says of itself. */
export interface HistogramOptions<Label extends string> extends MetricOptions<Label> {
  /** The upper bounds of its buckets, ascending; those of `defaultBuckets` if absent. */
  readonly buckets?: readonly number[]
}

/** Bounds for the seconds of a request, from 1 ms to 10 s. */
export const defaultBuckets: readonly number[] = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
]

/** How values are distributed: one series of a histogram. */
export class HistogramSeries {
  readonly #buckets: readonly number[]
  readonly #counts: number[]
  #sum = 0

  constructor(buckets: readonly number[]) {
    this.#buckets = buckets
    // The last one is of what is above every bound.
    this.#counts = new Array<number>(buckets.length + 1).fill(0)
  }

  observe(value: number): void {
    const buckets = this.#buckets
    let at = 0
    // There is a bound at every place before the length; and NaN is in no bucket but the last.
    while (at < buckets.length && !(value <= (buckets[at] as number))) at++
    this.#counts[at] = (this.#counts[at] ?? 0) + 1
    this.#sum += value
  }

  get sum(): number {
    return this.#sum
  }

  /** How many values are in each bucket; the last one is of what is above every bound. */
  get counts(): readonly number[] {
    return this.#counts
  }
}

/**
 * How values such as durations are distributed. `metrics.histogram()` makes it.
 *
 *     reportSeconds.observe(1.25, { kind: 'monthly' })
 */
export class Histogram<Label extends string = never> extends Metric<Label, HistogramSeries> {
  override readonly kind = 'histogram'
  readonly #buckets: readonly number[]

  /** Throws `DefinitionError` METRIC_INVALID. */
  constructor(name: string, options: HistogramOptions<Label>) {
    super(name, options)
    this.#buckets = options.buckets ?? defaultBuckets
    const ascends = this.#buckets.every(
      (bound, at) => Number.isFinite(bound) && !(bound <= (this.#buckets[at - 1] ?? -Infinity)),
    )
    if (!ascends || this.#buckets.length === 0)
      throw metricInvalid(
        name,
        `has the buckets ${JSON.stringify(this.#buckets)}`,
        'write finite upper bounds, each above the one before: [0.1, 0.5, 1]',
      )
    this.begin()
  }

  observe(value: number, ...labels: LabelArguments<Label>): void {
    this.with(...labels).observe(value)
  }

  protected override create(): HistogramSeries {
    return new HistogramSeries(this.#buckets)
  }

  protected override numbers({ counts, sum }: HistogramSeries): readonly number[] {
    return [...counts, sum]
  }

  protected override get buckets(): readonly number[] {
    return this.#buckets
  }
}
