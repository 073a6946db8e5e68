import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { benchmarksFolder } from './runtimes.ts'
import { transpileServers } from './transpile.ts'

/**
 * Installs the peers when they are missing or out of date, builds the workspace, and makes the servers
 * ready.
 */
export function prepare(say: (line: string) => void): void {
  if (!isInstalled()) {
    say('installing the peers (once)')
    run(['npm', 'ci', '--prefix', benchmarksFolder, '--no-audit', '--no-fund', '--loglevel', 'error'])
  }
  say('building the workspace')
  if (!run(['npm', 'run', 'build'])) say('it does not build: what was built before is used, if anything')
  transpileServers()
}

/** npm writes its own lock file last: when it is older than ours, the tree is of another version. */
function isInstalled(): boolean {
  const installed = join(benchmarksFolder, 'node_modules', '.package-lock.json')
  if (!existsSync(installed)) return false
  return statSync(installed).mtimeMs >= statSync(join(benchmarksFolder, 'package-lock.json')).mtimeMs
}

function run([program = '', ...args]: readonly string[]): boolean {
  // What it writes goes to the error stream: the results alone go to the output.
  const { status } = spawnSync(program, args, { cwd: join(benchmarksFolder, '..'), stdio: ['ignore', 2, 2] })
  return status === 0
}
