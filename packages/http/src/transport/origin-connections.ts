import { buildConnector, Client, Pool } from 'undici'
import type { ConnectionLimits } from './connection-limits.ts'
import { guardedLookup } from './guarded-lookup.ts'
import type { TransportOptions } from './transport-options.ts'

/** What the connections of one origin need to know. */
export interface OriginOptions extends TransportOptions {
  readonly origin: string
  /** Whether they may lead to the public internet alone. */
  readonly isGuarded: boolean
  readonly limits: ConnectionLimits
}

/** What an origin speaks; unknown until its first connection. */
type Protocol = 'h1' | 'h2' | undefined

/** How many requests share a connection of HTTP/2, and how many such connections an origin may have. */
const shared = { streams: 100, connections: 4 }

/**
 * The connections of one origin: each for one request at a time, and where the server has HTTP/2 some that are
 * shared by requests which may be sent again. undici sends what shares a connection a second time when the
 * connection ends, which is no way to treat an order.
 *
 *     (await origin.poolFor({ maySendAgain: true })).dispatch(options, handler)
 */
export class OriginConnections {
  readonly #options: OriginOptions
  readonly #connector: buildConnector.connector
  readonly #alone: Pool
  #shared: Pool | undefined
  #protocol: Protocol
  /** Settles when the first connection has told the protocol, or has failed. */
  #asking: Promise<void> | undefined
  #tell = (): void => undefined
  /** How many requests are under way or about to be. */
  users = 0

  constructor(options: OriginOptions) {
    this.#options = options
    const offersHttp2 = options.http2 && options.origin.startsWith('https:')
    this.#protocol = offersHttp2 ? undefined : 'h1'
    this.#connector = this.#listening(connectorOf(options, offersHttp2))
    this.#alone = this.#pool(options.connections, 1)
  }

  /** The pool for a request. While nobody knows the protocol the first one finds it out, and the others wait. */
  poolFor({ maySendAgain }: { readonly maySendAgain: boolean }): Pool | Promise<Pool> {
    if (!maySendAgain || this.#protocol === 'h1') return this.#alone
    if (this.#protocol === 'h2') return this.#sharedPool()
    if (this.#asking !== undefined) return this.#asking.then(() => this.poolFor({ maySendAgain }))
    this.#asking = new Promise((resolve) => {
      this.#tell = resolve
    })
    return this.#alone
  }

  async close(): Promise<void> {
    await Promise.all([this.#alone.destroy(), this.#shared?.destroy()])
  }

  #sharedPool(): Pool {
    return (this.#shared ??= this.#pool(shared.connections, shared.streams))
  }

  #pool(connections: number, pipelining: number): Pool {
    const { origin, limits, keptAliveFor } = this.#options
    return new Pool(origin, {
      connections,
      factory: (url, given) => {
        const { connect, holds } = limits.holder(this.#connector)
        const client = new Client(url, {
          ...given,
          connect,
          pipelining,
          keepAliveTimeout: keptAliveFor,
          keepAliveMaxTimeout: keptAliveFor,
          // Policies have clocks of their own, which tests can drive.
          headersTimeout: 0,
          bodyTimeout: 0,
        })
        holds(client)
        return client
      },
    })
  }

  #listening(connector: buildConnector.connector): buildConnector.connector {
    return (options, callback) =>
      connector(options, (...outcome) => {
        const [error, socket] = outcome
        // Of a connection that failed there is no second argument at all, whatever the types say.
        if (error === null && this.#protocol === undefined)
          this.#protocol = 'alpnProtocol' in socket && socket.alpnProtocol === 'h2' ? 'h2' : 'h1'
        callback(...outcome)
        this.#tell()
        this.#asking = undefined
      })
  }
}

function connectorOf(options: OriginOptions, allowH2: boolean): buildConnector.connector {
  const { ca, cert, key } = options.tls
  return buildConnector({
    allowH2,
    timeout: options.connectTimeout,
    ...(options.isGuarded ? { lookup: guardedLookup() } : {}),
    ...(ca === undefined ? {} : { ca: typeof ca === 'string' ? ca : [...ca] }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  })
}
