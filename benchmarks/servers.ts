import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { benchmarksFolder, foreignVersions, programVersion, runtimes } from './runtimes.ts'
import type { Runtime } from './runtimes.ts'

/** A server of the benchmark: one file in `servers/`. */
export interface Server {
  /** The file's name without its ending: `careful-raw`. */
  readonly name: string
  /** The file, relative to this folder: `servers/careful-raw.ts`. */
  readonly file: string
  readonly runtime: Runtime
  /** What its `@packages` line names: their versions go with the results. */
  readonly packages: readonly string[]
}

/** The server that the ratios are ratios to. */
export const baseline = 'careful-raw'

/** Short names for the command line. */
export const aliases: Readonly<Record<string, string>> = { raw: baseline, ours: 'vivace' }

/**
 * Every server in `servers/`, the baseline and ours first: adding a file there adds a server.
 *
 *     findServers().map(({ name }) => name)   // ['careful-raw', 'vivace', 'express', …]
 */
export function findServers(): Server[] {
  return readdirSync(join(benchmarksFolder, 'servers'))
    .map((file) => describeServer(`servers/${file}`))
    .filter((server) => server !== undefined)
    .sort((one, other) => rank(one.name) - rank(other.name) || one.name.localeCompare(other.name))
}

/**
 * Whether a server can be started here: Node can, Bun and Python with FastAPI where they are installed.
 *
 *     findServers().filter(isInstalled)
 */
export function isInstalled({ runtime, packages }: Server): boolean {
  if (runtime.versionsOf !== undefined) return foreignVersions(runtime, packages) !== undefined
  return programVersion(runtime.command[0] ?? '') !== undefined
}

function rank(name: string): number {
  const at = [baseline, aliases['ours']].indexOf(name)
  return at === -1 ? 2 : at
}

function describeServer(file: string): Server | undefined {
  const base = file.slice('servers/'.length)
  const runtime = runtimes.find(({ prefix = '', suffix }) => base.startsWith(prefix) && base.endsWith(suffix))
  if (runtime === undefined) return undefined
  const name = base.slice(0, -runtime.suffix.length)
  const packages = readPackages(readFileSync(join(benchmarksFolder, file), 'utf8'))
  return { name, file, runtime, packages }
}

/**
 * The names on the `@packages` line of a server's first comment.
 *
 *     readPackages(' * @packages hono, zod')   // ['hono', 'zod']
 */
export function readPackages(source: string): string[] {
  const line = /@packages +(.+)/.exec(source)?.[1] ?? ''
  return line.split(',').flatMap((name) => name.trim() || [])
}
