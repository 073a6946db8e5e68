import { checkServer } from './check-server.ts'
import { coreUse, readCoreTime, readMemory } from './core-time.ts'
import type { CoreUse } from './core-time.ts'
import type { LoadName } from './load.ts'
import { runLoad } from './load.ts'
import type { LoadOrder, LoadResult } from './load-order.ts'
import type { Pinning } from './pinning.ts'
import { startServer } from './server-process.ts'
import type { RunningServer } from './server-process.ts'
import type { Server } from './servers.ts'
import { workloadNames, workloads } from './workloads.ts'
import type { WorkloadName } from './workloads.ts'

/** How slices are measured in this run. */
export interface Measuring {
  readonly load: LoadName
  readonly pinning: Pinning
  /** In seconds. */
  readonly seconds: number
  readonly warmUp: number
}

/** What one slice of one server has shown. */
export interface Figures {
  readonly requestsPerSecond: number
  /** Processor time of the server for each request, in microseconds; absent where it cannot be read. */
  readonly cpu: number | undefined
  /** In milliseconds. */
  readonly p50: number
  readonly p99: number
  /** In MiB, after the slice. */
  readonly memory: number | undefined
  /** From the start of the process to its first answer, in milliseconds. */
  readonly startUp: number
  /** Why the slice does not count; absent if it counts. */
  readonly dropped: string | undefined
}

/** One server on one workload for a second or a few, and where that stands in the run. */
export interface Slice extends Figures {
  readonly server: string
  readonly workload: WorkloadName
  readonly round: number
  readonly turn: number
}

/** A server that gives right answers and is warm. */
export interface OpenServer {
  measure(): Promise<Figures>
  close(): Promise<void>
}

/** A server that gives a wrong answer; it is not timed. */
export class WrongAnswers extends Error {
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(`it gives ${faults.length} wrong ${faults.length === 1 ? 'answer' : 'answers'}`)
    this.faults = faults
  }
}

/** Where a slice stands in the run. */
export interface Place {
  readonly server: Server
  readonly workload: WorkloadName
  readonly round: number
  readonly turn: number
}

/**
 * Starts a server, checks its answers and warms it up. Each block has processes of its own, because two processes of one
 * program differ by more than a good change does. The checks of every workload come first, so that no server is
 * timed with one route alone ever called.
 *
 * Rejects with `WrongAnswers`, or with what made the server or the load fail.
 */
export async function openServer(
  server: Server,
  workload: WorkloadName,
  measuring: Measuring,
): Promise<OpenServer> {
  const { load, pinning, seconds, warmUp } = measuring
  const running = await startServer(server, pinning.server)
  const order = { origin: running.origin, request: workloads[workload].request }
  try {
    const faults = await checkServer(running.origin, workloadNames)
    if (faults.length > 0) throw new WrongAnswers(faults)
    await runLoad(load, { ...order, seconds: warmUp }, pinning.load)
  } catch (error) {
    await running.stop()
    throw error
  }
  return {
    measure: () => measure(running, { ...order, seconds }, measuring),
    close: () => running.stop(),
  }
}

async function measure(
  running: RunningServer,
  order: LoadOrder,
  { load, pinning }: Measuring,
): Promise<Figures> {
  const before = readCoreTime(running.pid, pinning.server)
  const result = await runLoad(load, order, pinning.load)
  const after = readCoreTime(running.pid, pinning.server)
  const use = before && after && coreUse(before, after, result.seconds * 1000)
  return {
    requestsPerSecond: result.requests / result.seconds,
    cpu: use && (use.used * 1000) / result.requests,
    p50: result.p50,
    p99: result.p99,
    memory: readMemory(running.pid),
    startUp: running.startUp,
    dropped: whyDropped(result, use),
  }
}

/** Above this share of the slice in the hands of other processes, its figures are theirs as well. */
const mostTaken = 0.03
/** Below this share of work the server was waiting for the load, and its speed was not what was measured. */
const leastBusy = 0.9

/**
 * Why a slice does not count; `undefined` if it does.
 *
 *     whyDropped(result, { used: 2000, busy: 0.98, taken: 0.2 })   // 'other processes had 20 % of the core'
 */
export function whyDropped(result: LoadResult, use: CoreUse | undefined): string | undefined {
  if (result.failures > 0) return `${result.failures} requests failed`
  if (use === undefined) return undefined
  if (use.taken > mostTaken) return `other processes had ${percent(use.taken)} of the core`
  if (use.busy < leastBusy) return `the load kept the server only ${percent(use.busy)} busy`
  return undefined
}

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`
