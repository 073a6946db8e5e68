import type { Command } from '../command.ts'
import type { DevMessage } from '../dev/dev-message.ts'
import { watchRequests } from '../dev/watch-requests.ts'
import { findAppFile } from '../find-app-file.ts'
import { runApp } from '../run-app.ts'

/** The process of the app under `vivace dev`; it ends with the process that started it. */
export const devChild: Command = {
  name: '~dev-child',
  says: 'what `vivace dev` runs',
  options: { 'allow-host': { type: 'string', value: '<name,…>', says: 'further names of hosts' } },
  async run(given) {
    const allowed = (given.text('allow-host') ?? '').split(',').filter((name) => name !== '')
    const tell = (message: DevMessage): void => void process.send?.(message)
    process.once('disconnect', () => process.exit())
    await runApp(findAppFile(process.cwd(), given.file), async (app, options, proceed) => {
      watchRequests(app, { allowed, tell })
      const server = await proceed(app, {
        ...options,
        // One process, which is the one that this is told of.
        workers: 0,
        drainDelay: 0,
        port: 0,
        host: '127.0.0.1',
        announce: false,
        gracePeriod: '500ms',
      })
      tell({
        kind: 'ready',
        port: server.port,
        wanted: options.port,
        scheme: options.tls === undefined ? 'http' : 'https',
        title: app.about?.title,
        docsPath: app.about?.docsPath,
      })
      return server
    })
    return 0
  },
}
