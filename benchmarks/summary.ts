import { quantile, quartiles } from './statistics.ts'
import type { Quartiles } from './statistics.ts'
import type { Slice } from './slice.ts'
import type { WorkloadName } from './workloads.ts'

/**
 * What the slices of one server on one workload say together. Ratios are to the baseline; figures are medians
 * of the slices that count, and absent where none does.
 */
export interface Summary {
  readonly server: string
  readonly workload: WorkloadName
  /** Slices that count, of those measured. */
  readonly kept: number
  readonly measured: number
  readonly requestsPerSecond: number | undefined
  readonly speed: Quartiles | undefined
  /** Processor time for each request in microseconds. */
  readonly cpu: number | undefined
  readonly cost: Quartiles | undefined
  /**
   * Whether `cpu` and `cost` are made of disturbed slices, this server's or the baseline's: other processes
   * take time, but less of it counts as the server's own.
   */
  readonly isCostRough: boolean
  /** In milliseconds. */
  readonly p50: number | undefined
  readonly p99: number | undefined
  /** In MiB. */
  readonly memory: number | undefined
}

/** Summarises one server on one workload; `undefined` when nothing was measured. */
export function summarise(
  slices: readonly Slice[],
  place: { readonly server: string; readonly workload: WorkloadName },
  baseline: string,
): Summary | undefined {
  const onWorkload = slices.filter(({ workload }) => workload === place.workload)
  const own = onWorkload.filter(({ server }) => server === place.server)
  const reference = onWorkload.filter(({ server }) => server === baseline)
  const kept = own.filter(isKept)
  const costly = keptOrAll(own)
  const costlyReference = keptOrAll(reference)
  if (own.length === 0) return undefined
  return {
    ...place,
    kept: kept.length,
    measured: own.length,
    requestsPerSecond: median(kept.map((slice) => slice.requestsPerSecond)),
    speed: ratios(kept, reference.filter(isKept), (slice) => slice.requestsPerSecond),
    cpu: median(costly.map((slice) => slice.cpu)),
    cost: ratios(costly, costlyReference, (slice) => slice.cpu),
    isCostRough: !costly.every(isKept) || !costlyReference.every(isKept),
    p50: median(kept.map((slice) => slice.p50)),
    p99: median(kept.map((slice) => slice.p99)),
    memory: median(own.map((slice) => slice.memory)),
  }
}

/** What the starts of one server say together. */
export interface StartUp {
  readonly server: string
  /** In milliseconds, the median. */
  readonly startUp: number
  readonly ratio: Quartiles | undefined
}

/** Summarises the starts of a server: those of every slice, since other processes are dealt out fairly among them. */
export function summariseStart(
  slices: readonly Slice[],
  server: string,
  baseline: string,
): StartUp | undefined {
  const own = slices.filter((slice) => slice.server === server)
  const startUp = median(own.map((slice) => slice.startUp))
  if (startUp === undefined) return undefined
  const reference = slices.filter((slice) => slice.server === baseline)
  return { server, startUp, ratio: ratios(own, reference, (slice) => slice.startUp) }
}

const isKept = (slice: Slice): boolean => slice.dropped === undefined

/** The slices that count; all of them where none does, because a rough cost is better than none. */
function keptOrAll(slices: readonly Slice[]): readonly Slice[] {
  const kept = slices.filter(isKept)
  return kept.length > 0 ? kept : slices
}

function median(values: readonly (number | undefined)[]): number | undefined {
  return quantile(
    values.filter((value) => value !== undefined),
    0.5,
  )
}

/** Each slice against the baseline's of the same turn; against its median where that one was dropped. */
function ratios(
  slices: readonly Slice[],
  reference: readonly Slice[],
  of: (slice: Slice) => number | undefined,
): Quartiles | undefined {
  const middle = median(reference.map(of))
  const found = slices.flatMap((slice) => {
    const partner = reference.find(
      ({ round, turn, workload }) =>
        round === slice.round && turn === slice.turn && workload === slice.workload,
    )
    const value = of(slice)
    const against = partner === undefined ? middle : of(partner)
    return value === undefined || against === undefined ? [] : [value / against]
  })
  return quartiles(found)
}
