import { quantile } from '../statistics.ts'
import type { ClientReport } from './load/client-order.ts'

/** Percentiles in milliseconds. */
export interface Latency {
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly worst: number
}

/**
 * The percentiles that are told of a sample of times; zeros for an empty one.
 *
 *     latencyOf([1, 2, 3])   // { p50: 2, p95: 2.9, p99: 2.98, worst: 3 }
 */
export function latencyOf(times: Float64Array | readonly number[]): Latency {
  const sorted = Float64Array.from(times).sort()
  const at = (share: number): number => quantile([...sorted], share) ?? 0
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), worst: sorted.at(-1) ?? 0 }
}

/** `12.3 ms`, `432 ms`: three digits that mean something. */
export function milliseconds(time: number): string {
  return `${time < 100 ? time.toFixed(1) : Math.round(time)} ms`
}

/** `12,345` */
export const whole = (value: number): string => Math.round(value).toLocaleString('en')

/** The head of the columns that `loadCells` fills. */
export const loadHead = [
  'requests/s',
  'p50',
  'p95',
  'p99',
  'worst',
  'sent late p99',
  'lost',
  'wrong',
] as const

/** What a load saw, as cells of a table. */
export function loadCells(report: ClientReport): string[] {
  const { p50, p95, p99, worst } = latencyOf(report.latencies)
  const times = [p50, p95, p99, worst, latencyOf(report.lags).p99].map(milliseconds)
  return [whole(report.answered / report.seconds), ...times, whole(report.lost), whole(report.wrong)]
}

/** What was wrong in a load, in words. */
export function loadFaults(name: string, { lost, wrong, examples }: ClientReport): string[] {
  if (lost === 0 && wrong === 0) return []
  return [`${name}: ${lost} requests lost, ${wrong} wrong answers (${examples.join('; ')})`]
}
