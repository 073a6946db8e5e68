import { createServer, type IncomingMessage, type Server, type ServerOptions } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Duplex } from 'node:stream'
import { DefinitionError, HttpError } from '../errors/index.ts'
import { isHandshake } from './accept-upgrades.ts'
import type { NodeEdge } from './node-edge.ts'
import { rawAnswer } from './protocol-error.ts'
import { refuseConnection } from './refuse-connection.ts'
import { methodRefused } from './request-gate.ts'
import type { ServeSettings } from './serve-settings.ts'

/**
 * Node's own server with our limits, which takes everything that it can be sent to the edge.
 *
 *     const server = httpServer(settings, edge)
 *     server.listen(8000)
 *
 * Throws `DefinitionError` SERVE_OPTION_INVALID for a key or certificate that cannot be used.
 */
export function httpServer(settings: ServeSettings, edge: NodeEdge): Server {
  const server = settings.tls === undefined ? createServer(limits(settings)) : tlsServer(settings)
  if (settings.maxConnections > 0) server.maxConnections = settings.maxConnections
  // Node drops what is beyond its count without a word; one more, and the edge sees that there are too many.
  server.maxHeadersCount = settings.maxHeaders === 0 ? 0 : settings.maxHeaders + 1
  server.on('request', (request, response) => edge.receive(request, response))
  server.on('checkContinue', (request, response) =>
    edge.receive(request, response, { awaitsPermission: true }),
  )
  server.on('checkExpectation', (request, response) => {
    edge.refuse(request, response, new HttpError(417, { code: 'expectation-failed' }))
  })
  server.on('connect', (_request, socket) => refuseTunnel(socket))
  server.on('clientError', (error, socket) => refuseConnection(error, socket, edge.openOn(socket)))
  return server
}

/** Node has let go of the connection by now: nobody else listens to its errors, or ends it. */
function refuseTunnel(socket: Duplex): void {
  socket.on('error', () => socket.destroy())
  socket.end(rawAnswer(methodRefused()), () => socket.destroy())
}

function limits(settings: ServeSettings): ServerOptions {
  return {
    headersTimeout: settings.headersTimeout,
    requestTimeout: settings.requestTimeout,
    connectionsCheckingInterval: settings.connectionsCheckingInterval,
    // Idle connections are closed by `IdleConnections`.
    keepAliveTimeout: 0,
    maxHeaderSize: settings.maxHeaderSize,
    // Explicitly, so that no flag of the process can weaken the parser.
    insecureHTTPParser: false,
    // Otherwise Node takes the first of two Host, Authorization or Content-Type headers and hides the other.
    joinDuplicateHeaders: true,
    // The edge refuses a request without a host itself, with a problem document.
    requireHostHeader: false,
    noDelay: true,
    ...newerLimits,
  }
}

/** What older versions of Node do not know. */
const newerLimits = {
  /** For older versions there is `endEmptyRequest`. */
  optimizeEmptyRequests: true,
  /**
   * Whether to let go of a connection that asks for another protocol; for older versions there is
   * `replayWithoutUpgrade`. Nobody listens where the app has no channels.
   */
  shouldUpgradeCallback(this: Server, request: IncomingMessage): boolean {
    return this.listenerCount('upgrade') > 0 && isHandshake(request)
  },
}

function tlsServer(settings: ServeSettings): Server {
  try {
    // A handshake is given the time that headers are given: Node's own limit is two minutes.
    return createTlsServer({
      handshakeTimeout: settings.headersTimeout,
      ...settings.tls,
      ...limits(settings),
    })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new DefinitionError(
      {
        code: 'SERVE_OPTION_INVALID',
        where: 'serve({ tls })',
        cause: `the key or the certificate cannot be used (${reason})`,
        remedy: 'give `key` and `cert` as the text of PEM files that belong together',
      },
      { cause: error },
    )
  }
}
