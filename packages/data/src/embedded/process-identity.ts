import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/** A process, told from all others that have had or will have its number. */
export interface ProcessIdentity {
  readonly pid: number
  /** Where its number means it: the host, and the container. */
  readonly place: string
  /** When it started, in the words of the system; absent where the system does not tell. */
  readonly started?: string
}

/** Whether a process still runs; `unknown` where it is out of sight, on another host or in another container. */
export type Life = 'alive' | 'dead' | 'unknown'

/** This process. */
export function ownIdentity(): ProcessIdentity {
  const started = startOf(process.pid)
  return { pid: process.pid, place: ownPlace(), ...(started === undefined ? {} : { started }) }
}

/**
 * Judges whether a process still runs. A number that another process has by now does not deceive it.
 *
 *     lifeOf(ownIdentity())    // 'alive'
 */
export function lifeOf({ pid, place, started }: ProcessIdentity): Life {
  if (place !== ownPlace()) return 'unknown'
  if (!hasNumber(pid)) return 'dead'
  const present = startOf(pid)
  // Where the system does not tell, the number is believed: who is wrongly taken for dead loses data.
  return started === undefined || present === undefined || present === started ? 'alive' : 'dead'
}

function ownPlace(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return hostname()
  }
}

function hasNumber(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It runs, for another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function startOf(pid: number): string | undefined {
  return startInProc(pid) ?? startFromPs(pid)
}

/** @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function startInProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The name of the program is in brackets, and may have spaces and brackets itself.
    const [state = '', ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // It has ended, and its parent has not asked yet how.
    if (state === 'Z' || state === 'X') return 'ended'
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()
    return `${boot} ${fields[18] ?? ''}`
  } catch {
    return undefined
  }
}

/** macOS and the BSDs. */
function startFromPs(pid: number): string | undefined {
  if (process.platform === 'win32' || process.platform === 'linux') return undefined
  try {
    const output = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      env: { LC_ALL: 'C', TZ: 'UTC', PATH: process.env['PATH'] },
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 2_000,
    })
    return output.trim() || undefined
  } catch {
    return undefined
  }
}
