import { execFileSync } from 'node:child_process'
import { cpus, loadavg, release, totalmem, type } from 'node:os'
import type { BenchOptions } from './arguments.ts'
import { loadVersion } from './load.ts'
import type { LoadName } from './load.ts'
import { connections } from './load-order.ts'
import { packageVersion } from './package-version.ts'
import type { Pinning } from './pinning.ts'
import { foreignVersions, programVersion } from './runtimes.ts'
import type { Server } from './servers.ts'

/** Under what conditions a run took place: what another person needs to repeat it. */
export interface Conditions {
  readonly date: Date
  readonly options: BenchOptions
  /** As it was typed after `npm run bench --`. */
  readonly args: readonly string[]
  readonly load: LoadName
  readonly pinning: Pinning
  readonly servers: readonly Server[]
}

/** The conditions as a Markdown list. */
export function describeConditions(conditions: Conditions): string {
  const { date, options, args, load, pinning } = conditions
  const pinned =
    pinning.server === undefined
      ? 'nothing pinned to a core'
      : `server on core ${pinning.server}, load on core ${pinning.load}`
  return [
    `* Date: ${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    `* Command: \`npm run bench${args.length > 0 ? ` -- ${args.join(' ')}` : ''}\``,
    `* Machine: ${machine()}; load average at the start ${loadavg()[0]?.toFixed(2)}`,
    `* Load: ${loadVersion(load)}, ${connections} connections kept alive, no pipelining, ${pinned}`,
    `* Slices: ${options.rounds} × ${options.turns} × ${options.seconds} s for each server and workload (processes, turns, time), after ${options.warmUp} s of warm-up, order ${options.seed}`,
    `* Versions: ${versions(conditions.servers).join(', ')}`,
    `* Commit: ${commit()}`,
  ].join('\n')
}

/** The processor, the memory and the system of this machine. */
export function machine(): string {
  const [first] = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${first?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${memory} GiB, ${type()} ${release()}`
}

function versions(servers: readonly Server[]): string[] {
  const runtimes = new Map(servers.map(({ runtime }) => [runtime.name, runtime.command[0] ?? '']))
  const own = servers.filter(({ runtime }) => runtime.versionsOf === undefined)
  const packages = [...new Set(own.flatMap((server) => server.packages))].sort()
  return [
    ...[...runtimes].map(([name, program]) => `${name} ${programVersion(program) ?? 'not installed'}`),
    ...packages.map((name) => `${name} ${packageVersion(name) ?? 'not installed'}`),
    ...servers.filter((server) => !own.includes(server)).flatMap(foreignPackages),
  ]
}

function foreignPackages({ runtime, packages }: Server): string[] {
  const versions = foreignVersions(runtime, packages) ?? []
  return packages.map((name, at) => `${name} ${versions[at] ?? 'not installed'}`)
}

/** The commit that is measured, and whether files were changed since. */
export function commit(): string {
  try {
    const git = (...args: string[]): string =>
      execFileSync('git', args, { encoding: 'utf8', stdio: 'pipe' }).trim()
    const changed = git('status', '--porcelain', '--untracked-files=no') === '' ? '' : ', with changes'
    return git('rev-parse', '--short', 'HEAD') + changed
  } catch {
    return 'not known'
  }
}
