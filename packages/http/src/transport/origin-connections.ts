import { buildConnector, Client, Pool } from 'undici'
import type { ConnectionLimits } from './connection-limits.ts'
import { guardedLookup, type ResolveAll } from './guarded-lookup.ts'
import type { TransportOptions } from './transport-options.ts'

/** What the connections of one origin need to know. */
export interface OriginOptions extends TransportOptions {
  readonly origin: string
  /** Whether they may lead to the public internet alone. */
  readonly isGuarded: boolean
  readonly limits: ConnectionLimits
  /** Resolves names for connections that are guarded; as the machine does, if absent. */
  readonly resolveName?: ResolveAll | undefined
}

/** Leave to send one request, until it is given back. */
export interface PoolLease {
  readonly pool: Pool
  /** To be called once, when the request has ended, or was never sent. */
  readonly release: () => void
}

/** The request whose connection is to tell what an origin speaks, while the others wait for it. */
interface Asking {
  readonly known: Promise<void>
  /** Lets the others go on: the protocol is known, or this request will not find it out. */
  readonly tell: () => void
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
 *     const { pool, release } = await origin.lease({ maySendAgain: true })
 *     pool.dispatch(options, handler)    // and release() at its end
 */
export class OriginConnections {
  readonly #options: OriginOptions
  readonly #connector: buildConnector.connector
  readonly #alone: Pool
  #shared: Pool | undefined
  /** Those that are to end with what is under way in them. */
  readonly #retired = new Set<Pool>()
  #protocol: Protocol
  #asking: Asking | undefined
  #users = 0

  constructor(options: OriginOptions) {
    this.#options = options
    const offersHttp2 = options.http2 && options.origin.startsWith('https:')
    this.#protocol = offersHttp2 ? undefined : 'h1'
    this.#connector = this.#listening(connectorOf(options, offersHttp2))
    this.#alone = this.#pool(options.connections, 1)
  }

  /** Whether requests are under way, or about to be. */
  get isUsed(): boolean {
    return this.#users > 0
  }

  /** The pool for a request. While nobody knows the protocol the first one finds it out, and the others wait. */
  async lease({ maySendAgain }: { readonly maySendAgain: boolean }): Promise<PoolLease> {
    this.#users += 1
    if (!maySendAgain) return this.#leaseOf(this.#alone)
    while (this.#protocol === undefined && this.#asking !== undefined) await this.#asking.known
    if (this.#protocol === 'h2') return this.#leaseOf(this.#sharedPool())
    return this.#leaseOf(this.#alone, this.#protocol === undefined ? this.#ask() : undefined)
  }

  /**
   * Sends nothing more over shared connections through which nothing came. One that a router has forgotten looks like
   * one that is well, for a quarter of an hour, and each request over it would wait in vain.
   */
  retire(pool: Pool): void {
    if (pool !== this.#shared) return
    this.#shared = undefined
    this.#retired.add(pool)
    const forget = (): unknown => this.#retired.delete(pool)
    pool.close().then(forget, forget)
  }

  async close(): Promise<void> {
    const shared = this.#shared === undefined ? [] : [this.#shared]
    await Promise.all([this.#alone, ...shared, ...this.#retired].map((pool) => pool.destroy()))
  }

  #leaseOf(pool: Pool, asking?: Asking): PoolLease {
    return {
      pool,
      release: () => {
        this.#users -= 1
        // A request that never opened a connection has nothing to tell, and nobody shall wait for it.
        asking?.tell()
      },
    }
  }

  #ask(): Asking {
    let settle = (): void => undefined
    const known = new Promise<void>((resolve) => {
      settle = resolve
    })
    const asking: Asking = {
      known,
      tell: () => {
        if (this.#asking === asking) this.#asking = undefined
        settle()
      },
    }
    this.#asking = asking
    return asking
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
        this.#asking?.tell()
      })
  }
}

function connectorOf(options: OriginOptions, allowH2: boolean): buildConnector.connector {
  const { ca, cert, key } = options.tls
  return buildConnector({
    allowH2,
    timeout: options.connectTimeout,
    ...(options.isGuarded ? { lookup: guardedLookup(options.resolveName) } : {}),
    ...(ca === undefined ? {} : { ca: typeof ca === 'string' ? ca : [...ca] }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  })
}
