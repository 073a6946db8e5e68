import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))

/** The folder of this benchmark: every path in it is relative to this one. */
export const benchmarksFolder: string = here

/** The environment of servers and load: production, and the programs that npm installed here before others. */
export const environment: NodeJS.ProcessEnv = {
  ...process.env,
  NODE_ENV: 'production',
  PATH: `${here}node_modules/.bin:${process.env['PATH'] ?? ''}`,
}

/** What runs a server, told by the file's name. */
export interface Runtime {
  readonly name: string
  /** `bun-`: how a file of its begins, where that tells. */
  readonly prefix?: string
  /** `.ts`: how a file of its ends. */
  readonly suffix: string
  /** Whether the file is turned into JavaScript first, so that no loader is part of the start-up. */
  readonly transpiled: boolean
  /** The command, without the file. */
  readonly command: readonly string[]
  /** The arguments that make it write the versions of packages, one in a line; it fails if one is missing. */
  readonly versionsOf?: (packages: readonly string[]) => readonly string[]
}

/** Every runtime; a new one is a line here. The first that fits a file runs it. */
export const runtimes: readonly Runtime[] = [
  { name: 'Bun', prefix: 'bun-', suffix: '.ts', transpiled: false, command: ['bun', 'run'] },
  { name: 'Node', suffix: '.ts', transpiled: true, command: [process.execPath] },
  { name: 'Python', suffix: '.py', transpiled: false, command: [choosePython()], versionsOf: pythonVersions },
]

// The distribution's Python has the distribution's packages; the first one on the path may be another.
function choosePython(): string {
  return programOutput('python3', ['-c', 'import fastapi']) === undefined ? '/usr/bin/python3' : 'python3'
}

function pythonVersions(packages: readonly string[]): readonly string[] {
  const source = `import importlib.metadata as m, ${packages.join(', ')}\nfor p in '${packages.join(' ')}'.split(): print(m.version(p))`
  return ['-c', source]
}

/** The versions of a server's packages, where its runtime has a way of its own to tell; `undefined` if one is missing. */
export function foreignVersions(
  runtime: Runtime,
  packages: readonly string[],
): readonly string[] | undefined {
  const [program = ''] = runtime.command
  return programOutput(program, runtime.versionsOf?.(packages) ?? [])?.split('\n')
}

function programOutput(program: string, args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync(program, args, { env: environment, encoding: 'utf8' })
  return status === 0 ? stdout.trim() : undefined
}

/**
 * What a program says of its version, its first line; `undefined` if it is not installed.
 *
 *     programVersion('node')   // 'v20.20.2'
 */
export function programVersion(program: string, flag = '--version'): string | undefined {
  const { error, stdout, stderr } = spawnSync(program, [flag], { env: environment, encoding: 'utf8' })
  if (error) return undefined
  return `${stdout}\n${stderr}`.trim().split('\n')[0]
}
