import type { Server } from './servers.ts'
import { type OpenServer, type Place, type Slice, WrongAnswers } from './slice.ts'
import type { WorkloadName } from './workloads.ts'

/**
 * One workload in one round: every server in a process of its own, started, checked and warmed up, and then all of them
 * timed in turn, several times. What is compared was measured within seconds.
 */
export interface Block {
  readonly round: number
  readonly workload: WorkloadName
  /** The order in which the servers are timed, for each turn. */
  readonly turns: readonly (readonly Server[])[]
}

/** Opens a server for a workload. Rejects with `WrongAnswers`, or with what made the server fail. */
export type Open = (server: Server, workload: WorkloadName) => Promise<OpenServer>

/** What is told of each try at a slice: `slice` is absent if it failed, and `reason` says why it does not count. */
export type Tried = (place: Place, slice: Slice | undefined, reason: string | undefined) => void

/** A server that was not timed, or not to the end. */
export interface LeftOut {
  readonly server: string
  readonly reasons: readonly string[]
}

/** What a run, or a part of it, has measured. */
export interface Measured {
  readonly slices: readonly Slice[]
  readonly leftOut: readonly LeftOut[]
}

/** How often a server is started, and a slice measured, before it is taken as it is. */
const tries = 3

/** Measures a block; a server that fails or answers wrongly is left out. */
export async function measureBlock(block: Block, open: Open, tried: Tried): Promise<Measured> {
  const slices: Slice[] = []
  const leftOut: LeftOut[] = []
  const running = new Map<string, OpenServer>()
  try {
    for (const server of block.turns[0] ?? []) {
      const opened = await tryToOpen({ ...block, server, turn: 1 }, open, tried)
      if ('reasons' in opened) leftOut.push(opened)
      else running.set(server.name, opened)
    }
    for (const place of placesOf(block)) {
      const server = running.get(place.server.name)
      if (server === undefined) continue
      const outcome = await tryToMeasure(place, server, tried)
      if ('reasons' in outcome) {
        leftOut.push(outcome)
        running.delete(place.server.name)
        await server.close()
      } else slices.push(outcome)
    }
  } finally {
    await Promise.all([...running.values()].map((server) => server.close()))
  }
  return { slices, leftOut }
}

function placesOf({ round, workload, turns }: Block): Place[] {
  return turns.flatMap((order, at) => order.map((server) => ({ server, workload, round, turn: at + 1 })))
}

async function tryToOpen(place: Place, open: Open, tried: Tried): Promise<OpenServer | LeftOut> {
  let failure = ''
  for (let attempt = 0; attempt < tries; attempt++) {
    try {
      return await open(place.server, place.workload)
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error)
      tried(place, undefined, failure)
      if (error instanceof WrongAnswers) return { server: place.server.name, reasons: error.faults }
    }
  }
  return { server: place.server.name, reasons: [failure] }
}

async function tryToMeasure(place: Place, server: OpenServer, tried: Tried): Promise<Slice | LeftOut> {
  const { workload, round, turn } = place
  const name = place.server.name
  let last: Slice | undefined
  let failure = ''
  for (let attempt = 0; attempt < tries; attempt++) {
    try {
      const slice: Slice = { server: name, workload, round, turn, ...(await server.measure()) }
      tried(place, slice, slice.dropped)
      if (slice.dropped === undefined) return slice
      last = slice
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error)
      tried(place, undefined, failure)
    }
  }
  return last ?? { server: name, reasons: [failure] }
}
