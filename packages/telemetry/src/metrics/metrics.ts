import { Counter } from './counter.ts'
import { writeMetrics } from './exposition.ts'
import { Gauge, type GaugeOptions } from './gauge.ts'
import { Histogram, type HistogramOptions } from './histogram.ts'
import { metricInvalid, type MetricOptions } from './metric.ts'
import type { MetricSnapshot } from './metric-snapshot.ts'

/** A metric of any kind, as the registry knows it. */
interface AnyMetric {
  readonly name: string
  readonly kind: string
  readonly signature: string
  snapshot(): MetricSnapshot
}

/** The media type of the exposition format. */
export const metricsMediaType = 'text/plain; version=0.0.4'

/**
 * The metrics of a process, by name.
 *
 *     export const metrics = new Metrics()
 *     export const authOperations = metrics.counter('auth_operations_total', {
 *       help: 'Logins, refreshes and logouts.',
 *       labels: ['operation', 'status'],
 *     })
 *
 * A metric that is declared twice in the same words is one metric; in other words it throws `DefinitionError`
 * METRIC_INVALID.
 *
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export class Metrics {
  readonly #metrics = new Map<string, AnyMetric>()
  readonly #readers = new Map<string, () => void>()

  /** How often something happened; the name ends in `_total`. */
  counter<const Label extends string = never>(name: string, options: MetricOptions<Label>): Counter<Label> {
    return this.#add(new Counter(name, options))
  }

  /** How much of something there is. */
  gauge<const Label extends string = never>(name: string, options: GaugeOptions<Label>): Gauge<Label> {
    return this.#add(new Gauge(name, options))
  }

  /** How values such as durations are distributed. */
  histogram<const Label extends string = never>(
    name: string,
    options: HistogramOptions<Label>,
  ): Histogram<Label> {
    return this.#add(new Histogram(name, options))
  }

  /**
   * Runs before each reading: for what is known only then. A later one of the same name takes its place.
   *
   *     metrics.onRead('pool', () => poolSize.set(pool.size))
   */
  onRead(name: string, read: () => void): void {
    this.#readers.set(name, read)
  }

  /** Everything in the exposition format, version 0.0.4. Throws what a reader throws. */
  render(): string {
    return writeMetrics(this.snapshot())
  }

  /** Everything that was counted, to be written or sent to another process. Throws what a reader throws. */
  snapshot(): readonly MetricSnapshot[] {
    for (const read of this.#readers.values()) read()
    return [...this.#metrics.values()].map((metric) => metric.snapshot())
  }

  #add<Added extends AnyMetric>(metric: Added): Added {
    const known = this.#metrics.get(metric.name)
    if (known === undefined) {
      this.#metrics.set(metric.name, metric)
      return metric
    }
    if (known.signature !== metric.signature)
      throw metricInvalid(
        metric.name,
        'is declared a second time, with another kind, help, labels or buckets',
        'declare it once and import it, or give one of them another name',
      )
    // Of the same kind and with the same labels: the signatures say so.
    return known as Added
  }
}
