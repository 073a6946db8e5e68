import type { LabelArguments } from './labels.ts'
import { Metric, type MetricOptions, numberText, seriesName } from './metric.ts'

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

  /** Throws `DefinitionError` METRIC_INVALID. */
  constructor(name: string, options: MetricOptions<Label>) {
    super(name, options)
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

  protected override lines({ value }: GaugeSeries, labels: string): string[] {
    return [`${seriesName(this.name, labels)} ${numberText(value)}`]
  }
}
