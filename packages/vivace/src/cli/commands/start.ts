import cluster from 'node:cluster'
import { findingsOf } from '../check/findings.ts'
import { findAppFile } from '../find-app-file.ts'
import type { Command } from '../command.ts'
import { isApp } from '../find-export.ts'
import { requirePackage } from '../package-commands.ts'
import { tell } from '../print.ts'
import { runApp } from '../run-app.ts'
import type { ServeOptions } from '../../node/serve-options.ts'
import { readServeArguments, serveArguments } from '../serve-arguments.ts'
import type { Given } from '../command.ts'
import { UsageError } from '../usage-error.ts'

/** `vivace start`: serves an app in production. */
export const start: Command = {
  name: 'start',
  says: 'serves the app in production',
  details:
    'NODE_ENV is production if it is not set: weak secrets are refused, with exit code 78. SIGTERM and SIGINT\n' +
    'stop it: what is in flight is answered first. With workers, SIGHUP replaces them one by one.',
  options: {
    ...serveArguments,
    workers: {
      type: 'string',
      value: '<number>',
      says: "how many processes serve, before the app's own; auto: one a processor",
    },
    migrate: {
      type: 'boolean',
      says: 'applies what is pending of the migrations of @vivace/data before it serves',
    },
  },
  async run(given) {
    process.env['NODE_ENV'] ??= 'production'
    if (given.flag('migrate')) {
      requirePackage('@vivace/data', 'vivace start --migrate')
      process.env['VIVACE_MIGRATE'] = 'start'
    }
    const overrides = { ...readServeArguments(given), ...readWorkers(given) }
    await runApp(findAppFile(process.cwd(), given.file), async (app, options, proceed) => {
      const served = { ...options, ...overrides }
      const server = await proceed(app, served)
      const count = isApp(app) ? findingsOf({ app, options: served }).length : 0
      if (count > 0 && cluster.isPrimary)
        tell(`${count} ${count === 1 ? 'thing' : 'things'} to look at: vivace check --production`)
      return server
    })
    return 0
  },
}

function readWorkers(given: Given): Pick<ServeOptions, 'workers'> {
  const text = given.text('workers')
  if (text === undefined) return {}
  if (text === 'auto') return { workers: 'auto' }
  if (/^\d{1,3}$/.test(text)) return { workers: Number(text) }
  throw new UsageError(`--workers ${text} is not a number of workers: write a whole number, or auto.`)
}
