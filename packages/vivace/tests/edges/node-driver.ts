import { serve, type ServeOptions, type Server } from '../../src/node/index.ts'
import type { Served } from '../../src/exchange/index.ts'
import type { EdgeDriver } from './edge-driver.ts'
import { socketDriver } from './socket-driver.ts'

/** Serves on a free port, without a word and without listening to signals. */
export function serveQuietly(app: Served, options: ServeOptions = {}): Promise<Server> {
  return serve(app, {
    port: 0,
    host: '127.0.0.1',
    announce: false,
    signals: false,
    gracePeriod: 200,
    ...options,
  })
}

/** The node edge, spoken to over a socket. */
export async function openNodeEdge(app: Served): Promise<EdgeDriver> {
  const server = await serveQuietly(app)
  return socketDriver(server.port, () => server.stop())
}
