import type { SentRequest } from './workloads.ts'

/** How many connections are kept open; each sends its next request when it has its answer. */
export const connections = 64

/** What a load is asked for. */
export interface LoadOrder {
  readonly origin: string
  readonly request: SentRequest
  /** Whole seconds. */
  readonly seconds: number
  /** `connections` if absent. */
  readonly connections?: number
}

/** What a load saw. */
export interface LoadResult {
  readonly requests: number
  /** How long it took, in seconds. */
  readonly seconds: number
  /** Time from sending to the whole answer, in milliseconds. */
  readonly p50: number
  readonly p99: number
  /** Connections that failed, time-outs, and answers of 400 and above. */
  readonly failures: number
}

/**
 * A member of what a load program wrote, as a number; throws when it is none, because a figure that cannot
 * be read must not become one that can.
 *
 *     figure({ latency: { p50: 2 } }, 'latency', 'p50')   // 2
 */
export function figure(written: unknown, ...names: readonly string[]): number {
  let value: unknown = written
  for (const name of names) {
    value =
      typeof value === 'object' && value !== null
        ? Object.entries(value).find(([key]) => key === name)?.[1]
        : undefined
  }
  if (typeof value !== 'number') throw new Error(`the load program wrote no number for ${names.join('.')}`)
  return value
}
