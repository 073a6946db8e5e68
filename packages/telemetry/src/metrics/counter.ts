import type { LabelArguments } from './labels.ts'
import { Metric, metricInvalid, type MetricOptions } from './metric.ts'

/** How often something happened: one series of a counter. */
export class CounterSeries {
  #value = 0

  get value(): number {
    return this.#value
  }

  inc(): void {
    this.#value++
  }

  /** Throws `RangeError` for what would make it smaller. */
  add(amount: number): void {
    if (!(amount >= 0)) throw new RangeError(`A counter only grows; it cannot grow by ${amount}.`)
    this.#value += amount
  }
}

/**
 * How often something happened since the process began. `metrics.counter()` makes it.
 *
 *     authOperations.inc({ operation: 'login', status: 'ok' })
 */
export class Counter<Label extends string = never> extends Metric<Label, CounterSeries> {
  override readonly kind = 'counter'

  /** Throws `DefinitionError` METRIC_INVALID. */
  constructor(name: string, options: MetricOptions<Label>) {
    super(name, options)
    if (!name.endsWith('_total'))
      throw metricInvalid(name, 'is a counter whose name does not end in _total', `call it ${name}_total`)
    this.begin()
  }

  inc(...labels: LabelArguments<Label>): void {
    this.with(...labels).inc()
  }

  /** Throws `RangeError` for what would make it smaller. */
  add(amount: number, ...labels: LabelArguments<Label>): void {
    this.with(...labels).add(amount)
  }

  protected override create(): CounterSeries {
    return new CounterSeries()
  }

  protected override numbers({ value }: CounterSeries): readonly number[] {
    return [value]
  }
}
