import { type Block, type LeftOut, type Measured, measureBlock, type Open, type Tried } from './block.ts'
import type { Server } from './servers.ts'
import type { Slice } from './slice.ts'
import { seededRandom, shuffled } from './statistics.ts'
import type { WorkloadName } from './workloads.ts'

/** What a run measures. */
export interface Run {
  readonly servers: readonly Server[]
  readonly workloads: readonly WorkloadName[]
  readonly rounds: number
  /** How often each server is timed in a round, on each workload. */
  readonly turns: number
  readonly seed: number
}

/**
 * The order of a run: in every round each workload, in an order of chance, and within it every server in each turn, in
 * an order of chance.
 */
export function orderOfRun({ servers, workloads, rounds, turns, seed }: Run): Block[] {
  const random = seededRandom(seed)
  const blocks: Block[] = []
  for (let round = 1; round <= rounds; round++) {
    for (const workload of shuffled(workloads, random)) {
      const orders = Array.from({ length: turns }, () => shuffled(servers, random))
      blocks.push({ round, workload, turns: orders })
    }
  }
  return blocks
}

/** What a run tells while it goes on. */
export interface Progress {
  readonly tried: Tried
  /** Asked before each round but the first; what was measured until then is the result. */
  hasTimeFor?(round: number): boolean
}

/** Measures every block in order; a server that fails or answers wrongly is left out from then on. */
export async function measureRun(
  blocks: readonly Block[],
  open: Open,
  progress: Progress,
): Promise<Measured> {
  const slices: Slice[] = []
  const leftOut: LeftOut[] = []
  let current = 1
  for (const block of blocks) {
    if (block.round !== current && progress.hasTimeFor?.(block.round) === false) break
    current = block.round
    const measured = await measureBlock(without(leftOut, block), open, progress.tried)
    slices.push(...measured.slices)
    leftOut.push(...measured.leftOut)
  }
  return { slices, leftOut }
}

function without(leftOut: readonly LeftOut[], block: Block): Block {
  const isIn = ({ name }: Server): boolean => leftOut.every(({ server }) => server !== name)
  return { ...block, turns: block.turns.map((order) => order.filter(isIn)) }
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
