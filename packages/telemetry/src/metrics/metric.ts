import { DefinitionError } from 'vivace'
import { type LabelArguments, labelText, type LabelValue } from './labels.ts'
import type { Combination, MetricKind, MetricSnapshot } from './metric-snapshot.ts'

/** What a metric says of itself. */
export interface MetricOptions<Label extends string> {
  /** One sentence: what is counted or measured. */
  readonly help: string
  /** The names of its labels; none if absent. */
  readonly labels?: readonly Label[]
  /**
   * How many combinations of labels are kept apart; 2,000 if absent. What comes then is counted together, under
   * the value `overflow` of every label: sums stay right, and nobody fills the memory with values of his own.
   */
  readonly maxSeries?: number
}

const wellFormedName = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/
const wellFormedLabel = /^(?!__)[a-zA-Z_][a-zA-Z0-9_]*$/

/** A metric: series of one name, one for each combination of its labels. */
export abstract class Metric<Label extends string, Series> {
  readonly name: string
  readonly help: string
  abstract readonly kind: MetricKind
  readonly #labels: readonly Label[]
  readonly #maxSeries: number
  readonly #series = new Map<string, { readonly labels: string; readonly series: Series }>()

  /** Throws `DefinitionError` METRIC_INVALID. */
  constructor(name: string, { help, labels = [], maxSeries = 2_000 }: MetricOptions<Label>) {
    this.name = name
    this.help = help
    this.#labels = labels
    this.#maxSeries = maxSeries
    if (!wellFormedName.test(name)) throw metricInvalid(name, 'is no name of a metric', nameRemedy)
    const wrong = labels.find((label) => !wellFormedLabel.test(label) || label === 'le')
    if (wrong !== undefined) throw metricInvalid(name, `has a label ${JSON.stringify(wrong)}`, labelRemedy)
  }

  /** A series with nothing counted. */
  protected abstract create(): Series

  /** The numbers of one series: its value, or the counts of its buckets and the sum. */
  protected abstract numbers(series: Series): readonly number[]

  /**
   * One series, for places that count often: looked up once, it costs no look-up more.
   *
   *     const logins = authOperations.with({ operation: 'login', status: 'ok' })
   */
  with(...[labels]: LabelArguments<Label>): Series {
    return this.#seriesOf(this.#valuesOf(labels))
  }

  /** Everything that was counted. */
  snapshot(): MetricSnapshot {
    const { name, help, kind, combination, buckets } = this
    const series = [...this.#series.values()].map((each) => [each.labels, this.numbers(each.series)] as const)
    return { name, help, kind, combination, buckets, series }
  }

  /** How the series of several workers are one. */
  protected get combination(): Combination {
    return 'sum'
  }

  protected get buckets(): readonly number[] {
    return []
  }

  /** What another metric of the name would have to be, to be this one. */
  get signature(): string {
    return JSON.stringify([this.kind, this.help, this.#labels, this.combination, this.buckets])
  }

  // A metric without labels has one series, which is shown although nothing was counted yet.
  protected begin(): void {
    if (this.#labels.length === 0) this.#seriesOf([])
  }

  #valuesOf(labels: Readonly<Record<string, LabelValue>> = {}): readonly string[] {
    return this.#labels.map((label) => String(labels[label] ?? ''))
  }

  #seriesOf(values: readonly string[]): Series {
    // No label has the character, or it has it on purpose; then two series are one.
    const key = values.join('\u0000')
    const known = this.#series.get(key)
    if (known !== undefined) return known.series
    if (this.#series.size >= this.#maxSeries && values.some((value) => value !== overflow))
      return this.#seriesOf(values.map(() => overflow))
    const series = this.create()
    this.#series.set(key, { series, labels: labelText(this.#labels, values) })
    return series
  }
}

const overflow = 'overflow'

const nameRemedy = 'write letters, digits and underscores, not beginning with a digit: http_requests_total'
const labelRemedy =
  'write letters, digits and underscores; "le" and what begins with "__" belong to Prometheus'

/** What a wrong metric ends in. */
export function metricInvalid(name: string, cause: string, remedy: string): DefinitionError {
  return new DefinitionError({
    code: 'METRIC_INVALID',
    where: `Metric ${JSON.stringify(name)}`,
    cause: `it ${cause}`,
    remedy,
  })
}
