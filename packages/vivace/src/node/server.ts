import cluster from 'node:cluster'
import type { Server as HttpServer } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { consoleLogger } from '../exchange/console-logger.ts'
import type { Logger } from '../exchange/logger.ts'
import type { Served } from '../exchange/served.ts'
import { obeyPrimary } from './cluster/obey-primary.ts'
import { acceptUpgrades } from './accept-upgrades.ts'
import { Connections } from './connections.ts'
import { httpServer } from './http-server.ts'
import { IdleConnections } from './idle-connections.ts'
import { listen } from './listen.ts'
import { NodeEdge } from './node-edge.ts'
import { serverAddress } from './server-address.ts'
import type { ServeSettings } from './serve-settings.ts'
import { watchProcessErrors } from './process-errors.ts'
import { stopOnSignals } from './stop-on-signals.ts'

/** How long streams that were cut off may take to clean up. */
const closingTime = 1_000

/** A running server. */
export interface Server {
  /** Where it is, without a slash at the end: `http://127.0.0.1:8000`. */
  readonly url: string
  readonly port: number
  /**
   * Stops: readiness turns false, after `drainDelay` no more connections, an answer for every request that is in
   * flight, then the app's own stop.
   * What takes longer than the grace period is cut off. It may be called again: it stops once.
   */
  stop(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * A server of `node:http` around an app.
 *
 *     const server = new NodeServer(app, settings)
 *     await server.start()
 */
export class NodeServer implements Server {
  readonly log: Logger
  readonly #app: Served
  readonly #settings: ServeSettings
  readonly #edge: NodeEdge
  readonly #http: HttpServer
  readonly #connections: Connections
  #port: number
  #forget: (() => void)[] = []
  #stopping: Promise<void> | undefined = undefined

  constructor(app: Served, settings: ServeSettings) {
    this.#app = app
    this.#settings = settings
    this.#port = settings.port
    this.log = logOf(app, settings)
    const scheme = settings.tls === undefined ? 'http' : 'https'
    this.#edge = new NodeEdge(app, settings, { scheme, log: this.log })
    this.#http = httpServer(settings, this.#edge)
    this.#connections = new Connections(this.#http)
    closeIdle(this.#http, this.#edge, settings)
  }

  get port(): number {
    return this.#port
  }

  get url(): string {
    return serverAddress(this.#settings, this.#port)
  }

  /** Starts the app, then listens. */
  async start(): Promise<void> {
    await this.#app.start()
    try {
      if (this.#app.webSockets !== undefined) await acceptUpgrades(this.#http, this.#edge)
      await listen(this.#http, this.#settings)
    } catch (error) {
      await this.#app.stop()
      throw error
    }
    const address = this.#http.address()
    // A text would be the address of a pipe, which we never listen on.
    if (typeof address === 'object' && address !== null) this.#port = address.port
    this.#http.on('error', (error) => this.log.error('The server failed.', { error }))
    if (this.#settings.workers > 0) this.#forget.push(obeyPrimary(this))
    this.#forget.push(stopOnSignals(this, this.#settings))
    if (this.#settings.processErrors) this.#forget.push(watchProcessErrors(this))
  }

  /** `drainDelay` is how long requests are accepted at least, where that is longer than the option says. */
  stop(drainDelay = 0): Promise<void> {
    return (this.#stopping ??= this.#stop(Math.max(drainDelay, this.#settings.drainDelay)))
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }

  async #stop(drainDelay: number): Promise<void> {
    const { gracePeriod } = this.#settings
    try {
      this.#edge.isStopping = true
      this.#app.prepareStop?.()
      if (drainDelay > 0) await delay(drainDelay)
      const until = performance.now() + gracePeriod
      this.#app.beginStop?.()
      const cut = await this.#connections.close(gracePeriod)
      if (cut > 0) this.log.warn('Connections were cut off: the grace period is over.', { connections: cut })
      // A stream that is cut off still has to let go of what it holds, before the app that it uses stops.
      await this.#finishWork(Math.max(cut > 0 ? closingTime : 0, until - performance.now()))
      await this.#app.stop(Math.max(0, until - performance.now()))
    } finally {
      for (const forget of this.#forget) forget()
    }
  }

  async #finishWork(time: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const isLate = await Promise.race([
      this.#edge.afterwardsDone(),
      new Promise((resolve) => (timer = setTimeout(resolve, time, true))),
    ])
    clearTimeout(timer)
    if (isLate === true)
      this.log.warn('Work after answers goes on while the app stops: the grace period is over.')
  }
}

function closeIdle(http: HttpServer, edge: NodeEdge, { keepAliveTimeout, tls }: ServeSettings): void {
  if (keepAliveTimeout === 0) return
  const idle = new IdleConnections(keepAliveTimeout, () => edge.busy())
  http.on(tls === undefined ? 'connection' : 'secureConnection', (socket: Socket) => idle.watch(socket))
}

/** The lines of a worker say whose they are. */
function logOf({ log = consoleLogger() }: Served, { workers }: ServeSettings): Logger {
  return workers > 0 ? log.child({ worker: cluster.worker?.id }) : log
}
