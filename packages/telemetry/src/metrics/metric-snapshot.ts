/** Kinds of metrics in the exposition format. */
export type MetricKind = 'counter' | 'gauge' | 'histogram'

/** What the gauges of several workers are together. */
export type Combination = 'sum' | 'max' | 'min' | 'mean'

/** A series: its labels as the exposition format writes them, and its numbers. */
export type SeriesSnapshot = readonly [labels: string, numbers: readonly number[]]

/** A metric at one moment. */
export interface MetricSnapshot {
  readonly name: string
  readonly help: string
  readonly kind: MetricKind
  readonly combination: Combination
  /** The upper bounds of a histogram; empty for every other kind. */
  readonly buckets: readonly number[]
  /** Of a histogram, the numbers are the counts of its buckets, not added up, and the sum; else the value. */
  readonly series: readonly SeriesSnapshot[]
}

/** The metrics of a process at one moment. */
export type Figures = readonly MetricSnapshot[]
