import { Readable } from 'node:stream'
import type { Pool } from 'undici'
import { AnswerHandler } from './answer-handler.ts'
import { ConnectionLimits } from './connection-limits.ts'
import { isRefusedLiteral, type ResolveAll } from './guarded-lookup.ts'
import { OriginConnections } from './origin-connections.ts'
import { AddressRefused, NotConnected, StepTooLong } from './transport-errors.ts'
import type { TransportOptions } from './transport-options.ts'
import type { HttpTransport, TransportAnswer, TransportRequest, TransportStats } from './http-transport.ts'

/** How many origins are remembered; those beyond are the ones that have not been called for longest. */
const mostOrigins = 1_000

/** Methods that may be sent twice (RFC 9110, section 9.2.1): those that only read. */
const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE'])

/** Connections to every host that is called, over undici. */
export class PooledTransport implements HttpTransport {
  readonly #options: TransportOptions
  readonly #limits: ConnectionLimits
  /** By origin and guard, the one called last at the end. */
  readonly #origins = new Map<string, OriginConnections>()
  readonly #resolveName: ResolveAll | undefined
  #isClosed = false

  /** Names are resolved as the machine does, or as a test says that they are. */
  constructor(options: TransportOptions, resolveName?: ResolveAll) {
    this.#options = options
    this.#resolveName = resolveName
    this.#limits = new ConnectionLimits(options)
  }

  async send(request: TransportRequest): Promise<TransportAnswer> {
    if (this.#isClosed) throw new NotConnected('the client is closed')
    const isGuarded = request.addresses === 'public'
    if (isGuarded && isRefusedLiteral(request.url.hostname))
      throw new AddressRefused(`${request.url.hostname} is not an address of the public internet`)
    const connections = this.#connectionsOf(request.url.origin, isGuarded)
    const maySendAgain = safeMethods.has(request.method) && request.body === undefined
    const { pool, release } = await connections.lease({ maySendAgain })
    const onEnd = (): void => {
      release()
      if (request.signal.reason instanceof StepTooLong) connections.retire(pool)
      // undici is done with the request when this has been heard.
      setImmediate(() => this.#limits.trim())
    }
    return dispatched(pool, { request, onEnd })
  }

  stats(): TransportStats {
    return this.#limits.stats()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    const all = [...this.#origins.values()]
    this.#origins.clear()
    await Promise.all(all.map((connections) => connections.close()))
  }

  #connectionsOf(origin: string, isGuarded: boolean): OriginConnections {
    const key = isGuarded ? `public ${origin}` : origin
    const known = this.#origins.get(key)
    const found = known ?? this.#open(origin, isGuarded)
    this.#origins.delete(key)
    this.#origins.set(key, found)
    if (known === undefined) this.#forget()
    return found
  }

  #open(origin: string, isGuarded: boolean): OriginConnections {
    const limits = this.#limits
    const resolveName = this.#resolveName
    return new OriginConnections({ ...this.#options, origin, isGuarded, limits, resolveName })
  }

  #forget(): void {
    if (this.#origins.size <= mostOrigins) return
    const unused = [...this.#origins].find(([, { isUsed }]) => !isUsed)
    if (unused === undefined) return
    this.#origins.delete(unused[0])
    void unused[1].close()
  }
}

interface Sending {
  readonly request: TransportRequest
  readonly onEnd: () => void
}

function dispatched(pool: Pool, { request, onEnd }: Sending): Promise<TransportAnswer> {
  return new Promise((resolve, reject) => {
    if (request.signal.aborted) {
      onEnd()
      const reason: unknown = request.signal.reason
      return reject(reason)
    }
    const handler = new AnswerHandler({ request, resolve, reject, onEnd })
    pool.dispatch(
      {
        origin: request.url.origin,
        path: `${request.url.pathname}${request.url.search}`,
        method: request.method,
        headers: Object.fromEntries(request.headers),
        body: bodyFor(request),
      },
      handler,
    )
  })
}

function bodyFor({ body }: TransportRequest): Uint8Array | Readable | null {
  if (body === undefined) return null
  return body instanceof Uint8Array ? body : Readable.from(body)
}
