import cluster from 'node:cluster'
import type { Served } from '../exchange/served.ts'
import { announcement } from './announcement.ts'
import { serveWorkers } from './cluster/serve-workers.ts'
import { NodeServer, type Server } from './server.ts'
import { serveHook } from './serve-hook.ts'
import type { ServeOptions } from './serve-options.ts'
import { type ServeSettings, serveSettings } from './serve-settings.ts'
import { exitAsMisconfigured, isMisconfiguration } from '../settings/exit-as-misconfigured.ts'

/**
 * Starts an app and serves it on `node:http`, or on `node:https` with `tls`.
 *
 *     const server = await serve(app, { port: 8000 })
 *     // Shop is ready: http://127.0.0.1:8000  (docs: http://127.0.0.1:8000/docs)
 *     await server.stop()
 *
 * Rejects, and leaves nothing running, when the app is written wrongly or its singletons cannot be made,
 * when an option is wrong (`DefinitionError` SERVE_OPTION_INVALID), or when the port cannot be had
 * (ADDRESS_UNAVAILABLE). A process that ends by a mistake in its configuration exits with 78 (EX_CONFIG).
 */
export async function serve(app: Served, options: ServeOptions = {}): Promise<Server> {
  const hook = serveHook()
  return hook === undefined ? serveNow(app, options) : hook(app, options, serveNow)
}

async function serveNow(app: Served, options: ServeOptions): Promise<Server> {
  try {
    const settings = serveSettings(options, process.env)
    const server = await start(app, settings)
    // One line, however many workers there are.
    if (settings.announce && !isWorker(settings))
      process.stdout.write(`${announcement(server.url, app.about)}\n`)
    return server
  } catch (error) {
    if (isMisconfiguration(error)) exitAsMisconfigured(error)
    throw error
  }
}

async function start(app: Served, settings: ServeSettings): Promise<Server> {
  if (settings.workers > 0 && cluster.isPrimary) return serveWorkers(app, settings)
  const server = new NodeServer(app, settings)
  await server.start()
  return server
}

const isWorker = ({ workers }: ServeSettings): boolean => workers > 0 && cluster.isWorker
