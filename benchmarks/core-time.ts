import { readdirSync, readFileSync } from 'node:fs'

/** Processor time of a server since it started, in milliseconds. */
export interface CoreTime {
  /** Of all its threads. */
  readonly used: number
  /** How long its main thread was ready to run and something else ran on its core. */
  readonly waited: number
  /** Of its threads other than the main one, which keep the main thread waiting as well. */
  readonly usedByOthers: number
  /** What the machine's host took from the core while the machine wanted it, since the machine started. */
  readonly stolen: number
}

/** The kernel counts `/proc/stat` in hundredths of a second on every common machine. */
const tick = 10

/**
 * Reads the processor time of a process (Linux: `/proc`, see `Documentation/scheduler/sched-stats`).
 * `undefined` where there is no such thing.
 */
export function readCoreTime(pid: number, core: number | undefined): CoreTime | undefined {
  try {
    let used = 0
    for (const thread of readdirSync(`/proc/${pid}/task`)) used += schedule(pid, thread).used
    const main = schedule(pid, String(pid))
    return { used, waited: main.waited, usedByOthers: used - main.used, stolen: readStolen(core) }
  } catch {
    return undefined
  }
}

function schedule(pid: number, thread: string): { used: number; waited: number } {
  const [used, waited] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')
  return { used: Number(used) / 1e6, waited: Number(waited) / 1e6 }
}

function readStolen(core: number | undefined): number {
  if (core === undefined) return 0
  const line = readFileSync('/proc/stat', 'utf8')
    .split('\n')
    .find((text) => text.startsWith(`cpu${core} `))
  return Number(line?.split(' ')[8] ?? 0) * tick
}

/** What happened on the server's core during a slice. */
export interface CoreUse {
  /** Processor time of the server, in milliseconds. */
  readonly used: number
  /** The share of the slice in which the server worked: 0 to 1, above where it has several threads. */
  readonly busy: number
  /** The share of the slice in which another process had the core that the server wanted. */
  readonly taken: number
}

/** What happened between two readings that are `milliseconds` of load apart. */
export function coreUse(before: CoreTime, after: CoreTime, milliseconds: number): CoreUse {
  const used = after.used - before.used
  // The garbage collector's threads share the core with the main thread: waiting for them is the server's own affair.
  const waited = after.waited - before.waited - (after.usedByOthers - before.usedByOthers)
  const taken = Math.max(0, waited) + after.stolen - before.stolen
  return { used, busy: used / milliseconds, taken: taken / milliseconds }
}

/** The resident memory of a process in MiB. */
export function readMemory(pid: number): number | undefined {
  return readStatus(pid, 'VmRSS')
}

/** The most resident memory that a process has had, in MiB. */
export function readPeakMemory(pid: number): number | undefined {
  return readStatus(pid, 'VmHWM')
}

function readStatus(pid: number, name: string): number | undefined {
  try {
    const lines = readFileSync(`/proc/${pid}/status`, 'utf8').split('\n')
    const kibibytes = lines.find((line) => line.startsWith(`${name}:`))?.match(/\d+/)?.[0]
    return kibibytes === undefined ? undefined : Number(kibibytes) / 1024
  } catch {
    return undefined
  }
}
