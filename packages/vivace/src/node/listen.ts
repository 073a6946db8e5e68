import type { Server } from 'node:http'
import { listenFailure } from './listen-failure.ts'
import type { ServeSettings } from './serve-settings.ts'

/**
 * Begins to listen. Rejects with `DefinitionError` ADDRESS_UNAVAILABLE when the port or the host cannot be
 * had.
 *
 *     await listen(server, settings)
 */
export function listen(server: Server, settings: ServeSettings): Promise<void> {
  const { host, port, backlog } = settings
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => reject(listenFailure(error, settings))
    server.once('error', onError)
    server.listen({ host, port, backlog }, () => {
      server.off('error', onError)
      resolve()
    })
  })
}
