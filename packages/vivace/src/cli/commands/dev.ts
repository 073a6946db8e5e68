import { dirname, relative } from 'node:path'
import type { Command, Given } from '../command.ts'
import { DevServer } from '../dev/dev-server.ts'
import { PrettyLines } from '../dev/pretty-line.ts'
import { watchFiles } from '../dev/watch-files.ts'
import { findAppFile } from '../find-app-file.ts'
import { readServeArguments, serveArguments } from '../serve-arguments.ts'

/** `vivace dev`: serves an app and starts it again with every change. */
export const dev: Command = {
  name: 'dev',
  says: 'serves the app on this machine, restarts it with every change, shows every request',
  details:
    'The port is kept while the app restarts: who asks meanwhile waits. Requests from pages of other sites, and\n' +
    'to other host names than localhost, are refused with 403. NODE_ENV is development if it is not set, and\n' +
    'migrations of @vivace/data are applied unless VIVACE_MIGRATE says something else than start.',
  options: {
    ...serveArguments,
    'allow-host': { type: 'string', value: '<name,…>', says: 'further host names that requests may name' },
  },
  async run(given) {
    process.env['NODE_ENV'] ??= 'development'
    process.env['VIVACE_MIGRATE'] ??= 'start'
    const entry = findAppFile(process.cwd(), given.file)
    const server = new DevServer({ ...optionsOf(given, entry), lines: new PrettyLines(hasColours()), write })
    server.start()
    const watching = watchFiles(rootOf(entry), { entry, onChange: (file) => void server.restart(file) })
    const interrupted = new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
    })
    try {
      await Promise.race([interrupted, server.failed])
    } finally {
      watching.close()
      await server.close()
    }
    return 0
  },
}

function optionsOf(given: Given, entry: string) {
  const { port, host = process.env['HOST'] || '127.0.0.1' } = readServeArguments(given)
  const names = given.text('allow-host')
  return {
    args: [relative(process.cwd(), entry), ...(names === undefined ? [] : ['--allow-host', names])],
    host,
    port,
  }
}

/** What is watched: this folder, or that of a file that lies elsewhere. */
function rootOf(entry: string): string {
  const root = process.cwd()
  return relative(root, entry).startsWith('..') ? dirname(entry) : root
}

function hasColours(): boolean {
  return process.stdout.isTTY && !process.env['NO_COLOR']
}

function write(line: string, to: 'stdout' | 'stderr'): void {
  process[to].write(`${line}\n`)
}
