import { existsSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'

/** A runtime that the framework runs on, beside the Node.js that runs the tests. */
export interface Runtime {
  /** `bun`, `deno`, `node-22`. */
  readonly name: string
  /** What npm installs it from, and where the program is in that: on this kind of machine. */
  readonly spec: string
  readonly program: string
  /** How it runs a script of Node.js. */
  readonly args: readonly string[]
  /** Where vitest runs the tests: Bun has no worker processes for it, Deno no whole worker threads. */
  readonly pool: 'forks' | 'threads'
}

const machine = `${process.platform}-${process.arch}`

/** The newest versions that were tried. */
export const runtimes: readonly Runtime[] = [
  {
    name: 'bun',
    spec: `npm:@oven/bun-${machine}@1.4.5`,
    program: 'bin/bun',
    args: ['--bun'],
    pool: 'threads',
  },
  {
    name: 'deno',
    spec: `npm:@deno/${machine}${process.platform === 'linux' ? '-glibc' : ''}@2.9.6`,
    program: 'deno',
    args: ['run', '--allow-all', '--node-modules-dir=manual'],
    pool: 'forks',
  },
  ...['22.23.3', '26.10.0'].map((version) => ({
    name: `node-${version.replace(/\..*/, '')}`,
    spec: `npm:node-${machine}@${version}`,
    program: 'bin/node',
    args: [],
    pool: 'forks' as const,
  })),
]

/** Where `npm run runtimes` installs them, unless `VIVACE_RUNTIMES` names another folder. */
export const runtimesFolder: string = resolve(
  process.env['VIVACE_RUNTIMES'] ?? 'node_modules/.cache/vivace/runtimes',
)

/** The program of a runtime: where it was installed, else the user's own; `undefined` if there is none. */
export function findRuntime({ name, program }: Runtime): string | undefined {
  const installed = join(runtimesFolder, 'node_modules', name, program)
  const own = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name))
  return [installed, ...own].find((path) => existsSync(path))
}
