import { seededRandom, shuffled } from './statistics.ts'
import type { Server } from './servers.ts'
import { WrongAnswers } from './slice.ts'
import type { Place, Slice } from './slice.ts'
import type { WorkloadName } from './workloads.ts'

/** What a run measures. */
export interface Run {
  readonly servers: readonly Server[]
  readonly workloads: readonly WorkloadName[]
  readonly rounds: number
  readonly seed: number
}

/**
 * The order of a run: in every round each workload, in an order of chance, and within it every server, in an
 * order of chance. The servers of one workload follow each other, so that a slow minute of the machine falls
 * on all of them.
 */
export function orderOfRun({ servers, workloads, rounds, seed }: Run): Place[] {
  const random = seededRandom(seed)
  const places: Place[] = []
  for (let round = 1; round <= rounds; round++) {
    for (const workload of shuffled(workloads, random)) {
      for (const server of shuffled(servers, random)) places.push({ server, workload, round })
    }
  }
  return places
}

/** A server that was not timed, or not to the end. */
export interface LeftOut {
  readonly server: string
  readonly reasons: readonly string[]
}

/** What a run has measured. */
export interface Measured {
  readonly slices: readonly Slice[]
  readonly leftOut: readonly LeftOut[]
}

/** What a run tells while it goes on. */
export interface Progress {
  /** After each try at a slice: `slice` is absent if it failed, and `reason` says why it does not count. */
  tried(place: Place, slice: Slice | undefined, reason: string | undefined): void
  /** Asked before each round but the first; what was measured until then is the result. */
  hasTimeFor?(round: number): boolean
}

/** How often a slice is tried before it is taken as it is. */
const tries = 3

/** Measures every place in order; a server that fails or answers wrongly is left out from then on. */
export async function measureRun(
  places: readonly Place[],
  measure: (place: Place) => Promise<Slice>,
  progress: Progress,
): Promise<Measured> {
  const slices: Slice[] = []
  const leftOut: LeftOut[] = []
  let current = 1
  for (const place of places) {
    if (place.round !== current && progress.hasTimeFor?.(place.round) === false) break
    current = place.round
    if (leftOut.some(({ server }) => server === place.server.name)) continue
    const outcome = await tryToMeasure(place, measure, progress)
    if ('reasons' in outcome) leftOut.push(outcome)
    else slices.push(outcome)
  }
  return { slices, leftOut }
}

/**
 * Whether another round, as long as those before, ends in time.
 *
 *     const hasTimeFor = timeLimit(20 * 60_000)
 *     hasTimeFor(2)    // false after 11 minutes for the first round
 */
export function timeLimit(
  milliseconds: number,
  now: () => number = () => performance.now(),
): (round: number) => boolean {
  const begun = now()
  return (round) => (now() - begun) * (round / (round - 1)) <= milliseconds
}

async function tryToMeasure(
  place: Place,
  measure: (place: Place) => Promise<Slice>,
  progress: Progress,
): Promise<Slice | LeftOut> {
  let last: Slice | undefined
  let failure = ''
  for (let turn = 0; turn < tries; turn++) {
    try {
      const slice = await measure(place)
      progress.tried(place, slice, slice.dropped)
      if (slice.dropped === undefined) return slice
      last = slice
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error)
      progress.tried(place, undefined, failure)
      if (error instanceof WrongAnswers) return { server: place.server.name, reasons: error.faults }
    }
  }
  return last ?? { server: place.server.name, reasons: [failure] }
}
