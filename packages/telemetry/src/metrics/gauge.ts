import type { LabelArguments } from './labels.ts'
import { Metric, type MetricOptions } from './metric.ts'
import type { Combination } from './metric-snapshot.ts'

/** What a gauge says of itself. */
export interface GaugeOptions<Label extends string> extends MetricOptions<Label> {
  /**
   * What the gauges of several workers are together: `sum` of what each has, as of connections and bytes; `max`, `min` or
   * `mean` of what each has measured. `sum` if absent.
   */
  readonly acrossWorkers?: Combination
}

/** How much of something there is: one series of a gauge. */
export class GaugeSeries {
  value = 0

  set(value: number): void {
    this.value = value
  }

  inc(): void {
    this.value++
  }

  dec(): void {
    this.value--
  }

  add(amount: number): void {
    this.value += amount
  }
}

/**
 * How much of something there is now. `metrics.gauge()` makes it.
 *
 *     queueDepth.set(12, { queue: 'mail' })
 */
export class Gauge<Label extends string = never> extends Metric<Label, GaugeSeries> {
  override readonly kind = 'gauge'
  readonly #combination: Combination

  /** Throws `DefinitionError` METRIC_INVALID. */
  constructor(name: string, options: GaugeOptions<Label>) {
    super(name, options)
    this.#combination = options.acrossWorkers ?? 'sum'
    this.begin()
  }

  set(value: number, ...labels: LabelArguments<Label>): void {
    this.with(...labels).set(value)
  }

  inc(...labels: LabelArguments<Label>): void {
    this.with(...labels).inc()
  }

  dec(...labels: LabelArguments<Label>): void {
    this.with(...labels).dec()
  }

  add(amount: number, ...labels: LabelArguments<Label>): void {
    this.with(...labels).add(amount)
  }

  protected override create(): GaugeSeries {
    return new GaugeSeries()
  }

  protected override numbers({ value }: GaugeSeries): readonly number[] {
    return [value]
  }

  protected override get combination(): Combination {
    return this.#combination
  }
}
